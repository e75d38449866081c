package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;

/**
 * A plan's usage and what one account used so far.
 *
 * <p>Quantiles are of a gamma distribution whose variance holds how lumpy a step is and how unsure the account's factor
 * still is. Not thread-safe.
 */
public final class FittedPlanPrior implements FittedModel {

    private static final String MODEL = "plan-prior";
    private static final int VERSION = 1;

    private final PlanPrior prior;
    private double used;
    private double expected;
    private long steps;

    FittedPlanPrior(PlanPrior prior, double used, double expected, long steps) {
        this.prior = prior;
        this.used = used;
        this.expected = expected;
        this.steps = steps;
    }

    @Override
    public String name() {
        return "plan's usage";
    }

    /** Returns by how much the account's own usage counts beside the plan's, 0 to 1. */
    public double credibility() {
        double seasons = expected / prior.season();
        return expected > 0 ? seasons / (seasons + prior.within() / prior.between()) : 0;
    }

    /** Returns what the account is thought to use, as a multiple of the plan's average. */
    public double factor() {
        double own = credibility();
        return own > 0 ? own * used / expected + (1 - own) : 1;
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double factor = factor();
        double unsure = prior.between() * (1 - credibility());
        double[] points = new double[horizon];
        double[][] quantiles = new double[levels.length][horizon];
        for (int step = 0; step < horizon; step++) {
            double plan = prior.expected(steps + step);
            double mean = factor * plan;
            SpikedGamma usage = new SpikedGamma(1, mean, mean * mean * prior.lumpiness() + plan * plan * unsure);
            points[step] = mean;
            for (int i = 0; i < levels.length; i++) {
                quantiles[i][step] = usage.quantile(levels[i]);
            }
        }
        return Forecast.of(points, levels, quantiles);
    }

    @Override
    public void observe(double value) {
        TimeSeries.requireAmount(value);
        used += value;
        expected += prior.expected(steps);
        steps++;
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .addAll(prior.shape())
                .add(prior.within())
                .add(prior.between())
                .add(prior.lumpiness())
                .add(used)
                .add(expected)
                .add((double) steps)
                .done();
    }

    static FittedPlanPrior restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        PlanPrior prior = PlanPrior.of(in.nextAll(), in.next(), in.next(), in.next());
        FittedPlanPrior restored = new FittedPlanPrior(prior, in.next(), in.next(), (long) in.next());
        in.end();
        return restored;
    }
}
