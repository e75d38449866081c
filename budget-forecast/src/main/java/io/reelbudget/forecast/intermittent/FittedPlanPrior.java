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
        return credibility(expected);
    }

    private double credibility(double expectedByPlan) {
        double seasons = expectedByPlan / prior.season();
        return expectedByPlan > 0 ? seasons / (seasons + prior.within() / prior.between()) : 0;
    }

    /** Returns what the account is thought to use, as a multiple of the plan's average. */
    public double factor() {
        double own = credibility();
        return own > 0 ? own * used / expected + (1 - own) : 1;
    }

    /** What is used of the next step, of the next two, and so on, in total. Immutable. */
    public static final class Totals {

        private final double[] mean;
        private final double[] variance;
        private final double[] carried;

        private Totals(double[] mean, double[] variance, double[] carried) {
            this.mean = mean;
            this.variance = variance;
            this.carried = carried;
        }

        /** Returns what is expected of the next so many steps, from 1. */
        public double mean(int steps) {
            return mean[steps - 1];
        }

        /**
         * Returns the variance of that: how unsure the account's factor is moves all steps alike, how lumpy they are
         * each by itself.
         */
        public double variance(int steps) {
            return variance[steps - 1];
        }

        /** Returns by how much one unit more than expected of the first step moves the total of those after it. */
        public double carried(int steps) {
            return carried[steps - 1];
        }
    }

    /**
     * Returns totals of the next steps.
     *
     * @param horizon how many steps, 1 or more
     */
    public Totals totals(int horizon) {
        Forecast.requireHorizon(horizon);
        double factor = factor();
        double unsure = prior.between() * (1 - credibility());
        double[] mean = new double[horizon];
        double[] variance = new double[horizon];
        double[] carried = new double[horizon];
        double first = expected + prior.expected(steps);
        double weight = first > 0 ? credibility(first) / first : 0;
        double plan = 0;
        double lumps = 0;
        for (int step = 0; step < horizon; step++) {
            double next = prior.expected(steps + step);
            plan += next;
            lumps += factor * factor * next * next * prior.lumpiness();
            mean[step] = factor * plan;
            variance[step] = lumps + plan * plan * unsure;
            carried[step] = weight * (plan - prior.expected(steps));
        }
        return new Totals(mean, variance, carried);
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
