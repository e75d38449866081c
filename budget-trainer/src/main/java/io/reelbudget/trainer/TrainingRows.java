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
 * <p>The label is the logarithm of a job's cost relative to its baseline. Encoders weigh alike in total, up to a bound,
 * so that the one with most data does not shape the trees of all. Where an encoder's data has one kind of rate control
 * only, half of its rows hide it: the model then knows what to say when asked about the other kind, which is given to
 * it as unknown.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; handed to native code.
record TrainingRows(float[][] features, float[] labels, float[] weights) {

    private static final double MAX_WEIGHT_RATIO = 5;

    static TrainingRows of(List<PastJob> jobs, Baselines baselines, long seed) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Set<RateMode>> modes = new HashMap<>();
        for (PastJob job : jobs) {
            counts.merge(job.target().encoder(), 1, Integer::sum);
            modes.computeIfAbsent(job.target().encoder(), e -> new HashSet<>())
                    .add(RateMode.of(job.target().rate()));
        }
        int most = counts.values().stream().mapToInt(i -> i).max().orElse(1);
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[jobs.size()][];
        float[] labels = new float[jobs.size()];
        float[] weights = new float[jobs.size()];
        for (int i = 0; i < features.length; i++) {
            PastJob job = jobs.get(i);
            String encoder = job.target().encoder();
            boolean hidden = modes.getOrDefault(encoder, Set.of()).size() == 1 && random.nextBoolean();
            float[] all = JobFeatures.of(job.source(), job.target());
            features[i] = hidden ? JobFeatures.withoutRate(all) : all;
            labels[i] = (float) baselines.logRatio(job);
            weights[i] = (float) Math.min(MAX_WEIGHT_RATIO, (double) most / counts.getOrDefault(encoder, most));
        }
        return new TrainingRows(features, labels, weights);
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
