package io.reelbudget.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.Threshold.RunsOutBeforeRenewal;
import io.reelbudget.policy.Threshold.RunsOutWithin;
import io.reelbudget.policy.Threshold.ShareLeft;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a situation says about its threshold: how much time there is, and how much money more or less would change that.
 *
 * @param situation the situation
 */
record Outlook(BudgetSituation situation) {

    /** Sums that people are told are rounded to so many millionths: a tenth of a thousandth. */
    private static final long SHOWN_MICROS = 100;

    static Outlook of(BudgetSituation situation) {
        return new Outlook(situation);
    }

    /** Returns how likely the account runs out within the threshold's time, or before its renewal. */
    double probabilityWithinThreshold() {
        return forecast().probabilityWithin(threshold().timeToExhaustion());
    }

    /** Returns how long it is until the account has run out with the threshold's probability, if it ever has. */
    Optional<Duration> timeToExhaustion() {
        return forecast()
                .runOut()
                .reaching(probability())
                .map(at -> Duration.between(forecast().now(), at));
    }

    /** Returns the same, or else how far the threshold looks, at most to the renewal. */
    Duration timeLeft() {
        return timeToExhaustion().orElseGet(() -> Duration.between(forecast().now(), horizon()));
    }

    /**
     * Returns when the account must still have money to count as recovered, at the latest its renewal; a share of the
     * budget is about now.
     */
    Instant recoveryHorizon() {
        Duration time =
                threshold().fold(RunsOutWithin::recoveryTime, Threshold::timeToExhaustion, share -> Duration.ZERO);
        return atMostRenewal(forecast().now().plus(time));
    }

    /**
     * Returns by how much the median of what will be spent until recovery exceeds what remains; negative: falls short.
     */
    double medianOvershoot() {
        return spentBy(recoveryHorizon()).p50() - situation.remaining().micros();
    }

    /** Returns how much more money would keep the account below the threshold, if more would. */
    Optional<Amount> missing() {
        double micros = -excess();
        return micros < 0 ? Optional.empty() : shown(Math.floor(micros / SHOWN_MICROS) + 1);
    }

    /** Returns how much less money would bring the account to the threshold, if less would. */
    Optional<Amount> surplus() {
        double micros = excess();
        return micros <= 0 ? Optional.empty() : shown(Math.ceil(micros / SHOWN_MICROS));
    }

    /** By how much the money exceeds that with which the threshold is just reached; negative where it falls short. */
    private double excess() {
        return threshold()
                .fold(
                        within -> situation.remaining().micros() - decisiveSpend(within.probability()),
                        before -> situation.remaining().micros() - decisiveSpend(before.probability()),
                        this::excess);
    }

    /** Money comes to what is left and to the whole alike. */
    private double excess(ShareLeft at) {
        double left = situation.spendable().micros();
        double gone = Math.max(0, situation.balance().postedInPeriod().micros())
                + (double) situation.balance().held().micros();
        return (left - at.share() * (left + gone)) / (1 - at.share());
    }

    /** The spending at the threshold's time that is reached with exactly the threshold's probability. */
    private double decisiveSpend(double probability) {
        return quantile(spentBy(horizon()), 1 - probability);
    }

    private double probability() {
        return threshold().fold(RunsOutWithin::probability, RunsOutBeforeRenewal::probability, share -> 0.5);
    }

    private Instant horizon() {
        return atMostRenewal(forecast().now().plus(threshold().timeToExhaustion()));
    }

    private Instant atMostRenewal(Instant instant) {
        return instant.isBefore(forecast().renewal()) ? instant : forecast().renewal();
    }

    private RunwayForecast forecast() {
        return situation.forecast();
    }

    private Threshold threshold() {
        return situation.threshold();
    }

    private Quantiles spentBy(Instant instant) {
        List<SpendPoint> curve = forecast().curve();
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
                : Optional.of(
                        Amount.ofMicros((long) micros, situation.spendable().unit()));
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
