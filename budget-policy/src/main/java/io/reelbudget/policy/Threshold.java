package io.reelbudget.policy;

import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * When to act: as a time, as a share of the budget, or as a probability.
 *
 * <p>What was reached has recovered only well beyond it: a hysteresis of h, 2 unless set, asks for h times as much
 * time, or share, and for an h-th of the probability. What lies between changes nothing, so that a forecast which
 * trembles around the threshold does not make policies tremble.
 *
 * <p>All thresholds are immutable and thread-safe.
 */
public sealed interface Threshold {

    /** The hysteresis unless another is set. */
    double USUAL_HYSTERESIS = 2;

    /** How far ahead a threshold looks that looks as far as the renewal: longer than any period. */
    Duration UNTIL_RENEWAL = Duration.ofDays(100_000);

    /** Returns how far ahead it looks, {@link #UNTIL_RENEWAL} at most. */
    Duration timeToExhaustion();

    /** Returns by how much an account must be better off than the threshold before it has recovered, 1 to 10. */
    double hysteresis();

    /** Returns the same threshold with another hysteresis, 1 (none) to 10. */
    Threshold withHysteresis(double hysteresis);

    /** Returns whether it is time to act. */
    boolean isReachedIn(BudgetSituation situation);

    /** Returns whether the account is well beyond the threshold. */
    boolean isRecoveredIn(BudgetSituation situation);

    /** Returns what one of three functions makes of this threshold. */
    <T> T fold(
            Function<RunsOutWithin, T> within,
            Function<RunsOutBeforeRenewal, T> beforeRenewal,
            Function<ShareLeft, T> shareLeft);

    /**
     * As soon as the account runs out within a time with at least a probability; at one half, as soon as the median
     * time to exhaustion is that time or less.
     *
     * @param time the time, more than zero
     * @param probability the probability, more than 0 and at most 1
     * @param hysteresis 1 to 10
     */
    record RunsOutWithin(Duration time, double probability, double hysteresis) implements Threshold {

        public RunsOutWithin {
            if (time.isZero() || time.isNegative() || time.compareTo(UNTIL_RENEWAL) > 0) {
                throw new IllegalArgumentException("Threshold was " + time
                        + " but must be more than zero and at most " + UNTIL_RENEWAL.toDays()
                        + " days; 30 minutes is the default.");
            }
            requireProbability(probability);
            requireHysteresis(hysteresis);
        }

        @Override
        public Duration timeToExhaustion() {
            return time;
        }

        @Override
        public Threshold withHysteresis(double newHysteresis) {
            return new RunsOutWithin(time, probability, newHysteresis);
        }

        /** Returns for how long the account must be likely to last before it has recovered. */
        public Duration recoveryTime() {
            return Duration.ofMillis(Math.round((double) time.toMillis() * hysteresis));
        }

        @Override
        public boolean isReachedIn(BudgetSituation situation) {
            return situation.forecast().probabilityWithin(time) >= probability;
        }

        @Override
        public boolean isRecoveredIn(BudgetSituation situation) {
            RunwayForecast forecast = situation.forecast();
            return forecast.probabilityWithin(recoveryTime()) < probability / hysteresis;
        }

        @Override
        public <T> T fold(
                Function<RunsOutWithin, T> within,
                Function<RunsOutBeforeRenewal, T> beforeRenewal,
                Function<ShareLeft, T> shareLeft) {
            return within.apply(this);
        }
    }

    /**
     * As soon as the account runs out before its renewal with at least a probability.
     *
     * @param probability the probability, more than 0 and at most 1
     * @param hysteresis 1 to 10
     */
    record RunsOutBeforeRenewal(double probability, double hysteresis) implements Threshold {

        public RunsOutBeforeRenewal {
            requireProbability(probability);
            requireHysteresis(hysteresis);
        }

        @Override
        public Duration timeToExhaustion() {
            return UNTIL_RENEWAL;
        }

        @Override
        public Threshold withHysteresis(double newHysteresis) {
            return new RunsOutBeforeRenewal(probability, newHysteresis);
        }

        @Override
        public boolean isReachedIn(BudgetSituation situation) {
            return situation.forecast().probabilityBeforeRenewal() >= probability;
        }

        @Override
        public boolean isRecoveredIn(BudgetSituation situation) {
            return situation.forecast().probabilityBeforeRenewal() < probability / hysteresis;
        }

        @Override
        public <T> T fold(
                Function<RunsOutWithin, T> within,
                Function<RunsOutBeforeRenewal, T> beforeRenewal,
                Function<ShareLeft, T> shareLeft) {
            return beforeRenewal.apply(this);
        }
    }

    /**
     * As soon as no more than a share of the budget is left to spend: what may still be held, of that and what the
     * period has posted and holds.
     *
     * @param share the share, more than 0 and less than 1
     * @param hysteresis 1 to 10; where so many times the share were more than half way to the whole, half way is enough
     */
    record ShareLeft(double share, double hysteresis) implements Threshold {

        public ShareLeft {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("Threshold's share was " + share
                        + " but must be more than 0 and less than 1; 0.1 is a tenth of the budget.");
            }
            requireHysteresis(hysteresis);
        }

        @Override
        public Duration timeToExhaustion() {
            return UNTIL_RENEWAL;
        }

        @Override
        public Threshold withHysteresis(double newHysteresis) {
            return new ShareLeft(share, newHysteresis);
        }

        /** Returns the share of which more must be left before the account has recovered. */
        public double recoveryShare() {
            return Math.min(hysteresis * share, (1 + share) / 2);
        }

        @Override
        public boolean isReachedIn(BudgetSituation situation) {
            return situation.shareLeft() <= share;
        }

        @Override
        public boolean isRecoveredIn(BudgetSituation situation) {
            return situation.shareLeft() > recoveryShare();
        }

        @Override
        public <T> T fold(
                Function<RunsOutWithin, T> within,
                Function<RunsOutBeforeRenewal, T> beforeRenewal,
                Function<ShareLeft, T> shareLeft) {
            return shareLeft.apply(this);
        }
    }

    /** Returns 30 minutes at a probability of 0.5. */
    static Threshold standard() {
        return of(Duration.ofMinutes(30));
    }

    /** Returns a threshold on the median time to exhaustion. */
    static Threshold of(Duration timeToExhaustion) {
        return of(timeToExhaustion, 0.5);
    }

    /** Returns a threshold on how likely the account runs out within a time. */
    static Threshold of(Duration timeToExhaustion, double probability) {
        return new RunsOutWithin(timeToExhaustion, probability, USUAL_HYSTERESIS);
    }

    /** Returns a threshold on how likely the account runs out before its renewal. */
    static Threshold ofProbability(double probability) {
        return new RunsOutBeforeRenewal(probability, USUAL_HYSTERESIS);
    }

    /** Returns a threshold on the share of the budget that is left to spend. */
    static Threshold ofShareLeft(double share) {
        return new ShareLeft(share, USUAL_HYSTERESIS);
    }

    private static void requireProbability(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("Threshold's probability was " + probability
                    + " but must be more than 0 and at most 1; 0.5 looks at the median.");
        }
    }

    private static void requireHysteresis(double hysteresis) {
        if (!(hysteresis >= 1 && hysteresis <= 10)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "Hysteresis was %s but must be 1 to 10; 1 is none, 2 is usual.", hysteresis));
        }
    }
}
