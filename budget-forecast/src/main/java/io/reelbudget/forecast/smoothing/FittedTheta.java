package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;

/**
 * The Theta method with its weight, drift and season, and its place in a series.
 *
 * <p>Intervals are analytic and normal: σ² (1 + (h-1) α²), times the season's factor squared where it multiplies. Not
 * thread-safe.
 */
public final class FittedTheta implements FittedModel {

    private static final String MODEL = "theta";
    private static final int VERSION = 1;

    private final FittedEts level;
    private final double drift;
    private final EtsForm.Season kind;
    private final double[] season;
    private int next;
    private long steps;

    /** @param season the next steps' season, nearest first; empty without one */
    FittedTheta(FittedEts level, double drift, EtsForm.Season kind, double[] season, long steps) {
        this.level = level;
        this.drift = drift;
        this.kind = kind;
        this.season = season;
        this.steps = steps;
    }

    static double without(double value, double season, EtsForm.Season kind) {
        return switch (kind) {
            case NONE -> value;
            case ADDITIVE -> value - season;
            case MULTIPLICATIVE -> value / season;
        };
    }

    @Override
    public String name() {
        return "Theta";
    }

    /** Returns the level's share of an error. */
    public double alpha() {
        return level.weights().alpha();
    }

    /** Returns what is added at each step, season apart. */
    public double drift() {
        return drift;
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireLevels(levels);
        double[] points = level.forecast(horizon).points();
        double[] deviations = new double[horizon];
        double alpha = alpha();
        double lag = (1 - Math.pow(1 - alpha, (double) steps)) / alpha;
        for (int step = 0; step < horizon; step++) {
            points[step] += drift * (step + lag);
            deviations[step] = Math.sqrt(level.quality().variance() * (1 + step * alpha * alpha));
            double place = season.length == 0 ? 0 : season[(next + step) % season.length];
            if (kind == EtsForm.Season.MULTIPLICATIVE) {
                points[step] *= place;
                deviations[step] *= place;
            } else {
                points[step] += place;
            }
        }
        return Forecast.normal(points, deviations, levels);
    }

    @Override
    public void observe(double value) {
        TimeSeries.requireFinite(value);
        level.observe(season.length == 0 ? value : without(value, season[next], kind));
        next = season.length == 0 ? 0 : (next + 1) % season.length;
        steps++;
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .addState(level.state())
                .add(drift)
                .add(EtsForm.SEASONS.indexOf(kind))
                .addAll(season)
                .add(next)
                .add((double) steps)
                .done();
    }

    static FittedTheta restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        FittedEts level = FittedEts.restore(in.nextState(FittedEts.MODEL));
        double drift = in.next();
        EtsForm.Season kind = EtsForm.SEASONS.get(in.nextInt());
        double[] season = in.nextAll();
        int next = in.nextInt();
        FittedTheta restored = new FittedTheta(level, drift, kind, season, (long) in.next());
        restored.next = next;
        in.end();
        return restored;
    }
}
