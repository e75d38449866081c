package io.reelbudget.trainer;

import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.job.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Median CPU seconds per encoded megapixel by encoder and preset: what a model predicts the cost relative to. */
record Baselines(Map<String, Map<String, Double>> byEncoder) {

    static Baselines of(List<PastJob> jobs) {
        Map<String, Map<String, List<Double>>> rates = new TreeMap<>();
        for (PastJob job : jobs) {
            rates.computeIfAbsent(job.target().encoder(), e -> new TreeMap<>())
                    .computeIfAbsent(job.target().preset(), p -> new ArrayList<>())
                    .add(job.cpuSeconds() / JobFeatures.encodeMegapixels(job.source(), job.target()));
        }
        Map<String, Map<String, Double>> medians = new TreeMap<>();
        rates.forEach((encoder, byPreset) -> {
            Map<String, Double> ofEncoder = new TreeMap<>();
            byPreset.forEach((preset, list) -> ofEncoder.put(preset, median(list)));
            medians.put(encoder, ofEncoder);
        });
        return new Baselines(medians);
    }

    /** Returns the logarithm of a job's cost relative to its baseline. */
    double logRatio(PastJob job) {
        return Math.log(job.cpuSeconds()) - logScale(job);
    }

    /** Returns the logarithm of what a job costs at its baseline. */
    double logScale(PastJob job) {
        return Math.log(baseline(job.target()) * JobFeatures.encodeMegapixels(job.source(), job.target()));
    }

    private double baseline(Target target) {
        Double baseline = byEncoder.getOrDefault(target.encoder(), Map.of()).get(target.preset());
        if (baseline == null) {
            throw new IllegalArgumentException("Training data had no job of " + target.encoder() + "/" + target.preset()
                    + " outside of one video but must have one of several; leave the preset out.");
        }
        return baseline;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : Math.sqrt(values.get(middle - 1) * values.get(middle));
    }
}
