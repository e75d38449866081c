package io.reelbudget.forecast.exhaustion;

import java.util.OptionalDouble;

/**
 * How likely an account has run out by any instant until its renewal: known at whole days, straight between them.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class RunOutCurve {

    private final double[] exhausted;
    private final double days;

    private RunOutCurve(double[] exhausted, double days) {
        this.exhausted = exhausted;
        this.days = days;
    }

    /**
     * Returns a curve.
     *
     * @param exhausted the probability that the account has run out after 0, 1, 2 and so on days until at least the
     *     renewal; never falls
     * @param days when it is renewed, in days from now
     */
    static RunOutCurve of(double[] exhausted, double days) {
        return new RunOutCurve(exhausted, days);
    }

    /** Returns how likely the account runs out before its renewal. */
    public double beforeRenewal() {
        return within(days);
    }

    /**
     * Returns how likely the account runs out within so many days.
     *
     * @param time days from now, zero or more; the renewal's value from there on
     */
    public double within(double time) {
        double place = Math.min(time, days);
        int before = (int) Math.min(place, exhausted.length - 2.0);
        return exhausted[before] + (place - before) * (exhausted[before + 1] - exhausted[before]);
    }

    /**
     * Returns when the account runs out, given that it does before its renewal: where the probability passes a share of
     * its last value.
     *
     * @param share 0.1, 0.5 or any other, between 0 and 1
     * @return days from now; never after the renewal
     */
    public double quantile(double share) {
        return crossing(share * beforeRenewal()).orElse(days);
    }

    /** Returns when the account has run out with this probability; empty: not before its renewal. */
    public OptionalDouble instantOf(double probability) {
        return probability > beforeRenewal() ? OptionalDouble.empty() : crossing(probability);
    }

    private OptionalDouble crossing(double wanted) {
        for (int day = 1; day < exhausted.length; day++) {
            if (exhausted[day] >= wanted) {
                double rise = exhausted[day] - exhausted[day - 1];
                double part = rise > 0 ? (wanted - exhausted[day - 1]) / rise : 1;
                return OptionalDouble.of(Math.min(days, day - 1 + Math.max(0, part)));
            }
        }
        return OptionalDouble.empty();
    }
}
