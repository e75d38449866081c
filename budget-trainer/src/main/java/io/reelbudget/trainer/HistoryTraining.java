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
    public static final String RECIPE = "history-1";

    private static final int FOLDS = 5;
    private static final int MAX_ROUNDS = 120;
    private static final double COVERAGE = 0.9;

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
                Calibrated calibrated = Calibrated.of(heldOut, view++);
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
            Calibrated calibrated = Calibrated.of(heldOut, view);
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

    /**
     * What trees say of groups that they had not seen.
     *
     * @param predicted by row: P10, P50 and P90 of the logarithm of cost, in rising order
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record HeldOutTrees(List<HistoryRows.Row> rows, double[][] predicted, int rounds) {

        static HeldOutTrees of(HistoryRows all, Consumer<String> progress) {
            List<HistoryRows.Row> rows = all.rows();
            TreeEnsemble[] ensembles = new TreeEnsemble[FOLDS];
            int[] best = new int[FOLDS];
            for (int fold = 0; fold < FOLDS; fold++) {
                int heldOut = fold;
                HistoryRows seen = all.with(row -> fold(row) != heldOut);
                HistoryRows unseen = all.with(row -> fold(row) == heldOut);
                ensembles[fold] = QuantileBoosting.train(seen.forTrees(), MAX_ROUNDS, parameters(fold));
                best[fold] = PinballLoss.bestRound(ensembles[fold], unseen.forTrees());
                progress.accept("fold " + (fold + 1) + " of " + FOLDS + ": "
                        + seen.rows().size() + " rows, best after " + best[fold] + " rounds on "
                        + unseen.rows().size() + " of other sources");
            }
            Arrays.sort(best);
            int rounds = best[FOLDS / 2];
            double[][] predicted = new double[rows.size()][];
            TreeEnsemble[] stopped = new TreeEnsemble[FOLDS];
            Arrays.setAll(stopped, fold -> ensembles[fold].afterRounds(rounds));
            for (int i = 0; i < predicted.length; i++) {
                float[] ratios = stopped[fold(rows.get(i))].predict(rows.get(i).features());
                Arrays.sort(ratios);
                double smoothed = rows.get(i).smoothed();
                predicted[i] = new double[] {smoothed + ratios[0], smoothed + ratios[1], smoothed + ratios[2]};
            }
            return new HeldOutTrees(rows, predicted, rounds);
        }

        private static int fold(HistoryRows.Row row) {
            return Math.floorMod(row.group().hashCode() * 0x9E3779B9 >> 8, FOLDS);
        }
    }

    /** What held-out rows of a view say of its quantiles and total. */
    private record Calibrated(double smear, double p10Offset, double p90Offset, HeldOutMetrics metrics) {

        static Calibrated of(HeldOutTrees heldOut, int view) {
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < heldOut.rows().size(); i++) {
                if (heldOut.rows().get(i).view() == view) {
                    rows.add(i);
                }
            }
            double[] above = new double[rows.size()];
            double[] below = new double[rows.size()];
            double[] errors = new double[rows.size()];
            double actual = 0;
            double expected = 0;
            int raw = 0;
            for (int i = 0; i < above.length; i++) {
                double[] quantiles = heldOut.predicted()[rows.get(i)];
                double log = heldOut.rows().get(rows.get(i)).actual();
                below[i] = log - quantiles[0];
                above[i] = log - quantiles[2];
                errors[i] = Math.abs(Math.exp(quantiles[1] - log) - 1);
                actual += Math.exp(log);
                expected += Math.exp(quantiles[1]);
                raw += log <= quantiles[2] ? 1 : 0;
            }
            Arrays.sort(above);
            Arrays.sort(below);
            Arrays.sort(errors);
            int n = above.length;
            double offset = above[Math.min(n - 1, (int) Math.ceil((n + 1) * COVERAGE) - 1)];
            HeldOutMetrics metrics = new HeldOutMetrics(
                    n,
                    errors[n / 2],
                    Arrays.stream(errors).average().orElse(0),
                    expected / actual - 1,
                    Arrays.stream(above).filter(excess -> excess <= offset).count() / (double) n,
                    raw / (double) n);
            return new Calibrated(actual / expected, below[(int) ((1 - COVERAGE) * n)], offset, metrics);
        }

        ViewEncoding apply(ViewEncoding view) {
            return new ViewEncoding(
                    view.name(),
                    view.columns(),
                    view.center(),
                    view.spread(),
                    view.low(),
                    view.high(),
                    view.kernels(),
                    smear,
                    p10Offset,
                    p90Offset);
        }

        MachineEncoding apply(MachineEncoding machines) {
            return new MachineEncoding(
                    machines.machines(),
                    machines.center(),
                    machines.spread(),
                    machines.inverseLengths(),
                    machines.architectureDistance(),
                    machines.amplitude(),
                    machines.slopes(),
                    machines.architectureVariance(),
                    machines.noise(),
                    p10Offset,
                    p90Offset);
        }
    }
}
