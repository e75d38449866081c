package io.reelbudget.trainer;

import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.HistoryEncodings;
import io.reelbudget.estimator.HistoryFeatures;
import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.estimator.MachineEncoding;
import io.reelbudget.estimator.ModelMetadata;
import io.reelbudget.estimator.ViewEncoding;
import io.reelbudget.estimator.WorkEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Trains a {@link HistoryModel}: smoothers by kind of work and view, then boosted trees on what sources of other groups
 * leave unexplained, with P90 fitted on groups that the trees had not seen; writes one ONNX file and compares it in
 * ONNX Runtime.
 *
 * @param name the model's name
 * @param version its version
 * @param provenance where the jobs come from, a sentence each
 * @param licence under which the model may be used
 * @param seed of every choice by chance
 */
public record HistoryTraining(String name, String version, List<String> provenance, String licence, long seed) {

    /** The version of what training does: models of another recipe are not the same, whatever their data. */
    public static final String RECIPE = "history-5";

    public HistoryTraining {
        provenance = List.copyOf(provenance);
    }

    /**
     * Trains on histories, telling how it gets on.
     *
     * @param tables one for each kind of work
     * @param machines the same jobs on several machines; an empty list where there is one machine only
     * @throws IllegalStateException if the written model differs from the trees in ONNX Runtime
     */
    public TrainedModel train(List<HistoryTable> tables, List<MachineTable> machines, Consumer<String> progress) {
        List<WorkTraining> works = new ArrayList<>();
        for (HistoryTable table : tables) {
            works.add(WorkTraining.of(table, seed));
            progress.accept("smoothed " + table.work() + ": " + table.sources().size() + " sources, "
                    + table.options().size() + " sets of settings, "
                    + table.views().size() + " views");
        }
        List<MachineTraining> trained =
                machines.stream().map(MachineTraining::of).toList();
        HistoryRows rows = HistoryRows.of(works, trained, seed);
        HeldOutTrees heldOut = HeldOutTrees.of(rows, progress);
        progress.accept("training trees on all " + rows.rows().size() + " rows for " + heldOut.rounds() + " rounds");
        TreeEnsemble trees = QuantileBoosting.train(rows.forTrees(), heldOut.rounds(), parameters(seed));
        Map<String, HeldOutMetrics> metrics = new TreeMap<>();
        HistoryEncodings encodings = encodings(works, trained, heldOut, metrics);
        ModelMetadata metadata = new ModelMetadata(
                name,
                version,
                HistoryFeatures.names(),
                HistoryFeatures.schemaHash(),
                Map.of(),
                provenance,
                licence,
                metrics);
        return written(trees, metadata, encodings);
    }

    private TrainedModel written(TreeEnsemble trees, ModelMetadata metadata, HistoryEncodings encodings) {
        Map<String, String> properties = new HashMap<>(metadata.toProperties());
        properties.put(HistoryModel.ENCODINGS, HistoryModel.toJson(encodings));
        int features = HistoryFeatures.names().size();
        byte[] onnx = OnnxWriter.write(trees, features, new TreeMap<>(properties));
        double difference = OnnxParity.largestDifference(trees, onnx, features, seed);
        if (!(difference <= OnnxParity.TOLERANCE)) {
            throw new IllegalStateException("ONNX Runtime differs from the trees by " + difference
                    + " but may by at most " + OnnxParity.TOLERANCE + "; the model was not written.");
        }
        return new TrainedModel(onnx, metadata, difference);
    }

    private static HistoryEncodings encodings(
            List<WorkTraining> works,
            List<MachineTraining> machines,
            HeldOutTrees heldOut,
            Map<String, HeldOutMetrics> metrics) {
        List<WorkEncoding> encodings = new ArrayList<>();
        int view = 0;
        for (WorkTraining work : works) {
            List<ViewEncoding> views = new ArrayList<>();
            for (ViewTraining trained : work.views()) {
                CalibratedView calibrated = CalibratedView.of(
                        heldOut, view++, work.encoding().categories().size());
                views.add(calibrated.apply(trained.encoding()));
                metrics.put(work.table().work() + " " + trained.encoding().name(), calibrated.metrics());
            }
            WorkEncoding encoding = work.encoding();
            encodings.add(new WorkEncoding(
                    encoding.name(),
                    encoding.pixels(),
                    encoding.inputs(),
                    encoding.categories(),
                    encoding.options(),
                    encoding.settings(),
                    views));
        }
        List<MachineEncoding> ofMachines = new ArrayList<>();
        for (MachineTraining machine : machines) {
            CalibratedView calibrated = CalibratedView.of(heldOut, view, 1);
            ofMachines.add(calibrated.apply(machine.encoding()));
            metrics.put("machines", calibrated.metrics());
        }
        return new HistoryEncodings(encodings, ofMachines);
    }

    /** What XGBoost is told. Few, small leaves: what is left is mostly chance that is common to a source's jobs. */
    static Map<String, Object> parameters(long seed) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "reg:quantileerror");
        parameters.put("quantile_alpha", "[0.1, 0.5, 0.9]");
        parameters.put("base_score", 0);
        parameters.put("tree_method", "hist");
        parameters.put("grow_policy", "lossguide");
        parameters.put("max_depth", 0);
        parameters.put("max_leaves", 12);
        parameters.put("min_child_weight", 400);
        parameters.put("eta", 0.08);
        parameters.put("subsample", 0.7);
        parameters.put("colsample_bytree", 0.7);
        parameters.put(
                "monotone_constraints",
                Arrays.stream(HistoryFeatures.directions())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",", "(", ")")));
        parameters.put("seed", seed);
        parameters.put("nthread", 1);
        parameters.put("verbosity", 0);
        return parameters;
    }
}
