package io.reelbudget.forecast.naive;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;

/** The values that come again, oldest first from a place that moves round. */
final class RepeatedValues implements FittedModel {

    private final Naive model;
    private final double[] last;
    private final double variance;
    private int oldest;

    RepeatedValues(Naive model, double[] last, double variance) {
        this.model = model;
        this.last = last;
        this.variance = variance;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double[] points = new double[horizon];
        double[] deviations = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            points[step] = last[(oldest + step) % last.length];
            deviations[step] = Math.sqrt(variance * (1 + step / last.length));
        }
        return Forecast.normal(points, deviations, levels);
    }

    @Override
    public void observe(double value) {
        last[oldest] = TimeSeries.requireFinite(value);
        oldest = (oldest + 1) % last.length;
    }

    @Override
    public ModelState state() {
        double[] inOrder = new double[last.length];
        for (int i = 0; i < last.length; i++) {
            inOrder[i] = last[(oldest + i) % last.length];
        }
        return model.state(variance, inOrder);
    }
}
