package io.reelbudget.ledger.internal.wire;

import io.reelbudget.ledger.GrantUse;
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
 * <p>A header, which is the keeper's; seven numbers with the names below; how many accounts are linked and for each its
 * number and its link; the balance afterwards; the event. All methods are pure but for the array they write to.
 */
public final class NumberedTransaction {

    public static final int ROOT = 1;
    public static final int TIME = 2;
    public static final int KEY = 3;
    public static final int HASH = 5;
    public static final int SEQUENCE = 6;

    /** The position of the root's transaction before, the number of links, and each link: its account and position. */
    public static final int LINKS = 7;

    private static final int FIRST_LINK = LINKS + 2;

    /** Stands for an event that does not fit into numbers. */
    public static final int NONE = 0;

    private static final int HELD = 1;
    private static final int CAPTURED_OPEN = 2;
    private static final int CAPTURED_EXPIRED = 3;
    private static final int CAPTURE_NUMBERS = 5;

    private NumberedTransaction() {}

    /** Returns how many numbers the transaction of an event takes; {@link #NONE} where it does not fit. */
    public static int length(Event event, int levels) {
        int fixed = sheetAt(0, levels) + BalanceSheet.NUMBERS;
        if (event instanceof Event.Held held) {
            return held.labels().values().isEmpty() && held.earmarks().isEmpty() ? fixed + 2 : NONE;
        } else if (event instanceof Event.Captured captured
                && captured.labels().values().isEmpty()) {
            int numbers = CAPTURE_NUMBERS;
            for (int level = 0; level < levels; level++) {
                numbers += 1 + 3 * captured.paidBy().get(level).size();
            }
            return fixed + numbers;
        }
        return NONE;
    }

    /** Returns where the balance is of a record with so many links. */
    public static int sheetAt(int at, int links) {
        return at + FIRST_LINK + 2 * links;
    }

    /** Writes an event that fits and returns its kind. */
    public static int write(Event event, int links, long[] to, int at) {
        int next = sheetAt(at, links) + BalanceSheet.NUMBERS;
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
     */
    public static byte[] encode(int kind, long[] from, int at, String root) {
        int count = (int) from[at + LINKS + 1];
        int[] accounts = new int[count];
        long[] previous = new long[count];
        for (int i = 0; i < count; i++) {
            accounts[i] = (int) from[at + FIRST_LINK + 2 * i];
            previous[i] = from[at + FIRST_LINK + 2 * i + 1];
        }
        int account = accounts[count - 1];
        int sheetAt = sheetAt(at, count);
        IdempotencyKey key = new IdempotencyKey(from[at + KEY], from[at + KEY + 1]);
        int eventAt = sheetAt + BalanceSheet.NUMBERS;
        Event event = kind == HELD
                ? new Event.Held(account, key, from[eventAt], from[eventAt + 1], Labels.none(), List.of())
                : captured(kind, account, count, from, eventAt);
        Transaction made = new Transaction(
                root,
                kind == HELD ? Purpose.HOLD : Purpose.CAPTURE,
                from[at + TIME],
                key,
                from[at + HASH],
                account,
                from[at + SEQUENCE],
                List.of(event),
                BalanceSheet.of(from, sheetAt));
        SectionWriter bytes = TransactionCodec.encode(made, new Links(from[at + LINKS], accounts, previous));
        return bytes.toByteArray();
    }

    private static Event captured(int kind, int account, int levels, long[] from, int at) {
        List<List<Payment>> paidBy = new ArrayList<>(levels);
        int next = at + CAPTURE_NUMBERS;
        for (int level = 0; level < levels; level++) {
            int count = (int) from[next++];
            List<Payment> payments = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long grant = from[next];
                payments.add(new Payment(
                        grant, grant == GrantUse.OVERDRAFT ? null : Codes.kind((int) from[next + 1]), from[next + 2]));
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
