package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings a slice and the shared ledger to one mind: reports what was spent, takes more or gives back, renews the lease.
 *
 * <p>What the shared ledger holds for the slice is never less than what was granted here and neither reported nor given
 * back. So each step is done first where it takes away: more is held there before it is granted here, and less is free
 * here before it is given back there. Whoever stops between two steps leaves too much held, and finds that when it goes
 * on, since the slice is its own alone: what it is to hold is set, not added to.
 *
 * <p>One thread at a time.
 */
final class Settlement {

    /** What a round is for. */
    enum Aim {
        /** What there is to do by now. */
        KEEP,
        /** The same, and the lease is renewed. */
        RENEW,
        /** Report all and give back all that no open hold needs. */
        EMPTY
    }

    private final Slice slice;
    private final SliceJournal journal;
    private final SharedSide shared;
    private final EscrowTerms terms;
    private final HostTime time;
    private final Reporting reporting;
    private Instant countsUntil = Instant.EPOCH;
    private Instant renewAt = Instant.EPOCH;
    private Instant reportAt = Instant.EPOCH;

    /** Nothing is left to do, and another takes this one's place when there is. */
    private boolean retired;

    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** Read by the thread that starts rounds. */
    private volatile Instant dueAt = Instant.EPOCH;

    Settlement(Slice slice, SharedSide shared, EscrowTerms terms, HostTime time, Reporting reporting) {
        this.slice = slice;
        this.journal = slice.journal;
        this.shared = shared;
        this.terms = terms;
        this.time = time;
        this.reporting = reporting;
    }

    /** Returns whether there is something to do by itself. */
    boolean isDue(Instant now) {
        return !now.isBefore(dueAt);
    }

    /** Goes one round. */
    void run(Aim aim) {
        oneAtATime.lock();
        try {
            if (!retired) {
                settle(aim);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void settle(Aim aim) {
        try {
            journal.releaseFailed();
            round(aim);
            slice.free(journal.balance().available().micros());
        } catch (RuntimeException failed) {
            // How far the shared ledger came is not known: what the slice holds is set anew before anything else.
            reporting.forgetHeld();
            throw failed;
        } finally {
            dueAt = isIdle() ? Instant.MAX : time.now().plus(terms.reportEvery());
        }
    }

    /**
     * Ends its work where nothing is left to do; returns whether it has. Whoever still has the slice then finds nothing
     * free, and goes to the shared ledger; with a capture one must look for the slice anew. A round that is under way
     * is not waited for.
     */
    boolean retire() {
        if (!dueAt.equals(Instant.MAX) || !oneAtATime.tryLock()) {
            return false;
        }
        try {
            retired = retired || (isIdle() && slice.unreported.close());
            if (!retired) {
                dueAt = time.now(); // a capture began since the last round
            }
            return retired;
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean isIdle() {
        return reporting.isAtRest() && slice.demand.wanted() == 0;
    }

    private void round(Aim aim) {
        Instant now = time.now();
        boolean reports = aim == Aim.EMPTY || !now.isBefore(reportAt);
        if (reports) {
            slice.demand.review();
            reportAt = now.plus(terms.reportEvery());
            // Before anything that waits for the shared ledger: sums wait for it, not jobs.
            reporting.gather();
        }
        reporting.finish();
        if (reporting.isUnclear()) {
            set(reporting.expected(), 0);
        }
        if (reports) {
            reporting.report();
        }
        if (reporting.isLost()) {
            slice.lease(null);
            reporting.windDown();
        } else {
            adjust(aim);
        }
    }

    private void adjust(Aim aim) {
        long wanted = aim == Aim.EMPTY ? 0 : slice.demand.takeWanted();
        long free = journal.balance().available().micros();
        if (free > 4 * wanted) {
            journal.takeBack(free - wanted, slice.unreported);
        }
        long take = 0;
        Instant until = countsUntil;
        if (wanted > 0 && isMoreWanted(free, wanted)) {
            Instant now = time.now();
            Room room = shared.room();
            take = toTake(free, wanted, room);
            until = room.countsUntil().map(end -> end.minus(terms.clockError())).orElse(now.plus(terms.lease()));
            if (room.countsUntil().isEmpty()) {
                counts(until);
            } else if (free > 0 && !until.equals(countsUntil)) {
                // A limit counts the slice in its new window once it is raised there, by however little.
                take = Math.max(1, take);
            }
            if (take == 0) {
                slice.takeAt(reportAt);
            }
        }
        long expected = reporting.expected();
        if (take > 0 && set(expected, take)) {
            counts(until);
            journal.grant(take, "slice of " + slice.account);
            return;
        } else if (take > 0) {
            slice.takeAt(reportAt);
        }
        if (!reporting.isLost() && isToBeSet(expected, aim)) {
            set(expected, 0);
        }
    }

    private boolean isMoreWanted(long free, long wanted) {
        Instant now = time.now();
        boolean may = slice.mayTake();
        return slice.demand.isNeeded() || (may && (free < wanted / 2 || !now.isBefore(countsUntil)));
    }

    private long toTake(long free, long wanted, Room room) {
        long needed = Math.min(slice.demand.takeNeeded() - free, room.available());
        long share = free < wanted / 2 ? Math.min(wanted - free, room.available() / terms.share()) : 0;
        return Math.max(0, Math.max(share, needed));
    }

    private boolean isToBeSet(long expected, Aim aim) {
        boolean renews = aim == Aim.RENEW || !time.now().isBefore(renewAt);
        return !reporting.holds(expected) || (expected > 0 ? renews : reporting.isOpen());
    }

    private void counts(Instant until) {
        countsUntil = until;
        SliceLease lease = slice.lease();
        if (lease != null) {
            slice.lease(new SliceLease(lease.hold(), lease.until(), lease.untilNanos(), until));
        }
    }

    /** Has the slice hold what was granted here, and more that will be; returns whether it does. */
    private boolean set(long expected, long more) {
        if (expected + more <= 0) {
            slice.lease(null);
            reporting.giveBack();
            return true;
        }
        long nanos = time.nanoTime();
        Result.HoldResult answer = reporting.hold(expected + more);
        if (!(answer instanceof Result.Held held)) {
            return false;
        }
        Duration error = terms.clockError();
        renewAt = time.now().plus(terms.lease().dividedBy(2));
        slice.lease(new SliceLease(
                held.id(),
                held.leaseEnd().minus(error),
                nanos + terms.lease().minus(error).toNanos(),
                countsUntil));
        return true;
    }
}
