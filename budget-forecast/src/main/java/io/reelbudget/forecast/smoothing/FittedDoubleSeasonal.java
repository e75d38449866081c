package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A model with two seasons, its weights, and its place in a series.
 *
 * <p>Intervals are analytic and normal where seasons add; where they multiply they are quantiles of
 * {@value EtsPaths#PATHS} simulated paths, always the same ones. Where seasons multiply, values observed and expected
 * are kept positive as {@link FittedEts} does for its positive forms. Not thread-safe.
 */
public final class FittedDoubleSeasonal implements FittedModel {

    private static final String MODEL = "double-seasonal";
    private static final int VERSION = 3;
    private static final long SEED = 0x5eed_24a8L;

    private final EtsForm.Season kind;
    private final DoubleWeights weights;
    private final double variance;
    private final DoublePlace place;

    FittedDoubleSeasonal(EtsForm.Season kind, DoubleWeights weights, double variance, DoublePlace place) {
        this.kind = kind;
        this.weights = weights;
        this.variance = variance;
        this.place = place;
    }

    @Override
    public String name() {
        return DoubleSeasonal.name(kind, weights.damping() < 1 ? EtsForm.Trend.DAMPED : EtsForm.Trend.NONE);
    }

    /** Returns whether its slope dies away. */
    boolean isDamped() {
        return weights.damping() < 1;
    }

    EtsForm.Season season() {
        return kind;
    }

    /** Returns how strongly each part follows a value. */
    public DoubleWeights weights() {
        return weights;
    }

    /** Returns the variance of one step's error. */
    public double variance() {
        return variance;
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double[] points = new double[horizon];
        Arrays.setAll(points, step -> Math.max(place.expected(step + 1), place.floor()));
        if (levels.length == 0 || kind == EtsForm.Season.ADDITIVE) {
            return Forecast.normal(points, levels.length == 0 ? points : deviations(horizon), levels);
        }
        return Forecast.of(points, levels, simulated(horizon, levels));
    }

    /** An error echoes, and each of its echoes moves level and seasons. */
    private double[] deviations(int horizon) {
        double[] deviations = new double[horizon];
        int brief = place.brief().length;
        int extended = place.extended().length;
        double impact = 1;
        double squares = 0;
        for (int step = 0; step < horizon; step++) {
            if (step > 0) {
                double alpha = weights.alpha();
                double moved = alpha + alpha * weights.beta() * weights.slopes(step);
                moved += step % brief == 0 ? weights.gamma() * (1 - alpha) : 0;
                moved += step % extended == 0 ? weights.omega() * (1 - alpha) : 0;
                impact = weights.phi() * impact + moved;
            }
            squares += impact * impact;
            deviations[step] = Math.sqrt(variance * squares);
        }
        return deviations;
    }

    private double[][] simulated(int horizon, double[] levels) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] values = new double[horizon][EtsPaths.PATHS];
        for (int path = 0; path < EtsPaths.PATHS; path++) {
            DoublePlace ahead = place.copy();
            for (int step = 0; step < horizon; step++) {
                double value = ahead.expected(1) + Math.sqrt(variance) * random.nextGaussian();
                values[step][path] = Math.max(value, place.floor());
                // Not what was cut off at the floor: it would drive the path upwards.
                ahead.absorb(value);
            }
        }
        return EtsPaths.quantiles(values, levels);
    }

    @Override
    public void observe(double value) {
        place.observe(TimeSeries.requireFinite(value));
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .add(EtsForm.SEASONS.indexOf(kind))
                .add(weights.alpha())
                .add(weights.beta())
                .add(weights.gamma())
                .add(weights.omega())
                .add(weights.phi())
                .add(weights.damping())
                .add(variance)
                .add(place.floor())
                .add(place.level())
                .add(place.slope())
                .addAll(place.brief())
                .addAll(place.extended())
                .add(place.lastError())
                .done();
    }

    static FittedDoubleSeasonal restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        EtsForm.Season kind = EtsForm.SEASONS.get(in.nextInt());
        DoubleWeights weights = new DoubleWeights(in.next(), in.next(), in.next(), in.next(), in.next(), in.next());
        double variance = in.next();
        DoublePlace place =
                new DoublePlace(kind, weights, in.next(), in.next(), in.next(), in.nextAll(), in.nextAll(), in.next());
        in.end();
        return new FittedDoubleSeasonal(kind, weights, variance, place);
    }
}
