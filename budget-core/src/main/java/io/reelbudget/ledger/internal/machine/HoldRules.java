package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Limit;
import io.reelbudget.ledger.ChangedHoldException;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what commands do to holds. All methods are pure. */
final class HoldRules {

    private HoldRules() {}

    static List<Event> place(Book book, Command.PlaceHold place, long now) {
        Account account = book.require(place.account());
        long amount = Amounts.micros(account, place.amount());
        if (book.findHold(account, place.key(), now) != null) {
            // Its key was forgotten, but the hold is still there: a second one of its name would hide it.
            throw new IdempotencyConflictException(place.key());
        }
        long overdraft = place.overdraft().isPresent()
                ? Amounts.micros(account, place.overdraft().get())
                : Event.ACCOUNTS_OWN;
        Event.@Nullable Refused refused = refusal(account, null, amount, amount, place.labels(), overdraft, now);
        if (refused != null) {
            return TopUpRules.withTopUps(account, 0, refused, now);
        }
        requireRoomToHold(account, amount);
        Event held = new Event.Held(
                account.number(),
                place.key(),
                amount,
                now + micros(place.lease()),
                place.labels(),
                earmarks(account, amount, place.labels(), null),
                overdraft);
        return TopUpRules.withTopUps(account, -amount, held, now);
    }

    static List<Event> extend(Book book, Command.ExtendHold extend, long now) {
        HoldState hold = book.requireHold(extend.hold(), now);
        long amount = Amounts.micros(hold.account, extend.amount());
        return change(hold, amount, micros(extend.lease()), now);
    }

    static List<Event> renewLease(Book book, Command.RenewLease renew, long now) {
        HoldState hold = book.requireOpenHold(renew.hold(), now);
        return change(hold, hold.amount, micros(renew.lease()), now);
    }

    private static List<Event> change(HoldState hold, long amount, long lease, long now) {
        long more = amount - hold.amount;
        if (more > 0) {
            Event.@Nullable Refused refused =
                    refusal(hold.account, hold, more, amount, hold.labels, hold.overdraft, now);
            if (refused != null) {
                return TopUpRules.withTopUps(hold.account, 0, refused, now);
            }
            requireRoomToHold(hold.account, more);
        }
        Event changed = new Event.Changed(
                hold.account.number(),
                hold.key,
                hold.amount,
                amount,
                now + lease,
                more == 0 ? hold.earmarks : earmarks(hold.account, amount, hold.labels, hold));
        return TopUpRules.withTopUps(hold.account, -more, changed, now);
    }

    /**
     * Returns why a hold cannot set so much more aside, null where it can.
     *
     * @param whole what it would hold in all: raised, it counts whole in the limits' running windows
     */
    private static Event.@Nullable Refused refusal(
            Account account, @Nullable HoldState hold, long more, long whole, Labels labels, long overdraft, long now) {
        for (int i = 0; i < account.depth(); i++) {
            Account level = account.level(i);
            long limit = overdraft == Event.ACCOUNTS_OWN ? level.overdraftLimit() : overdraft;
            // What the hold itself has earmarked is within its reach, and so is already out of what is out of reach.
            long holdable = level.holdable(labels, limit);
            if (more > holdable) {
                return refused(account, hold, level, Event.NO_LIMIT, null, more, holdable, labels);
            }
            LimitWindows limits = level.limits();
            for (int index = 0; index < limits.count(); index++) {
                LimitWindow window = limits.get(index);
                long rest = restOf(window, level, hold, now);
                if (whole > rest && window.limit().isHard()) {
                    Limit inTheWay = window.limit();
                    return refused(account, hold, level, index, inTheWay, more, rest - (whole - more), labels);
                }
            }
        }
        return null;
    }

    /** Returns what a limit still lets through, as if the hold itself were not there. */
    private static long restOf(LimitWindow limit, Account level, @Nullable HoldState hold, long now) {
        long own = hold != null && hold.counted >= limit.startAt(now) ? hold.amount : 0;
        return limit.capAt(now) - limit.postedAt(now, level) - limit.heldAt(now, level) + own;
    }

    private static Event.Refused refused(
            Account account,
            @Nullable HoldState hold,
            Account level,
            int limit,
            @Nullable Limit inTheWay,
            long more,
            long available,
            Labels labels) {
        return new Event.Refused(
                account.number(),
                hold == null ? null : hold.key,
                level.number(),
                limit,
                inTheWay,
                more,
                available,
                labels);
    }

