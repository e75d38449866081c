package io.reelbudget.estimator;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Target;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a model's training data covered of one encoder, and how its output becomes CPU seconds of that encoder.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param rows how many jobs the model was trained on
 * @param baselines usual CPU seconds per encoded megapixel by preset: the model predicts the logarithm of the cost
 *     relative to it
 * @param minPixels the smallest target, pixels a frame
 * @param maxPixels the largest target, pixels a frame
 * @param maxSourcePixels the largest source, pixels a frame
 * @param rateModes the kinds of rate control seen
 */
public record EncoderCoverage(
        int rows,
        Map<String, Double> baselines,
        long minPixels,
        long maxPixels,
        long maxSourcePixels,
        Set<RateMode> rateModes) {

    /** A kind of rate control. */
    public enum RateMode {
        /** To an average bit rate. */
        BITRATE,
        /** To a constant quality. */
        CONSTANT_QUALITY;

        /** Returns the kind of a rate control. */
        public static RateMode of(RateControl rate) {
            return rate instanceof RateControl.Bitrate ? BITRATE : CONSTANT_QUALITY;
        }
    }

    public EncoderCoverage {
        baselines = Map.copyOf(baselines);
        // Sorted, so that the same training writes the same bytes.
        rateModes = Collections.unmodifiableSortedSet(new TreeSet<>(rateModes));
        baselines.forEach((preset, rate) -> {
            if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Baseline of preset '" + preset + "' was " + rate
                        + " CPU seconds per megapixel but must be more than zero and finite; train the model anew.");
            }
        });
    }

    /**
     * Returns the baseline of a preset: as measured, or between the two measured presets next to it (linear in the
     * logarithm); empty outside of what was measured.
     */
    public OptionalDouble baseline(String preset) {
        Double measured = baselines.get(preset);
        if (measured != null) {
            return OptionalDouble.of(measured);
        }
        double speed = PresetSpeed.of(preset);
        return Double.isNaN(speed) ? OptionalDouble.empty() : interpolated(speed);
    }

    /** Tells whether the rate control of a target was in the data. */
    boolean knowsRateOf(Target target) {
        return rateModes.contains(RateMode.of(target.rate()));
    }

    private OptionalDouble interpolated(double speed) {
        TreeMap<Double, Double> logBySpeed = new TreeMap<>();
        baselines.forEach((preset, rate) -> {
            if (!Double.isNaN(PresetSpeed.of(preset))) {
                logBySpeed.put(PresetSpeed.of(preset), Math.log(rate));
            }
        });
        Map.Entry<Double, Double> slower = logBySpeed.floorEntry(speed);
        Map.Entry<Double, Double> faster = logBySpeed.ceilingEntry(speed);
        if (slower == null || faster == null) {
            return OptionalDouble.empty();
        }
        double gap = faster.getKey() - slower.getKey();
        double share = gap == 0 ? 0 : (speed - slower.getKey()) / gap;
        return OptionalDouble.of(Math.exp(slower.getValue() + share * (faster.getValue() - slower.getValue())));
    }
}
