package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

@DisplayName("Trees walked in Java")
class FlatTreesTest {

    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final int TREES = 60;
    private static final int DEPTH = 4;
    private static final int COLUMNS = JobFeatures.names().size();

    private final List<Float> thresholds = new ArrayList<>();

    /** Random trees of both comparisons and both directions of missing values, with base values. */
    @RepeatedTest(5)
    void answer_bit_by_bit_what_onnx_runtime_answers(RepetitionInfo repetition) {
        long seed = SEED + repetition.getCurrentRepetition();
        RandomGenerator random = new SplittableRandom(seed);
        byte[] model = randomTrees(random)
                .model()
                .withReals("base_values", 0.25f, -1.5f, 3)
                .bytes();
        FlatTrees trees = FlatTrees.of(ModelScreening.screen(model, COLUMNS).trees());
        List<float[]> rows = rows(random);

        try (OnnxTrees onnx = OnnxTrees.load(model)) {
            float[][] expected = onnx.run(rows);
            for (int i = 0; i < expected.length; i++) {
                assertThat(trees.run(rows.get(i)))
                        .as("row %d, seed %d", i, seed)
                        .isEqualTo(expected[i]);
            }
        }
    }

    private TreeAttributes randomTrees(RandomGenerator random) {
        TreeAttributes all = new TreeAttributes();
        for (int tree = 0; tree < TREES; tree++) {
            all.beginTree();
            int nodes = (1 << (DEPTH + 1)) - 1;
            for (int node = 0; node < nodes; node++) {
                long child = 2L * node + 1;
                if (child < nodes) {
                    float threshold = (float) (100 * random.nextGaussian());
                    thresholds.add(threshold);
                    String mode = random.nextBoolean() ? "BRANCH_LT" : "BRANCH_LEQ";
                    all.addBranch(node, mode, random.nextInt(COLUMNS), threshold, child, child + 1, random.nextInt(2));
                } else {
                    all.addLeaf(node, tree % 3, (float) random.nextGaussian());
                }
            }
        }
        return all;
    }

    /** Rows at random, and at thresholds, one step to either side, missing, infinite and zero of either sign. */
    private List<float[]> rows(RandomGenerator random) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            float[] row = new float[COLUMNS];
            for (int column = 0; column < COLUMNS; column++) {
                row[column] = value(random);
            }
            rows.add(row);
        }
        return rows;
    }

    private float value(RandomGenerator random) {
        float threshold = thresholds.get(random.nextInt(thresholds.size()));
        return switch (random.nextInt(8)) {
            case 0 -> threshold;
            case 1 -> Math.nextUp(threshold);
            case 2 -> Math.nextDown(threshold);
            case 3 -> Float.NaN;
            case 4 -> random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            case 5 -> random.nextBoolean() ? 0f : -0f;
            default -> (float) (100 * random.nextGaussian());
        };
    }
}
