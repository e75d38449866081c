package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A book's holds: the open ones, oldest first, and those that expired and may still be captured, in the order of
 * expiry. Guarded by its book's lock.
 *
 * <p>Lists through the holds themselves keep the order. A few are found by going through the lists; more, by account
 * and key, in an open-addressing table.
 */
final class Holds {

    /** How long a capture may come after its hold expired: 400 days, as long as usage is kept. */
    private static final long KEPT_AFTER_EXPIRY = 400L * 24 * 3_600_000_000L;

    /** More than so many holds have a table. */
    private static final int FEW = 4;

    private final HoldList open = new HoldList();

    /** The lease end of these is the time of expiry. */
    private @Nullable HoldList expired;

    private @Nullable HoldTable table;
    private int count;

    @Nullable
    HoldState find(int account, IdempotencyKey key) {
        if (table != null) {
            return table.find(account, key);
        }
        HoldState found = open.find(account, key);
        return found == null && expired != null ? expired.find(account, key) : found;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Adds a hold that was placed, or moves one to the open ones that had expired. */
    void put(HoldState hold) {
        if (hold.list == null) {
            enter(hold);
            open.add(hold);
        } else if (hold.list != open) {
            hold.list.remove(hold);
            open.add(hold);
        }
    }

    private void enter(HoldState hold) {
        count++;
        if (table != null) {
            table.add(hold);
        } else if (count > FEW) {
            HoldTable larger = new HoldTable();
            open.toList().forEach(larger::add);
            expired().forEach(larger::add);
            larger.add(hold);
            table = larger;
        }
    }

    void expire(HoldState hold, long time) {
        open.remove(hold);
        hold.amount = 0;
        hold.open = false;
        hold.earmarks = List.of();
        hold.leaseEnd = time;
        addExpired(hold);
    }

    private void addExpired(HoldState hold) {
        HoldList all = expired == null ? new HoldList() : expired;
        expired = all;
        all.add(hold);
    }

    void end(HoldState hold) {
        HoldList list = hold.list;
        if (list != null) {
            list.remove(hold);
            count--;
            if (table != null) {
                table.remove(hold);
            }
        }
    }

    static boolean isForgotten(HoldState hold, long now) {
        return !hold.isOpen() && hold.leaseEnd < now - KEPT_AFTER_EXPIRY;
    }

    /** Drops the holds that expired too long ago. */
    void forget(long now) {
        HoldState oldest = expired == null ? null : expired.first();
        while (oldest != null && isForgotten(oldest, now)) {
            HoldState next = oldest.next;
            end(oldest);
            oldest = next;
        }
    }

    /** Returns those that are open, in the order of placing. */
    Collection<HoldState> open() {
        return open.toList();
    }

    /** Returns those that expired, in that order. */
    Collection<HoldState> expired() {
        return expired == null ? List.of() : expired.toList();
    }

    /** Adds one as it was: open, or expired later than all others here. */
    void add(HoldState hold) {
        enter(hold);
        if (hold.isOpen()) {
            open.add(hold);
        } else {
            addExpired(hold);
        }
    }

    /**
     * Returns the open holds on an account and below it whose lease ran out and that may be expired, the oldest lease
     * first. A slice of a host may not: its money may be spent.
     */
    List<HoldState> overdue(Account account, long now, int limit) {
        List<HoldState> overdue = new ArrayList<>();
        for (HoldState hold = open.first(); hold != null; hold = hold.next) {
            if (hold.leaseEnd <= now && hold.account.isWithin(account) && !hold.isEscrow()) {
                overdue.add(hold);
            }
        }
        // The sort is stable: holds with the same lease end stay in the order in which they were placed.
        overdue.sort(Comparator.comparingLong(hold -> hold.leaseEnd));
        return overdue.size() > limit ? overdue.subList(0, limit) : overdue;
    }
}
