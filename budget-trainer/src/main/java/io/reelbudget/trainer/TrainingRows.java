package io.reelbudget.trainer;

import io.reelbudget.estimator.EncoderCoverage.RateMode;
import io.reelbudget.estimator.JobFeatures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Past jobs as features, labels and weights.
 *
 * <p>The label is how far the logarithm of a job's encoding time lies from the formula's. Encoders and views weigh
 * alike in total, up to a bound, so that the one with most data does not shape the trees of all. Where an encoder's
 * data has one kind of rate control only, half of its rows hide it: the model then knows what to say when asked about
 * the other kind, which is given to it as unknown.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; handed to native code.
record TrainingRows(float[][] features, float[] labels, float[] weights) {

    private static final double MAX_WEIGHT_RATIO = 5;

    static TrainingRows of(List<ViewedJob> rows, CostLaw law, long seed) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Set<RateMode>> modes = new HashMap<>();
        for (ViewedJob row : rows) {
            counts.merge(kind(row), 1, Integer::sum);
            modes.computeIfAbsent(row.encoder(), e -> new HashSet<>())
                    .add(RateMode.of(row.job().target().rate()));
        }
        int most = counts.values().stream().mapToInt(i -> i).max().orElse(1);
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[rows.size()][];
        float[] labels = new float[rows.size()];
        float[] weights = new float[rows.size()];
        for (int i = 0; i < features.length; i++) {
            ViewedJob row = rows.get(i);
            boolean hidden = modes.getOrDefault(row.encoder(), Set.of()).size() == 1 && random.nextBoolean();
            float[] all = JobFeatures.of(row.job().source(), row.job().target());
            features[i] = hidden ? JobFeatures.withoutRate(all) : all;
            labels[i] = (float) (law.logActual(row) - law.logPerMegapixel(row));
            weights[i] = (float) Math.min(MAX_WEIGHT_RATIO, (double) most / counts.getOrDefault(kind(row), most));
        }
        return new TrainingRows(features, labels, weights);
    }

    private static String kind(ViewedJob row) {
        return row.encoder() + " " + row.view();
    }

    int size() {
        return features.length;
    }

    int columns() {
        return features[0].length;
    }

    /** Returns all features row by row. */
    float[] flat() {
        float[] flat = new float[size() * columns()];
        for (int i = 0; i < features.length; i++) {
            System.arraycopy(features[i], 0, flat, i * columns(), columns());
        }
        return flat;
    }
}
