package io.reelbudget.trainer;

import io.reelbudget.estimator.EncoderCoverage;
import io.reelbudget.estimator.EncoderCoverage.RateMode;
import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.estimator.ModelMetadata;
import java.util.LinkedHashMap;
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
    public TrainedModel train(List<PastJob> all, Consumer<String> progress) {
        List<PastJob> jobs = CommonEncoders.of(all, out -> progress.accept("left out: " + out));
        CrossValidation validation = CrossValidation.run(jobs, settings, progress);
        progress.accept("training on all " + jobs.size() + " jobs for " + validation.rounds() + " rounds");
        List<ViewedJob> rows = ViewedJob.of(jobs);
        CostLaw law = CostLaw.fit(rows);
        TreeEnsemble trees = PixelOrder.enforce(
                QuantileBoosting.train(TrainingRows.of(rows, law, settings.seed()), validation.rounds(), settings));
        ModelMetadata metadata = new ModelMetadata(
                name,
                version,
                JobFeatures.names(),
                JobFeatures.schemaHash(),
                coverage(jobs, law),
                provenance,
                licence,
                Scores.byEncoder(validation.heldOut()));
        Map<String, String> properties = new LinkedHashMap<>(metadata.toProperties());
        properties.putAll(new TreeMap<>(
                FormulaTraining.formulas(rows, law, validation.heldOut()).toProperties()));
        byte[] onnx = OnnxWriter.write(trees, JobFeatures.names().size(), properties);
        double difference =
                OnnxParity.largestDifference(trees, onnx, JobFeatures.names().size(), settings.seed());
        if (!(difference <= OnnxParity.TOLERANCE)) {
            throw new IllegalStateException("ONNX Runtime differs from the trees by " + difference
                    + " but may by at most " + OnnxParity.TOLERANCE + "; the model was not written.");
        }
        return new TrainedModel(onnx, metadata, difference);
    }

    private static Map<String, EncoderCoverage> coverage(List<PastJob> jobs, CostLaw law) {
        Map<String, EncoderCoverage> coverage = new TreeMap<>();
        jobs.stream()
                .collect(Collectors.groupingBy(job -> job.target().encoder()))
                .forEach((encoder, list) ->
                        coverage.put(encoder, coverage(list, law.baselines().getOrDefault(encoder, Map.of()))));
        return coverage;
    }

    private static EncoderCoverage coverage(List<PastJob> jobs, Map<String, Double> baselines) {
        TreeSet<Long> pixels = new TreeSet<>();
        TreeSet<Long> sourcePixels = new TreeSet<>();
        TreeSet<RateMode> modes = new TreeSet<>();
        for (PastJob job : jobs) {
            pixels.add((long) job.target().width() * job.target().height());
            sourcePixels.add((long) job.source().width() * job.source().height());
            modes.add(RateMode.of(job.target().rate()));
        }
        return new EncoderCoverage(jobs.size(), baselines, pixels.first(), pixels.last(), sourcePixels.last(), modes);
    }
}
