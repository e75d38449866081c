package io.reelbudget.policy;

import io.reelbudget.money.Amount;
import java.util.Optional;

/**
 * What is done about new jobs while an account's policy fails: while it throws, or returns null, at its threshold.
 *
 * <p>Whatever a policy does, the ledger lets nobody spend more than there is: what is at stake is at most what may
 * still be spent. This class is immutable and thread-safe.
 *
 * @param mostAtStake new jobs are taken as long as no more than this may still be spent; where empty, none are
 */
public record FailureMode(Optional<Amount> mostAtStake) {

    private static final FailureMode CLOSED = new FailureMode(Optional.empty());

    public FailureMode {
        mostAtStake.filter(Amount::isNegative).ifPresent(amount -> {
            throw new IllegalArgumentException(
                    "Most at stake was " + amount + " but must be zero or more; fail closed to put nothing at stake.");
        });
    }

    /** Returns the usual mode: new jobs are paused. */
    public static FailureMode closed() {
        return CLOSED;
    }

    /** Returns the mode in which new jobs go on as long as no more than an amount can be lost by it. */
    public static FailureMode open(Amount mostAtStake) {
        return new FailureMode(Optional.of(mostAtStake));
    }

    boolean isOpenIn(BudgetSituation situation) {
        Amount spendable = situation.spendable();
        return mostAtStake
                .filter(most -> most.unit().equals(spendable.unit()) && !spendable.isGreaterThan(most))
                .isPresent();
    }
}
