package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.LedgerUnavailableException;

/**
 * What befalls a host: at one of its next calls, to its own ledger or the shared one, something goes wrong. Not
 * thread-safe.
 */
final class HostFaults {

    /** What goes wrong. */
    enum Fault {
        /** The process ends before the call has an effect. */
        CRASH_BEFORE,
        /** The process ends before it learns what the call came to. */
        CRASH_AFTER,
        /** The shared ledger does not get the call. */
        LOST_CALL,
        /** The shared ledger's answer does not come. */
        LOST_ANSWER,
        /** The host's disk refuses. */
        DISK_REFUSES,
        /** The host's disk says that it refuses, and keeps what it was given. */
        DISK_KEEPS_AND_REFUSES
    }

    /** The process has ended: nothing that it does has any effect. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Fault next = Fault.CRASH_BEFORE;
    private int callsLeft = -1;
    private boolean crashed;
    private final Runnable watch;

    HostFaults() {
        this(() -> {});
    }

    /** With someone who looks after every command. */
    HostFaults(Runnable watch) {
        this.watch = watch;
    }

    void plan(Fault fault, int calls) {
        next = fault;
        callsLeft = calls;
    }

    boolean isCrashed() {
        return crashed;
    }

    /** The process ends between two calls. */
    void crash() {
        crashed = true;
    }

    /** Begins a call; returns whether it goes wrong after its effect. */
    boolean begin(boolean shared) {
        if (crashed) {
            throw new Crash();
        }
        boolean network = next == Fault.LOST_CALL || next == Fault.LOST_ANSWER;
        boolean disk = next == Fault.DISK_REFUSES || next == Fault.DISK_KEEPS_AND_REFUSES;
        if (callsLeft < 0 || (network && !shared) || (disk && shared)) {
            return false;
        }
        callsLeft--;
        if (callsLeft >= 0) {
            return false;
        } else if (next == Fault.CRASH_BEFORE) {
            crashed = true;
            throw new Crash();
        } else if (next == Fault.LOST_CALL) {
            throw new LedgerUnavailableException("The call was lost.");
        } else if (next == Fault.DISK_REFUSES) {
            throw new LedgerUnavailableException("The disk refused.");
        }
        return true;
    }

    /** Ends a call that goes wrong after its effect. */
    RuntimeException end() {
        if (next == Fault.CRASH_AFTER) {
            crashed = true;
            return new Crash();
        }
        return new LedgerUnavailableException("The answer was lost.");
    }

    /** Looks after a command, before anything else happens. */
    void look() {
        watch.run();
    }
}
