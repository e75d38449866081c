package io.reelbudget.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a monitor knows of an account, and what its newest note in the ledger says, too.
 *
 * @param stance what is in force
 * @param pending what is not known to be done, the oldest first
 * @param document the policy that was adopted for it, in JSON
 * @param base the number of the newest note; next to it, only one monitor can record the next decision
 */
record Memory(Stance stance, List<PendingAction> pending, Optional<String> document, long base) {

    Memory {
        pending = List.copyOf(pending);
    }

    Memory(Stance stance, List<PendingAction> pending, long base) {
        this(stance, pending, Optional.empty(), base);
    }

    Memory withDocument(Optional<String> newDocument) {
        return new Memory(stance, pending, newDocument, base);
    }

    Memory with(Stance newStance, List<PendingAction> newPending) {
        return new Memory(newStance, newPending, document, base);
    }

    Memory at(long newBase) {
        return new Memory(stance, pending, document, newBase);
    }

    /** Returns this without an action that is done, or was given up. */
    Memory without(PendingAction done) {
        List<PendingAction> left = new ArrayList<>(pending);
        left.remove(done);
        return with(stance, left);
    }
}
