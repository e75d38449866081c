package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;

/**
 * Regressions with their place in a series. Intervals widen while one-step errors are larger than they were in the fit.
 * Not thread-safe.
 */
final class FittedRegressions implements FittedModel {

    private final RegressionCombination model;
    private final RecentValues recent;
    private final Arms arms;
    private final double[] deviations;
    private final RecentErrors errors;

    FittedRegressions(
            RegressionCombination model, RecentValues recent, Arms arms, double[] deviations, RecentErrors errors) {
        this.model = model;
        this.recent = recent;
        this.arms = arms;
        this.deviations = deviations;
        this.errors = errors;
    }

    @Override
    public String name() {
        return model.name() + (recent.scale() == Scale.LOGARITHMS ? ", in logarithms" : "");
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double[] points = arms.forecast(recent, recent.count(), horizon);
        return Forecast.normal(points, levels.length == 0 ? points : spread(horizon), levels)
                .within(recent.floor(), Double.POSITIVE_INFINITY);
    }

    /**
     * Returns the deviation of each step; beyond those measured the variance grows on as it grew from the first half of
     * them to the second, like that of a random walk. What recent errors exceed the usual by comes on top.
     */
    private double[] spread(int horizon) {
        int measured = deviations.length;
        int half = Math.max(1, measured / 2);
        double late = meanSquare(measured - half, measured);
        double growth = Math.max(0, late - meanSquare(0, half)) / half;
        double[] spread = Arrays.copyOf(deviations, horizon);
        for (int step = measured; step < horizon; step++) {
            spread[step] = Math.sqrt(late + growth * (step - measured + half / 2.0));
        }
        double excess = errors.excessVariance();
        for (int step = 0; step < horizon && excess > 0; step++) {
            spread[step] = Math.sqrt(spread[step] * spread[step] + excess);
        }
        return spread;
    }

    private double meanSquare(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += deviations[i] * deviations[i];
        }
        return sum / (to - from);
    }

    @Override
    public void observe(double value) {
        TimeSeries.requireFinite(value);
        errors.add(value - arms.next(recent, recent.count()));
        recent.add(value);
    }

    @Override
    public ModelState state() {
        return model.state(recent, arms, deviations, errors);
    }
}
