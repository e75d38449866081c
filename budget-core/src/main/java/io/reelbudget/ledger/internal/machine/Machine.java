package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.PlanConflictException;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a command does, from the book that it touches and a time. Nothing is changed here: the answer is the
 * events, which the book applies.
 *
 * <p>The accounts that the command touches must have been brought up to the time by {@link Renewals} before. Refusals
 * that change nothing and need not be remembered are thrown; being short of money is an event.
 *
 * <p>All methods are pure.
 */
public final class Machine {

    private Machine() {}

    /**
     * Returns what a command does; nothing where all is as it asks already.
     *
     * @param now the ledger's time, not before that of the book
     * @throws io.reelbudget.ledger.UnknownAccountException if an account is not open
     * @throws io.reelbudget.ledger.UnknownHoldException if a hold is not there
     * @throws io.reelbudget.ledger.PlanConflictException if an account is open with another plan
     * @throws io.reelbudget.ledger.IdempotencyConflictException if a hold of that name is there already
     * @throws io.reelbudget.money.UnitMismatchException if an amount is in another unit than the account's plan
     * @throws ArithmeticException if a total would leave the range of an {@link Amount}
     */
    public static List<Event> decide(Book book, Command<?> command, long now) {
        if (command instanceof Command.PlaceHold place) {
            return place(book, place, now);
        } else if (command instanceof Command.CaptureHold capture) {
            return capture(book, capture, now);
        } else if (command instanceof Command.ExtendHold extend) {
            return extend(book, extend, now);
        } else if (command instanceof Command.ReleaseHold release) {
            HoldState hold = book.requireHold(release.hold(), now);
            return List.of(new Event.Released(hold.account.number(), hold.key, hold.amount, release.reason()));
        } else if (command instanceof Command.TopUp topUp) {
            return topUp(book, topUp, now);
        } else if (command instanceof Command.Renew renew) {
            return expireHolds(book, book.require(renew.account()), now);
        } else if (command instanceof Command.Note note) {
            return List.of(new Event.Noted(book.require(note.account()).number(), note.kind(), note.text()));
        } else if (command instanceof Command.OpenAccount open) {
            return open(book, open);
        }
        throw new IllegalArgumentException("Command was " + command + " but must be one that this ledger knows.");
    }

    private static List<Event> open(Book book, Command.OpenAccount open) {
        Account known = book.find(open.account());
        if (known != null) {
            if (!known.plan().equals(open.plan())) {
                throw new PlanConflictException(open.account());
            }
            return List.of();
        }
        open.account().parent().ifPresent(parent -> book.require(parent)
                .plan()
                .allowance()
                .requireSameUnit(open.plan().allowance()));
        return List.of(new Event.Opened(book.accounts().size(), open.account(), open.plan()));
    }

    private static List<Event> place(Book book, Command.PlaceHold place, long now) {
        Account account = book.require(place.account());
        long amount = microsOf(account, place.amount());
        if (book.findHold(account, place.key(), now) != null) {
            // Its key was forgotten, but the hold is still there: a second one of its name would hide it.
            throw new IdempotencyConflictException(place.key());
        }
        Event.@Nullable Refused refused = refusal(account, null, amount, place.labels());
        if (refused != null) {
            return List.of(refused);
        }
        requireRoomToHold(account, amount);
        return List.of(
                new Event.Held(account.number(), place.key(), amount, now + microsOf(place.lease()), place.labels()));
    }

    private static List<Event> extend(Book book, Command.ExtendHold extend, long now) {
        HoldState hold = book.requireHold(extend.hold(), now);
        long amount = microsOf(hold.account, extend.amount());
        long more = amount - hold.amount;
        if (more > 0) {
            Event.@Nullable Refused refused = refusal(hold.account, hold, more, Labels.none());
            if (refused != null) {
                return List.of(refused);
            }
            requireRoomToHold(hold.account, more);
        }
        return List.of(new Event.Changed(
                hold.account.number(), hold.key, hold.amount, amount, now + microsOf(extend.lease())));
    }

    private static Event.@Nullable Refused refusal(
            Account account, @Nullable HoldState hold, long more, Labels labels) {
        for (Account level : account.levels()) {
            if (more > level.holdable()) {
                return new Event.Refused(
                        account.number(),
                        hold == null ? null : hold.key,
                        level.number(),
                        more,
                        level.holdable(),
                        labels);
            }
        }
        return null;
    }

    private static void requireRoomToHold(Account account, long amount) {
        for (Account level : account.levels()) {
            level.requireRoom(0, 0, amount, 0);
        }
    }

    private static List<Event> capture(Book book, Command.CaptureHold capture, long now) {
        HoldState hold = book.requireHold(capture.hold(), now);
        long amount = microsOf(hold.account, capture.amount());
        List<List<Payment>> paidBy = new ArrayList<>(hold.account.levels().size());
        for (Account level : hold.account.levels()) {
            level.requireRoom(0, amount, -hold.amount, 0);
            paidBy.add(level.burnDown(amount));
        }
        return List.of(
                new Event.Captured(hold.account.number(), hold.key, hold.amount, amount, capture.labels(), paidBy));
    }

    private static List<Event> topUp(Book book, Command.TopUp topUp, long now) {
        Account account = book.require(topUp.account());
        long amount = microsOf(account, topUp.amount());
        account.requireRoom(amount, 0, 0, 0);
        return List.of(new Event.Granted(
                account.number(),
                topUp.kind(),
                amount,
                Math.min(account.debt, amount),
                now,
                topUp.expiry().map(LedgerTime::micros).orElse(LedgerTime.NEVER),
                topUp.reason()));
    }

    private static List<Event> expireHolds(Book book, Account account, long now) {
        List<Event> events = new ArrayList<>();
        for (HoldState hold : book.overdueHolds(account, now, Command.Renew.MAX_EXPIRED)) {
            events.add(new Event.HoldExpired(hold.account.number(), hold.key, hold.amount));
        }
        return events;
    }

    private static long microsOf(Account account, Amount amount) {
        return account.plan().allowance().requireSameUnit(amount).micros();
    }

    private static long microsOf(Duration lease) {
        return Math.addExact(Math.multiplyExact(lease.getSeconds(), 1_000_000L), lease.getNano() / 1_000);
    }

    /** Returns the grant of an allowance, which pays off what the account owes first. */
    static Event.Granted allowance(Account account, long effective, long expiry) {
        long amount = account.plan().allowance().micros();
        account.requireRoom(amount, 0, 0, 0);
        return new Event.Granted(
                account.number(), GrantKind.ALLOWANCE, amount, Math.min(account.debt, amount), effective, expiry, "");
    }
}