    private static void requireRoomToHold(Account account, long amount) {
        for (int i = 0; i < account.depth(); i++) {
            Amounts.requireRoomToSpend(account.level(i), 0, amount);
        }
    }

    /** Says what of a hold rests on grants with a scope, its own earmarks being free again. */
    private static List<List<Earmark>> earmarks(Account account, long amount, Labels labels, @Nullable HoldState hold) {
        List<List<Earmark>> all = null;
        for (int i = 0; i < account.depth(); i++) {
            List<Earmark> own = hold == null ? List.of() : hold.earmarksAt(i);
            Account level = account.level(i);
            long reach = level.grants.reach(level.held, hold == null ? 0 : hold.amount, own);
            List<Earmark> wanted = level.grants.earmarksFor(amount, labels, own, reach);
            if (!wanted.isEmpty() && all == null) {
                all = new ArrayList<>(account.depth());
                for (int j = 0; j < i; j++) {
                    all.add(List.of());
                }
            }
            if (all != null) {
                all.add(wanted);
            }
        }
        return all == null ? List.of() : List.copyOf(all);
    }

    static List<Event> capture(Book book, Command.CaptureHold capture, long now) {
        HoldState hold = book.requireHold(capture.hold(), now);
        requireSeen(hold, capture, now);
        long amount = Amounts.micros(hold.account, capture.amount());
        // A hold that expired goes on too: what its job still costs must be recorded.
        boolean goesOn = capture.ending() == Command.Ending.PARTIAL;
        long left = goesOn ? Math.max(0, hold.amount - amount) : Event.ENDED;
        Labels labels = hold.labels.with(capture.labels());
        long taken = hold.amount - Math.max(0, left);
        List<List<Payment>> paidBy = paidBy(hold, amount, taken, labels);
        Event captured = new Event.Captured(
                hold.account.number(),
                hold.key,
                hold.amount,
                hold.isOpen() ? Result.HoldState.OPEN : Result.HoldState.EXPIRED,
                amount,
                left,
                labels,
                paidBy);
        return TopUpRules.withTopUps(hold.account, taken - amount, captured, now);
    }

    /** Whoever ends a host's slice for it looked before: the host may have renewed or reported since. */
    private static void requireSeen(HoldState hold, Command.CaptureHold capture, long now) {
        String seen = capture.labels().values().get(Labels.ESCROW_SEEN);
        if (seen == null || !hold.isEscrow()) {
            return;
        }
        String found = LedgerTime.instant(hold.leaseEnd) + " " + Outcomes.amount(hold.amount, hold.account);
        if (!seen.equals(found) || hold.leaseEnd > now) {
            throw new ChangedHoldException(capture.hold(), seen, found);
        }
    }

    private static List<List<Payment>> paidBy(HoldState hold, long amount, long taken, Labels labels) {
        int levels = hold.account.depth();
        if (levels == 1) {
            return List.of(paidAt(0, hold, amount, taken, labels));
        }
        List<List<Payment>> paidBy = new ArrayList<>(levels);
        for (int i = 0; i < levels; i++) {
            paidBy.add(paidAt(i, hold, amount, taken, labels));
        }
        return paidBy;
    }

    private static List<Payment> paidAt(int depth, HoldState hold, long amount, long taken, Labels labels) {
        Account level = hold.account.level(depth);
        Amounts.requireRoomToSpend(level, amount, -taken);
        List<Earmark> own = hold.earmarksAt(depth);
        return level.burnDown(amount, labels, own, hold.amount);
    }

    static List<Event> release(Book book, Command.ReleaseHold release, long now) {
        HoldState hold = book.requireHold(release.hold(), now);
        return List.of(new Event.Released(hold.account.number(), hold.key, hold.amount, release.reason()));
    }

    static List<Event> expire(Book book, Account account, long now) {
        List<Event> events = new ArrayList<>();
        for (HoldState hold : book.overdueHolds(account, now, Command.Renew.MAX_EXPIRED)) {
            events.add(new Event.HoldExpired(hold.account.number(), hold.key, hold.amount));
        }
        return events;
    }

    private static long micros(Duration lease) {
        return Math.addExact(Math.multiplyExact(lease.toSeconds(), 1_000_000L), lease.toNanosPart() / 1_000);
    }
}
