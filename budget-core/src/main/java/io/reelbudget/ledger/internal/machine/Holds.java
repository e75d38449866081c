package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A book's holds: the open ones, oldest first, and those that expired and may still be captured. Guarded by its book's
 * lock.
 */
final class Holds {

    /** How long a capture may come after its hold expired: 400 days, as long as usage is kept. */
    private static final long KEPT_AFTER_EXPIRY = 400L * 24 * 3_600_000_000L;

    private final Map<HoldName, HoldState> open = new LinkedHashMap<>(4);

    /** In the order of expiry; the lease end is the time of expiry. */
    private final Map<HoldName, HoldState> expired = new LinkedHashMap<>(0);

    @Nullable
    HoldState find(int account, IdempotencyKey key) {
        HoldName name = new HoldName(account, key);
        HoldState hold = open.get(name);
        return hold == null ? expired.get(name) : hold;
    }

    void put(HoldState hold) {
        HoldName name = nameOf(hold);
        expired.remove(name);
        open.put(name, hold);
    }

    void expire(HoldState hold, long time) {
        HoldName name = nameOf(hold);
        open.remove(name);
        hold.amount = 0;
        hold.open = false;
        hold.earmarks = List.of();
        hold.leaseEnd = time;
        expired.put(name, hold);
    }

    void end(HoldState hold) {
        HoldName name = nameOf(hold);
        open.remove(name);
        expired.remove(name);
    }

    static boolean isForgotten(HoldState hold, long now) {
        return !hold.isOpen() && hold.leaseEnd < now - KEPT_AFTER_EXPIRY;
    }

    /** Drops the holds that expired too long ago. */
    void forget(long now) {
        Iterator<HoldState> oldest = expired.values().iterator();
        while (oldest.hasNext() && isForgotten(oldest.next(), now)) {
            oldest.remove();
        }
    }

    Collection<HoldState> open() {
        return open.values();
    }

    /** Returns those that expired, in that order. */
    Collection<HoldState> expired() {
        return expired.values();
    }

    /** Adds one as it was: open, or expired later than all others here. */
    void add(HoldState hold) {
        (hold.isOpen() ? open : expired).put(nameOf(hold), hold);
    }

    /** Returns the open holds on an account and below it whose lease ran out, the oldest lease first. */
    List<HoldState> overdue(Account account, long now, int limit) {
        List<HoldState> overdue = new ArrayList<>();
        for (HoldState hold : open.values()) {
            if (hold.leaseEnd <= now && hold.account.isWithin(account)) {
                overdue.add(hold);
            }
        }
        // The sort is stable: holds with the same lease end stay in the order in which they were placed.
        overdue.sort(Comparator.comparingLong(hold -> hold.leaseEnd));
        return overdue.size() > limit ? overdue.subList(0, limit) : overdue;
    }

    private static HoldName nameOf(HoldState hold) {
        return new HoldName(hold.account.number(), hold.key);
    }
}
