package io.reelbudget.trainer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reelbudget.estimator.OnnxPlatform;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Compares a written model, as ONNX Runtime runs it, with the trees it was written from: on rows around all thresholds,
 * at each of them, one 32-bit step to either side and with the feature missing, where a wrong comparison or a wrong
 * direction for missing values shows.
 */
final class OnnxParity {

    /** 32-bit sums of some hundred leaves in another order differ by less. */
    static final double TOLERANCE = 1e-4;

    private static final int BATCH = 4096;
    private static final double MISSING_SHARE = 0.15;

    private OnnxParity() {}

    /** Returns the largest difference, over rows made of every threshold and as many random rows. */
    static double largestDifference(TreeEnsemble trees, byte[] onnx, int features, long seed) {
        List<float[]> rows = rows(trees, features, new SplittableRandom(seed));
        double largest = 0;
        OnnxPlatform.objection().ifPresent(objection -> {
            throw new IllegalStateException(objection + ".");
        });
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(onnx, options)) {
                for (int from = 0; from < rows.size(); from += BATCH) {
                    List<float[]> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
                    largest = Math.max(largest, largestDifference(trees, run(environment, session, batch), batch));
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not run the model: " + e.getMessage() + ".", e);
        }
        return largest;
    }

    private static double largestDifference(TreeEnsemble trees, float[][] outputs, List<float[]> rows) {
        double largest = 0;
        for (int i = 0; i < outputs.length; i++) {
            float[] expected = trees.predict(rows.get(i));
            for (int j = 0; j < expected.length; j++) {
                largest = Math.max(largest, Math.abs(outputs[i][j] - expected[j]));
            }
        }
        return largest;
    }

    private static float[][] run(OrtEnvironment environment, OrtSession session, List<float[]> rows)
            throws OrtException {
        int columns = rows.get(0).length;
        FloatBuffer values = FloatBuffer.allocate(rows.size() * columns);
        rows.forEach(values::put);
        values.flip();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, values, new long[] {rows.size(), columns});
                OrtSession.Result result = session.run(Map.of("features", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    private static List<float[]> rows(TreeEnsemble trees, int features, SplittableRandom random) {
        List<List<Float>> thresholds = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            thresholds.add(new ArrayList<>(List.of(0f)));
        }
        for (RegressionTree tree : trees.trees()) {
            for (int node = 0; node < tree.nodes(); node++) {
                if (tree.feature()[node] != RegressionTree.LEAF) {
                    thresholds.get(tree.feature()[node]).add(tree.value()[node]);
                }
            }
        }
        List<float[]> rows = new ArrayList<>();
        for (int feature = 0; feature < features; feature++) {
            for (float threshold : thresholds.get(feature)) {
                for (float value :
                        new float[] {Math.nextDown(threshold), threshold, Math.nextUp(threshold), Float.NaN}) {
                    float[] row = anywhere(thresholds, random);
                    row[feature] = value;
                    rows.add(row);
                }
                rows.add(anywhere(thresholds, random));
            }
        }
        return rows;
    }

    private static float[] anywhere(List<List<Float>> thresholds, SplittableRandom random) {
        float[] row = new float[thresholds.size()];
        for (int i = 0; i < row.length; i++) {
            List<Float> known = thresholds.get(i);
            float near = known.get(random.nextInt(known.size()));
            row[i] = random.nextDouble() < MISSING_SHARE
                    ? Float.NaN
                    : (float) (near * (0.5 + random.nextDouble()) + random.nextDouble() - 0.5);
        }
        return row;
    }
}
