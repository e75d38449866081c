package io.reelbudget.runway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When an account runs out, as a distribution.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param now the instant at which it was made
 * @param renewal when the account's next allowance starts
 * @param probabilityBeforeRenewal how likely it runs out before the renewal, 0 to 1
 * @param exhaustion when it runs out, <em>given</em> that it does before the renewal: always to be shown beside that
 *     probability; empty where it is so improbable that nothing can be said
 * @param curve cumulative spending and exhaustion at rising instants, from {@code now} to {@code renewal}; at least
 *     these two
 * @param expectedShortfallMicros by how much the spending until the renewal exceeds what remains, on average over all
 *     outcomes, those without a shortfall too; in millionths of the unit
 * @param burn how fast it spends, compared with an even pace
 * @param terms what the spending until the renewal is made of
 * @param model which model forecast the arrivals
 * @param confidence how sure the forecaster is of itself
 * @param reason why that confidence, in one sentence
 */
public record RunwayForecast(
        Instant now,
        Instant renewal,
        double probabilityBeforeRenewal,
        Optional<InstantQuantiles> exhaustion,
        List<SpendPoint> curve,
        double expectedShortfallMicros,
        Burn burn,
        List<RunwayTerm> terms,
        String model,
        Confidence confidence,
        String reason) {

    /** How sure a forecaster is of itself. */
    public enum Confidence {
        /** Hardly any history. */
        LOW,
        /** Some history, or a back-test that the naive forecast wins. */
        MEDIUM,
        /** Several seasons of history and a back-test that the model wins. */
        HIGH
    }

    public RunwayForecast {
        curve = List.copyOf(curve);
        terms = List.copyOf(terms);
        if (curve.size() < 2) {
            throw new IllegalArgumentException("Forecast's curve had " + curve.size()
                    + " points but must have at least two; give it one at now and one at the renewal.");
        }
    }

    /** Creates the answer of a forecaster that says nothing of a shortfall or of burn rates. */
    public RunwayForecast(
            Instant now,
            Instant renewal,
            double probabilityBeforeRenewal,
            Optional<InstantQuantiles> exhaustion,
            List<SpendPoint> curve,
            List<RunwayTerm> terms,
            String model,
            Confidence confidence,
            String reason) {
        this(
                now,
                renewal,
                probabilityBeforeRenewal,
                exhaustion,
                curve,
                0,
                Burn.unknown(),
                terms,
                model,
                confidence,
                reason);
    }

    /**
     * Returns how long the account lasts: the time until it has run out with a probability of one half; empty where it
     * is more likely than not to last until the renewal.
     */
    public Optional<Duration> runway() {
        for (int i = 0; i < curve.size(); i++) {
            if (curve.get(i).exhausted() >= 0.5) {
                SpendPoint before = curve.get(Math.max(0, i - 1));
                double rise = curve.get(i).exhausted() - before.exhausted();
                double part = rise > 0 ? (0.5 - before.exhausted()) / rise : 1;
                long step = Duration.between(before.at(), curve.get(i).at()).toMillis();
                return Optional.of(Duration.between(now, before.at()).plusMillis(Math.round(part * step)));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns how likely the account has run out by an instant, between points of the curve by interpolation.
     *
     * @return 0 to 1; that of the curve's ends for an instant outside it
     */
    public double probabilityBy(Instant instant) {
        SpendPoint before = curve.get(0);
        for (SpendPoint point : curve) {
            if (!point.at().isBefore(instant)) {
                return between(before, point, instant);
            }
            before = point;
        }
        return before.exhausted();
    }

    /** Returns how likely the account has run out when so much time has passed. */
    public double probabilityWithin(Duration threshold) {
        return probabilityBy(now.plus(threshold));
    }

    private static double between(SpendPoint before, SpendPoint after, Instant instant) {
        long span = Duration.between(before.at(), after.at()).toMillis();
        if (span <= 0) {
            return after.exhausted();
        }
        double share = (double) Duration.between(before.at(), instant).toMillis() / span;
        return before.exhausted() + Math.max(0, share) * (after.exhausted() - before.exhausted());
    }
}
