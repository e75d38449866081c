package io.reelbudget.forecast.cleaning;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;

/**
 * A fitted model that lives by the wall's hours, and how many hours have passed. Of an hour that is twice it observes
 * the first; one that never is it observes as the line between its neighbours. Not thread-safe.
 */
final class FittedOnLocalClock implements FittedModel {

    private final FittedModel inner;
    private final LocalClock clock;
    private long passed;
    private double last;

    FittedOnLocalClock(FittedModel inner, LocalClock clock, long passed, double last) {
        this.inner = inner;
        this.clock = clock;
        this.passed = passed;
        this.last = last;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        int[] steps = new int[horizon];
        for (int i = 0; i < horizon; i++) {
            // The second of two hours with one name is forecast as the one that follows the first.
            steps[i] = (int) Math.max(1, ahead(passed + i));
        }
        Forecast wall = inner.forecast(steps[horizon - 1], levels);
        double[] points = new double[horizon];
        double[][] quantiles = new double[levels.length][horizon];
        for (int i = 0; i < horizon; i++) {
            points[i] = wall.point(steps[i]);
            for (int level = 0; level < levels.length; level++) {
                quantiles[level][i] = wall.quantile(levels[level], steps[i]);
            }
        }
        return Forecast.of(points, levels, quantiles);
    }

    /** Returns how many hours of the wall lie between the last one observed and another. */
    private long ahead(long hour) {
        return clock.wallHour(hour) - clock.wallHour(passed - 1);
    }

    @Override
    public void observe(double value) {
        TimeSeries.requireFinite(value);
        long hours = ahead(passed);
        for (long hour = 1; hour <= hours; hour++) {
            inner.observe(last + (value - last) * hour / hours);
        }
        passed++;
        last = value;
    }

    @Override
    public ModelState state() {
        return OnLocalClock.write(passed, last, inner.state());
    }
}
