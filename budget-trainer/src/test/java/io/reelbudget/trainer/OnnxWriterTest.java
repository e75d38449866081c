package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reelbudget.trainer.Trees.Missing;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ONNX writer")
class OnnxWriterTest {

    private static final long SEED = Long.getLong("seed", 20261122L);
    private static final int FEATURES = 6;

    @Test
    void writes_trees_that_onnx_runtime_walks_alike_at_every_threshold_and_one_step_beside() {
        TreeEnsemble trees = Trees.random(90, FEATURES, new SplittableRandom(SEED));

        byte[] onnx = OnnxWriter.write(trees, FEATURES, Map.of());

        assertThat(OnnxParity.largestDifference(trees, onnx, FEATURES, SEED))
                .as("seed %d", SEED)
                .isLessThanOrEqualTo(OnnxParity.TOLERANCE);
    }

    /** The check must find what it is for: thresholds that are off by one step, missing values sent the wrong way. */
    @Test
    void would_be_caught_by_its_check_with_a_threshold_one_step_off() {
        TreeEnsemble right = ensemble(Trees.stump(0, 0, 0.1f, 1, 2, Missing.COUNTS_AS_LESS));
        TreeEnsemble off = ensemble(Trees.stump(0, 0, Math.nextUp(0.1f), 1, 2, Missing.COUNTS_AS_LESS));

        assertThat(difference(right, off)).isEqualTo(1);
        assertThat(difference(right, right)).isZero();
    }

    @Test
    void would_be_caught_by_its_check_with_missing_values_sent_the_wrong_way() {
        TreeEnsemble right = ensemble(Trees.stump(1, 2, -0.1f, 1, 2, Missing.COUNTS_AS_LESS));
        TreeEnsemble wrong = ensemble(Trees.stump(1, 2, -0.1f, 1, 2, Missing.COUNTS_AS_NOT));

        assertThat(difference(right, wrong)).isEqualTo(1);
    }

    @Test
    void writes_the_same_bytes_for_the_same_trees() {
        byte[] first =
                OnnxWriter.write(Trees.random(9, FEATURES, new SplittableRandom(SEED)), FEATURES, Map.of("a", "b"));
        byte[] second =
                OnnxWriter.write(Trees.random(9, FEATURES, new SplittableRandom(SEED)), FEATURES, Map.of("a", "b"));

        assertThat(first).isEqualTo(second);
    }

    /**
     * The single-target sum of ONNX Runtime's own unit tests (treeregressor_test.cc, MIT licence): three trees of one
     * split by {@code <=}, which is {@code <} of the next number up.
     */
    @Test
    void gives_the_sums_that_onnx_runtime_publishes() throws OrtException {
        TreeEnsemble published = new TreeEnsemble(
                new float[1],
                List.of(
                        Trees.stump(0, 0, Math.nextUp(1f), 33.33333f, 16.66666f, Missing.COUNTS_AS_NOT),
                        Trees.stump(0, 0, Math.nextUp(0.5f), 33.33333f, -3.33333f, Missing.COUNTS_AS_NOT),
                        Trees.stump(0, 1, Math.nextUp(0.5f), 16.66666f, -3.333333f, Missing.COUNTS_AS_NOT)));
        float[][] rows = {{0, 1}, {1, 1}, {2, 0}};

        float[][] sums = run(OnnxWriter.write(published, 2, Map.of()), rows);

        assertThat(sums[0][0]).isEqualTo(63.3333f, within(1e-4f));
        assertThat(sums[1][0]).isEqualTo(26.6667f, within(1e-4f));
        assertThat(sums[2][0]).isEqualTo(30.0f, within(1e-4f));
        assertThat(published.predict(rows[0])[0]).isEqualTo(63.3333f, within(1e-4f));
    }

    private static double difference(TreeEnsemble trees, TreeEnsemble written) {
        return OnnxParity.largestDifference(trees, OnnxWriter.write(written, FEATURES, Map.of()), FEATURES, SEED);
    }

    private static TreeEnsemble ensemble(RegressionTree tree) {
        return new TreeEnsemble(new float[3], List.of(tree));
    }

    private static float[][] run(byte[] onnx, float[][] rows) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("features", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
