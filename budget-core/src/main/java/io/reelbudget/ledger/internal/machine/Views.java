package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.AutoTopUpState;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.LimitState;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.PendingTopUp;
import io.reelbudget.usage.HourlyUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Shows a book's state as hosts see it.
 *
 * <p>All methods are pure.
 */
public final class Views {

    private static final long SECONDS_PER_HOUR = 3_600;

    private Views() {}

    /** Returns an account's grants that have something left, in burn-down order. */
    public static List<Grant> grants(Account account) {
        return account.grants().stream()
                .map(grant -> Outcomes.grant(grant, account))
                .toList();
    }

    /** Returns an account's grants that are announced, the soonest first. */
    public static List<Grant> scheduledGrants(Account account) {
        return account.grants.scheduled().stream()
                .sorted(Comparator.comparingLong(grant -> grant.terms.effective()))
                .map(grant -> Outcomes.grant(grant, account))
                .toList();
    }

    /** Returns an account's automatic top-ups that wait for payment, the oldest first. */
    public static List<PendingTopUp> pendingTopUps(Account account) {
        List<PendingTopUp> pending = new ArrayList<>();
        if (account.hasAutoTopUps()) {
            account.autoTopUps()
                    .pending()
                    .forEach((number, requested) -> pending.add(new PendingTopUp(
                            number,
                            Outcomes.amount(requested.amount(), account),
                            LedgerTime.instant(requested.time()))));
        }
        return List.copyOf(pending);
    }

    /** Returns how far an account's automatic top-up is at a time; empty where its plan has none. */
    public static Optional<AutoTopUpState> autoTopUp(Account account, long now) {
        return account.plan().autoTopUp().map(rule -> {
            AutoTopUps made = account.hasAutoTopUps() ? account.autoTopUps() : AutoTopUps.NONE;
            return new AutoTopUpState(
                    rule,
                    Outcomes.amount(made.boughtAt(rule, now), account),
                    Outcomes.amount(made.pendingAmount(), account),
                    made.last == Long.MIN_VALUE ? Optional.empty() : Optional.of(LedgerTime.instant(made.last)));
        });
    }

    /** Returns how much of each limit is used at a time. */
    public static List<LimitState> limits(Account account, long now) {
        List<LimitState> states = new ArrayList<>();
        for (int i = 0; i < account.limits().count(); i++) {
            LimitWindow limit = account.limits().get(i);
            states.add(new LimitState(
                    limit.limit(),
                    LedgerTime.instant(limit.startAt(now)),
                    LedgerTime.instant(limit.endAt(now)),
                    Outcomes.amount(limit.capAt(now), account),
                    Outcomes.amount(limit.postedAt(now, account), account),
                    Outcomes.amount(limit.heldAt(now, account), account)));
        }
        return List.copyOf(states);
    }

    /** Returns the open holds on an account itself, the oldest first. */
    public static List<OpenHold> openHolds(Book book, Account account) {
        List<OpenHold> open = new ArrayList<>();
        for (HoldState hold : book.openHolds()) {
            if (hold.account == account) {
                open.add(new OpenHold(
                        new HoldId(account.path(), hold.key),
                        Outcomes.amount(hold.amount, account),
                        LedgerTime.instant(hold.placed),
                        LedgerTime.instant(hold.leaseEnd),
                        hold.labels));
            }
        }
        return List.copyOf(open);
    }

    /**
     * Returns what was captured by the hour, from the first hour on that is still kept.
     *
     * @param from a full hour
     * @param to a full hour, not before {@code from}
     */
    public static HourlyUsage usage(Account account, Instant from, Instant to) {
        int end = hour(to);
        int start = Math.min(account.usage().firstKept(hour(from)), end);
        return HourlyUsage.of(
                Instant.ofEpochSecond(start * SECONDS_PER_HOUR),
                account.plan().unit(),
                account.usage().dense(start, end - start));
    }

    private static int hour(Instant instant) {
        return Math.toIntExact(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_HOUR));
    }

    /** Returns whether an event is one of an account's own or reached it from below. */
    public static boolean touches(Event event, Account account, Book book) {
        return event.account() == account.number()
                || (event.reachesAllLevels() && book.account(event.account()).isWithin(account));
    }
}
