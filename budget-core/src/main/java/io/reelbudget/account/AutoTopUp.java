package io.reelbudget.account;

import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Buys more by itself: when what is available falls under a threshold, a top-up is made, or asked for, that brings it
 * up to a target. What was asked for and not yet confirmed counts as if it were there.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param threshold a top-up is made when available falls under it
 * @param target what available is brought to, more than the threshold
 * @param cap the most that is bought in one of {@code capPeriods}; more than zero
 * @param capPeriods when the cap begins anew, usually months
 * @param minimumInterval how long after one the next may follow, zero or more, cut to the second
 * @param settlement whether the host confirms the payment
 */
public record AutoTopUp(
        Amount threshold,
        Amount target,
        Amount cap,
        Periods capPeriods,
        Duration minimumInterval,
        Settlement settlement) {

    /** How a top-up is paid. */
    public enum Settlement {
        /** It is granted at once, to be invoiced. */
        INVOICED,
        /** It is granted once the host confirms the payment. */
        CONFIRMED
    }

    public AutoTopUp {
        minimumInterval = minimumInterval.truncatedTo(ChronoUnit.SECONDS);
        threshold.requireSameUnit(target);
        threshold.requireSameUnit(cap);
        if (threshold.isNegative() || target.compareTo(threshold) <= 0) {
            throw new IllegalArgumentException("Automatic top-up was from " + threshold + " to " + target
                    + " but must be from zero or more to more than that; raise the target.");
        }
        if (!cap.isPositive() || minimumInterval.isNegative()) {
            throw new IllegalArgumentException("Automatic top-up had the cap " + cap + " and the interval "
                    + minimumInterval + " but must have a cap of more than zero and an interval of zero or more;"
                    + " leave automatic top-up out for none.");
        }
    }
}
