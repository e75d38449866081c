package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.estimator.JobFeatures;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order by pixels")
class PixelOrderTest {

    private static final int PIXELS = JobFeatures.names().indexOf("target_pixels");
    private static final int RATE = JobFeatures.names().indexOf("target_fps");
    private static final int OTHER = JobFeatures.names().indexOf("target_crf");

    @Test
    void moves_leaves_that_step_back_to_the_middle_between_them() {
        TreeEnsemble steps = ensemble(new RegressionTree(
                0,
                new int[] {PIXELS, -1, -1},
                new float[] {100, 3, 1},
                new int[] {1, 0, 0},
                new int[] {2, 0, 0},
                new boolean[3]));

        TreeEnsemble ordered = PixelOrder.enforce(steps);

        assertThat(ordered.predict(row(50, 25, 30))[0]).isEqualTo(2);
        assertThat(ordered.predict(row(150, 25, 30))[0]).isEqualTo(2);
    }

    @Test
    void leaves_trees_alone_that_rise_already() {
        RegressionTree rising = new RegressionTree(
                0,
                new int[] {PIXELS, -1, -1},
                new float[] {100, 1, 3},
                new int[] {1, 0, 0},
                new int[] {2, 0, 0},
                new boolean[3]);

        assertThat(PixelOrder.enforce(ensemble(rising)).trees().get(0).value()).containsExactly(rising.value());
    }

    @Test
    void makes_any_tree_rise_with_pixels_and_frames() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeEnsemble ordered = PixelOrder.enforce(ensemble(tree(random)));
            for (int i = 0; i < 50; i++) {
                float pixels = random.nextInt(100);
                float rate = random.nextInt(100);
                float other = random.nextInt(100);
                float least = ordered.predict(row(pixels, rate, other))[0];
                float more = ordered.predict(row(pixels + random.nextInt(50), rate + random.nextInt(50), other))[0];
                assertThat(more).as("seed %d", seed).isGreaterThanOrEqualTo(least);
            }
        }
    }

    /** A full tree of four levels with splits and leaves at random. */
    private static RegressionTree tree(SplittableRandom random) {
        int inner = 15;
        int nodes = 31;
        int[] feature = new int[nodes];
        float[] value = new float[nodes];
        int[] less = new int[nodes];
        int[] not = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            boolean leaf = node >= inner;
            feature[node] =
                    leaf ? RegressionTree.LEAF : List.of(PIXELS, RATE, OTHER).get(random.nextInt(3));
            value[node] = leaf ? (float) random.nextGaussian() : random.nextInt(100);
            less[node] = leaf ? 0 : 2 * node + 1;
            not[node] = leaf ? 0 : 2 * node + 2;
        }
        return new RegressionTree(0, feature, value, less, not, new boolean[nodes]);
    }

    private static TreeEnsemble ensemble(RegressionTree tree) {
        return new TreeEnsemble(new float[] {0}, List.of(tree));
    }

    private static float[] row(float pixels, float rate, float other) {
        float[] row = new float[JobFeatures.names().size()];
        row[PIXELS] = pixels;
        row[RATE] = rate;
        row[OTHER] = other;
        return row;
    }
}
