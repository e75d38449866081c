package io.reelbudget.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a forecast says about one threshold: how much time there is, and how much money more or less would change that.
 *
 * @param forecast the forecast
 * @param threshold when to act
 * @param remaining what may still be posted
 */
record Outlook(RunwayForecast forecast, Threshold threshold, Amount remaining) {

    /** Sums that people are told are rounded to so many millionths: a tenth of a thousandth. */
    private static final long SHOWN_MICROS = 100;

    static Outlook of(BudgetSituation situation) {
        return new Outlook(situation.forecast(), situation.threshold(), situation.remaining());
    }

    double probabilityWithinThreshold() {
        return forecast.probabilityWithin(threshold.timeToExhaustion());
    }

    /** Returns how long it is until the account has run out with the threshold's probability, if it ever has. */
    Optional<Duration> timeToExhaustion() {
        return forecast.runOut().reaching(threshold.probability()).map(at -> Duration.between(forecast.now(), at));
    }

    /** Returns when the account must still have money to count as recovered, at the latest its renewal. */
    Instant recoveryHorizon() {
        Instant horizon = forecast.now().plus(threshold.recoveryTime());
        return horizon.isBefore(forecast.renewal()) ? horizon : forecast.renewal();
    }

    /**
     * Returns by how much the median of what will be spent until recovery exceeds what remains; negative: falls short.
     */
    double medianOvershoot() {
        return spentBy(recoveryHorizon()).p50() - remaining.micros();
    }

    /** Returns how much more money would keep the account below the threshold, if more would. */
    Optional<Amount> missing() {
        double micros = decisiveSpend() - remaining.micros();
        return micros < 0 ? Optional.empty() : shown(Math.floor(micros / SHOWN_MICROS) + 1);
    }

    /** Returns how much less money would bring the account to the threshold, if less would. */
    Optional<Amount> surplus() {
        double micros = remaining.micros() - decisiveSpend();
        return micros <= 0 ? Optional.empty() : shown(Math.ceil(micros / SHOWN_MICROS));
    }

    /** The spending at the threshold's time that is reached with exactly the threshold's probability. */
    private double decisiveSpend() {
        Instant end = forecast.now().plus(threshold.timeToExhaustion());
        return quantile(spentBy(end), 1 - threshold.probability());
    }

    private Quantiles spentBy(Instant instant) {
        List<SpendPoint> curve = forecast.curve();
        SpendPoint before = curve.get(0);
        for (SpendPoint point : curve) {
            if (!point.at().isBefore(instant)) {
                return between(before, point, instant);
            }
            before = point;
        }
        return before.micros();
    }

    private Optional<Amount> shown(double steps) {
        double micros = steps * SHOWN_MICROS;
        return micros > Amount.MAX_MICROS
                ? Optional.empty()
                : Optional.of(Amount.ofMicros((long) micros, remaining.unit()));
    }

    /** Between the three quantiles by interpolation; beyond them nothing is known, so the outer two stand. */
    private static double quantile(Quantiles spend, double probability) {
        if (probability <= 0.5) {
            return spend.p10() + (Math.max(0.1, probability) - 0.1) / 0.4 * (spend.p50() - spend.p10());
        }
        return spend.p50() + (Math.min(0.9, probability) - 0.5) / 0.4 * (spend.p90() - spend.p50());
    }

    private static Quantiles between(SpendPoint before, SpendPoint after, Instant instant) {
        double share = share(before.at(), after.at(), instant);
        return new Quantiles(
                mix(before.micros().p10(), after.micros().p10(), share),
                mix(before.micros().p50(), after.micros().p50(), share),
                mix(before.micros().p90(), after.micros().p90(), share));
    }

    private static double share(Instant from, Instant to, Instant instant) {
        long span = Duration.between(from, to).toMillis();
        return span <= 0
                ? 1
                : Math.max(0, (double) Duration.between(from, instant).toMillis() / span);
    }

    private static double mix(double from, double to, double share) {
        return from + share * (to - from);
    }
}
