package io.reelbudget.policy;

import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;

/**
 * When to act: as soon as the account runs out within a time with at least a probability.
 *
 * <p>At a probability of 0.5 this says that the median time to exhaustion is the threshold or less. It is recovered
 * only when the account runs out within <em>twice</em> the time with less than <em>half</em> the probability; what lies
 * between changes nothing, so that a forecast which trembles around the threshold does not make policies tremble.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param timeToExhaustion the time, more than zero
 * @param probability the probability, more than 0 and at most 1
 */
public record Threshold(Duration timeToExhaustion, double probability) {

    /** By how much longer than the threshold the account must last before it has recovered. */
    private static final int RECOVERY_FACTOR = 2;

    private static final Threshold STANDARD = new Threshold(Duration.ofMinutes(30), 0.5);

    public Threshold {
        if (timeToExhaustion.isZero() || timeToExhaustion.isNegative()) {
            throw new IllegalArgumentException(
                    "Threshold was " + timeToExhaustion + " but must be more than zero; 30 minutes is the default.");
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("Threshold's probability was " + probability
                    + " but must be more than 0 and at most 1; 0.5 looks at the median.");
        }
    }

    /** Returns 30 minutes at a probability of 0.5. */
    public static Threshold standard() {
        return STANDARD;
    }

    /** Returns a threshold on the median time to exhaustion. */
    public static Threshold of(Duration timeToExhaustion) {
        return new Threshold(timeToExhaustion, STANDARD.probability);
    }

    /** Returns for how long the account must be likely to last before it has recovered. */
    public Duration recoveryTime() {
        return timeToExhaustion.multipliedBy(RECOVERY_FACTOR);
    }

    /** Returns whether it is time to act. */
    public boolean isReachedIn(RunwayForecast forecast) {
        return forecast.probabilityWithin(timeToExhaustion) >= probability;
    }

    /** Returns whether the account lasts well beyond the threshold. */
    public boolean isRecoveredIn(RunwayForecast forecast) {
        return forecast.probabilityWithin(recoveryTime()) < probability / 2;
    }
}
