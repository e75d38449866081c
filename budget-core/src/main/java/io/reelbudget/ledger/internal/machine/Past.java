package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Labels;
import java.util.List;
import java.util.Optional;

/** What the machine can look up of entries that are long over: they are in the log, not in the book. */
@FunctionalInterface
public interface Past {

    /**
     * Something that was posted.
     *
     * @param account the number of the account it was posted on
     * @param time when
     * @param corrects the entry of the charge that it corrects, zero for none
     * @param labels what the host attached to it
     * @param paidBy who paid at each level, the root first
     */
    record PastCharge(int account, long time, long amount, long corrects, Labels labels, List<List<Payment>> paidBy) {}

    /** Returns what was posted by an entry of the book; nothing where that entry posted nothing. */
    Optional<PastCharge> charge(Account account, long entry);

    /** Returns the charge of an event, nothing where it posted nothing. */
    static Optional<PastCharge> of(Event event, long time) {
        if (event instanceof Event.Captured captured) {
            return Optional.of(new PastCharge(
                    captured.account(), time, captured.amount(), 0, captured.labels(), captured.paidBy()));
        } else if (event instanceof Event.Charged charged) {
            return Optional.of(new PastCharge(
                    charged.account(), time, charged.amount(), charged.corrects(), charged.labels(), charged.paidBy()));
        }
        return Optional.empty();
    }
}
