package io.reelbudget.ledger.internal.wire;

import io.reelbudget.account.Period;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Codes;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The transaction of one hold or one capture as plain numbers: for the heap, where taking them down must cost next to
 * nothing and few are ever read. What a disk keeps is made of them by {@link #encode}.
 *
 * <p>A header, which is the keeper's; a number with the period of the balance, which of its numbers are there and how
 * many accounts are linked; six numbers with the names below; the links; those numbers of the balance afterwards that
 * are not zero; the event. All methods are pure but for the arrays they write to.
 */
public final class NumberedTransaction {

    /** See {@link #shape}. */
    public static final int SHAPE = 1;

    public static final int TIME = 2;
    public static final int KEY = 3;
    public static final int HASH = 5;
    public static final int SEQUENCE = 6;

    /**
     * The position of the root's transaction before and that of the one before that touched the root's own account;
     * then the number of each account below it and the position of the one before that touched it.
     */
    public static final int LINKS = 7;

    /** Stands for an event that does not fit into numbers. */
    public static final int NONE = 0;

    private static final int HELD = 1;
    private static final int CAPTURED_OPEN = 2;
    private static final int CAPTURED_EXPIRED = 3;
    private static final int CAPTURE_NUMBERS = 5;

    private static final int SHEET_SHIFT = Integer.SIZE;
    private static final int LINKS_SHIFT = SHEET_SHIFT + BalanceSheet.NUMBERS;
    private static final int SHEET_MASK = (1 << BalanceSheet.NUMBERS) - 1;

    private NumberedTransaction() {}

    /** Returns how many numbers an event takes; {@link #NONE} where it does not fit. */
    public static int length(Event event, int levels) {
        if (event instanceof Event.Held held) {
            boolean plain = held.labels().values().isEmpty()
                    && held.earmarks().isEmpty()
                    && held.overdraft() == Event.ACCOUNTS_OWN;
            return plain ? 2 : NONE;
        } else if (event instanceof Event.Captured captured
                && captured.labels().values().isEmpty()) {
            int numbers = CAPTURE_NUMBERS;
            for (int level = 0; level < levels; level++) {
                numbers += 1 + 3 * captured.paidBy().get(level).size();
            }
            return numbers;
        }
        return NONE;
    }

    /**
     * Returns what shape a record has.
     *
     * @param period the keeper's number of the period of the balance
     * @param sheet the numbers of the balance
     * @param links how many accounts are linked
     */
    public static long shape(int period, long[] sheet, int links) {
        int there = 0;
        for (int i = 0; i < BalanceSheet.NUMBERS; i++) {
            there |= sheet[i] == 0 ? 0 : 1 << i;
        }
        return (long) links << LINKS_SHIFT | (long) there << SHEET_SHIFT | period;
    }

    /** Returns the number of the period in a shape. */
    public static int period(long shape) {
        return (int) shape;
    }

    private static int links(long shape) {
        return (int) (shape >>> LINKS_SHIFT);
    }

    private static int sheetNumbers(long shape) {
        return (int) (shape >>> SHEET_SHIFT) & SHEET_MASK;
    }

    /** Returns how many numbers come before the event in a record of a shape. */
    public static int lengthBefore(long shape) {
        return LINKS + 2 * links(shape) + Integer.bitCount(sheetNumbers(shape));
    }

    /** Writes those numbers of the balance that are not zero. */
    public static void writeSheet(long[] sheet, long shape, long[] to, int at) {
        int next = at + LINKS + 2 * links(shape);
        for (int i = 0; i < BalanceSheet.NUMBERS; i++) {
            if (sheet[i] != 0) {
                to[next++] = sheet[i];
            }
        }
    }

    private static BalanceSheet sheet(long shape, Period period, long[] from, int at) {
        long[] sheet = new long[BalanceSheet.NUMBERS];
        int next = at + LINKS + 2 * links(shape);
        for (int i = 0; i < BalanceSheet.NUMBERS; i++) {
            sheet[i] = (sheetNumbers(shape) >>> i & 1) == 0 ? 0 : from[next++];
        }
        return BalanceSheet.of(sheet, period);
    }

    /** Writes an event that fits and returns its kind. */
    public static int write(Event event, int links, long[] to, int at) {
        int next = at;
        if (event instanceof Event.Held held) {
            to[next] = held.amount();
            to[next + 1] = held.leaseEnd();
            return HELD;
        }
        Event.Captured captured = (Event.Captured) event;
        to[next] = captured.hold().high();
        to[next + 1] = captured.hold().low();
        to[next + 2] = captured.before();
        to[next + 3] = captured.amount();
        to[next + 4] = captured.left();
        next += CAPTURE_NUMBERS;
        for (int level = 0; level < links; level++) {
            next = writePayments(captured.paidBy().get(level), to, next);
        }
        return captured.found() == Result.HoldState.OPEN ? CAPTURED_OPEN : CAPTURED_EXPIRED;
    }

    private static int writePayments(List<Payment> payments, long[] to, int at) {
        int next = at;
        to[next++] = payments.size();
        for (int i = 0; i < payments.size(); i++) {
            Payment payment = payments.get(i);
            to[next] = payment.grant();
            to[next + 1] = payment.kind() == null ? 0 : Codes.of(payment.kind());
            to[next + 2] = payment.amount();
            next += 3;
        }
        return next;
    }

    /**
     * Returns the record that a disk would keep.
     *
     * @param kind what {@link #write} returned
     * @param period the one whose number is in the {@link #shape}
     */
    public static byte[] encode(int kind, long[] from, int at, String root, Period period) {
        long shape = from[at + SHAPE];
        int[] accounts = new int[links(shape)];
        long[] previous = new long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            // The root's account has no number here, since it is always the first.
            accounts[i] = i == 0 ? 0 : (int) from[at + LINKS + 2 * i];
            previous[i] = from[at + LINKS + 2 * i + 1];
        }
        int account = accounts[accounts.length - 1];
        IdempotencyKey key = new IdempotencyKey(from[at + KEY], from[at + KEY + 1]);
        int eventAt = at + lengthBefore(shape);
        Event event = kind == HELD
                ? held(account, key, from[eventAt], from[eventAt + 1])
                : captured(kind, account, accounts.length, from, eventAt);
        Transaction made = new Transaction(
                root,
                kind == HELD ? Purpose.HOLD : Purpose.CAPTURE,
                from[at + TIME],
                key,
                from[at + HASH],
                account,
                from[at + SEQUENCE],
                List.of(event),
                sheet(shape, period, from, at));
        SectionWriter bytes = TransactionCodec.encode(made, new Links(from[at + LINKS], accounts, previous));
        return bytes.toByteArray();
    }

    private static Event held(int account, IdempotencyKey key, long amount, long leaseEnd) {
        return new Event.Held(account, key, amount, leaseEnd, Labels.none(), List.of(), Event.ACCOUNTS_OWN);
    }

    private static Event captured(int kind, int account, int levels, long[] from, int at) {
        List<List<Payment>> paidBy = new ArrayList<>(levels);
        int next = at + CAPTURE_NUMBERS;
        for (int level = 0; level < levels; level++) {
            int count = (int) from[next++];
            List<Payment> payments = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long grant = from[next];
                payments.add(new Payment(grant, grant < 0 ? null : Codes.kind((int) from[next + 1]), from[next + 2]));
                next += 3;
            }
            paidBy.add(payments);
        }
        return new Event.Captured(
                account,
                new IdempotencyKey(from[at], from[at + 1]),
                from[at + 2],
                kind == CAPTURED_OPEN ? Result.HoldState.OPEN : Result.HoldState.EXPIRED,
                from[at + 3],
                from[at + 4],
                Labels.none(),
                paidBy);
    }
}
