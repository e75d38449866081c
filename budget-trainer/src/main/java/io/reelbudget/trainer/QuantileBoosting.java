package io.reelbudget.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosts regression trees for P10, P50 and P90 with XGBoost: pinball loss, histogram method, leaf-wise growth.
 *
 * <p>Same rows, settings and seed give the same trees: the number of threads is fixed at one, which on small shared
 * machines is also faster than several.
 */
final class QuantileBoosting {

    /** How many outputs the trees have. */
    static final int OUTPUTS = 3;

    private QuantileBoosting() {}

    /** Trains for exactly so many rounds. */
    static TreeEnsemble train(TrainingRows rows, int rounds, BoostingSettings settings) {
        return train(rows, rounds, settings.parameters());
    }

    /** Trains for exactly so many rounds, with XGBoost's own parameters. */
    static TreeEnsemble train(TrainingRows rows, int rounds, Map<String, Object> parameters) {
        try (Matrices matrices = new Matrices()) {
            Booster booster = XGBoost.train(matrices.of(rows), parameters, rounds, Map.of(), null, null);
            try {
                return XgboostModel.parse(booster.toByteArray("json"), OUTPUTS);
            } finally {
                booster.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not train: " + e.getMessage() + ".", e);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "XGBoost's native library cannot be loaded (" + rootOf(e) + "); it needs Linux, macOS or Windows on"
                            + " x86-64 or ARM, and on Linux the package libgomp1 (apt-get install libgomp1).",
                    e);
        }
    }

    /** Trains, and stops the trees early: after the round with the least loss on rows of other videos. */
    static TreeEnsemble trainUntilBest(TrainingRows rows, TrainingRows others, BoostingSettings settings) {
        TreeEnsemble trees = train(rows, settings.maxRounds(), settings);
        return trees.afterRounds(PinballLoss.bestRound(trees, others));
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Frees the native memory of matrices. */
    private static final class Matrices implements AutoCloseable {
        private final List<DMatrix> open = new ArrayList<>();

        DMatrix of(TrainingRows rows) throws XGBoostError {
            DMatrix matrix = new DMatrix(rows.flat(), rows.size(), rows.columns(), Float.NaN);
            open.add(matrix);
            matrix.setLabel(rows.labels());
            matrix.setWeight(rows.weights());
            return matrix;
        }

        @Override
        public void close() {
            open.forEach(DMatrix::dispose);
        }
    }
}
