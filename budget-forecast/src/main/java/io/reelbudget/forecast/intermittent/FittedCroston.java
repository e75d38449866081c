package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.intermittent.Croston.Variant;
import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;

/**
 * Croston's method, or a correction of it, and its place in a series: a flat forecast.
 *
 * <p>Quantiles are those of one step: zero with the probability that nothing comes, otherwise of a gamma distribution
 * with the mean and variance of the sizes seen. Not thread-safe.
 */
public final class FittedCroston implements FittedModel {

    private static final String MODEL = "croston";
    private static final int VERSION = 1;

    private final Variant variant;
    private final double share;
    private double size;
    private double spread;
    private double interval;
    private double probability;
    private double waited;

    private FittedCroston(Variant variant, double share) {
        this.variant = variant;
        this.share = share;
    }

    static FittedCroston unused(Variant variant, double share) {
        return new FittedCroston(variant, share);
    }

    @Override
    public String name() {
        return variant.words;
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double chance = variant == Variant.FADING ? probability : interval > 0 ? 1 / interval : 0;
        double correction = variant == Variant.CORRECTED ? 1 - share / 2 : 1;
        SpikedGamma step = new SpikedGamma(Math.min(1, chance * correction), size, spread);
        double[] points = new double[horizon];
        Arrays.fill(points, step.expected());
        double[][] quantiles = new double[levels.length][horizon];
        for (int i = 0; i < levels.length; i++) {
            Arrays.fill(quantiles[i], step.quantile(levels[i]));
        }
        return Forecast.of(points, levels, quantiles);
    }

    @Override
    public void observe(double value) {
        TimeSeries.requireAmount(value);
        waited++;
        boolean begun = interval > 0;
        if (begun) {
            probability += share * ((value > 0 ? 1 : 0) - probability);
        }
        if (!(value > 0)) {
            return;
        }
        if (begun) {
            double surprise = value - size;
            size += share * surprise;
            spread = (1 - share) * (spread + share * surprise * surprise);
            interval += share * (waited - interval);
        } else {
            size = value;
            interval = waited;
            probability = 1 / waited;
        }
        waited = 0;
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .add(Variant.ALL.indexOf(variant))
                .add(share)
                .add(size)
                .add(spread)
                .add(interval)
                .add(probability)
                .add(waited)
                .done();
    }

    static FittedCroston restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        FittedCroston restored = new FittedCroston(Variant.ALL.get(in.nextInt()), in.next());
        restored.size = in.next();
        restored.spread = in.next();
        restored.interval = in.next();
        restored.probability = in.next();
        restored.waited = in.next();
        in.end();
        return restored;
    }
}
