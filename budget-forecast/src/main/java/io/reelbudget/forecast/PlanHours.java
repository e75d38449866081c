package io.reelbudget.forecast;

import io.reelbudget.forecast.intermittent.FittedPlanPrior;
import io.reelbudget.forecast.intermittent.PlanPrior;
import io.reelbudget.forecast.series.ModelState;
import java.time.Duration;
import java.time.Instant;

/** Hours of a young account, by what accounts of its plan use and what it used itself. */
final class PlanHours implements HourModel {

    private static final Duration WEEK = Duration.ofDays(7);

    /** Any Monday's midnight of UTC. */
    private static final Instant A_MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private final PlanPrior plan;
    private final ModelState state;

    private PlanHours(PlanPrior plan, ModelState state) {
        this.plan = plan;
        this.state = state;
    }

    /**
     * Returns the hours of an account that has used nothing yet.
     *
     * @param first when its first hour begins
     */
    static PlanHours from(PlanPrior plan, Instant first) {
        long hours = Math.floorMod(Duration.between(A_MONDAY, first).toHours(), WEEK.toHours());
        return new PlanHours(plan, plan.beginningAt(hours).state());
    }

    /** Returns by how much the account's own usage counts beside the plan's, 0 to 1. */
    double credibility() {
        return plan.restore(state).credibility();
    }

    @Override
    public PathForecast forecast(int hours) {
        FittedPlanPrior.Totals totals = plan.restore(state).totals(hours);
        double[] mean = new double[hours];
        double[] variance = new double[hours];
        double[] totalMean = new double[hours];
        double[] totalVariance = new double[hours];
        double[] carried = new double[hours];
        for (int i = 0; i < hours; i++) {
            totalMean[i] = totals.mean(i + 1);
            totalVariance[i] = totals.variance(i + 1);
            carried[i] = totals.carried(i + 1);
            mean[i] = i == 0 ? totalMean[0] : totalMean[i] - totalMean[i - 1];
            variance[i] = i == 0 ? totalVariance[0] : totalVariance[i] - totalVariance[i - 1];
        }
        return new PathForecast(mean, variance, totalMean, totalVariance, carried);
    }

    /** Corrections below zero count as nothing used. */
    @Override
    public PlanHours observing(double... values) {
        FittedPlanPrior moved = plan.restore(state);
        for (double value : values) {
            moved.observe(Math.max(0, value));
        }
        return new PlanHours(plan, moved.state());
    }

    /** {@inheritDoc} The totals' variance has it. */
    @Override
    public double levelVariance() {
        return 0;
    }
}
