package io.reelbudget.trainer;

import io.reelbudget.estimator.EncoderCoverage;
import io.reelbudget.estimator.EncoderCoverage.RateMode;
import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.estimator.ModelMetadata;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Trains a cost model from past jobs: measures itself on held-out videos, fits the P90 offset there, trains on all,
 * writes ONNX and compares what ONNX Runtime makes of it with its own trees.
 *
 * @param name the model's name
 * @param version its version
 * @param provenance where the jobs come from, a sentence each
 * @param licence under which the model may be used
 * @param settings how trees are boosted
 */
public record CostTraining(
        String name, String version, List<String> provenance, String licence, BoostingSettings settings) {

    /** Trains on past jobs, telling how it gets on; fails rather than give a model that differs in ONNX Runtime. */
    public TrainedModel train(List<PastJob> jobs, Consumer<String> progress) {
        CrossValidation validation = CrossValidation.run(jobs, settings, progress);
        progress.accept("training on all " + jobs.size() + " jobs for " + validation.rounds() + " rounds");
        Baselines baselines = Baselines.of(jobs);
        TreeEnsemble trees = QuantileBoosting.train(
                TrainingRows.of(jobs, baselines, settings.seed()), validation.rounds(), settings);
        ModelMetadata metadata =
                metadata(coverage(jobs, baselines, validation.heldOut()), Scores.byEncoder(validation.heldOut()));
        byte[] onnx = OnnxWriter.write(trees, JobFeatures.names().size(), metadata.toProperties());
        double difference =
                OnnxParity.largestDifference(trees, onnx, JobFeatures.names().size(), settings.seed());
        if (!(difference <= OnnxParity.TOLERANCE)) {
            throw new IllegalStateException("ONNX Runtime differs from the trees by " + difference
                    + " but may by at most " + OnnxParity.TOLERANCE + "; the model was not written.");
        }
        return new TrainedModel(onnx, metadata, difference);
    }

    private ModelMetadata metadata(Map<String, EncoderCoverage> coverage, Map<String, HeldOutMetrics> metrics) {
        return new ModelMetadata(
                name, version, JobFeatures.names(), JobFeatures.schemaHash(), coverage, provenance, licence, metrics);
    }

    private static Map<String, EncoderCoverage> coverage(
            List<PastJob> jobs, Baselines baselines, List<HeldOut> heldOut) {
        Map<String, List<HeldOut>> heldOutByEncoder = Scores.byEncoderName(heldOut);
        Map<String, EncoderCoverage> coverage = new TreeMap<>();
        jobs.stream()
                .collect(Collectors.groupingBy(job -> job.target().encoder()))
                .forEach((encoder, list) -> coverage.put(
                        encoder,
                        coverage(
                                list,
                                baselines.byEncoder().getOrDefault(encoder, Map.of()),
                                ConformalOffset.of(heldOutByEncoder.getOrDefault(encoder, List.of())))));
        return coverage;
    }

    private static EncoderCoverage coverage(List<PastJob> jobs, Map<String, Double> baselines, double offset) {
        TreeSet<Long> pixels = new TreeSet<>();
        TreeSet<Long> sourcePixels = new TreeSet<>();
        TreeSet<RateMode> modes = new TreeSet<>();
        for (PastJob job : jobs) {
            pixels.add((long) job.target().width() * job.target().height());
            sourcePixels.add((long) job.source().width() * job.source().height());
            modes.add(RateMode.of(job.target().rate()));
        }
        return new EncoderCoverage(
                jobs.size(), baselines, pixels.first(), pixels.last(), sourcePixels.last(), modes, offset);
    }
}
