package io.reelbudget.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Trees that tests need: random ones of any shape, and those that ONNX Runtime's own tests publish. */
final class Trees {

    private Trees() {}

    /** Returns an ensemble of three outputs with thresholds of either sign and missing values going either way. */
    static TreeEnsemble random(int trees, int features, RandomGenerator random) {
        List<RegressionTree> list = new ArrayList<>();
        for (int i = 0; i < trees; i++) {
            list.add(tree(i % 3, 5 + random.nextInt(12), features, random));
        }
        return new TreeEnsemble(new float[] {0.5f, -0.25f, 1}, list);
    }

    private static RegressionTree tree(int output, int splits, int features, RandomGenerator random) {
        int nodes = 2 * splits + 1;
        int[] feature = new int[nodes];
        float[] value = new float[nodes];
        int[] whenLess = new int[nodes];
        int[] whenNot = new int[nodes];
        boolean[] missingIsLess = new boolean[nodes];
        List<Integer> leaves = new ArrayList<>(List.of(0));
        int next = 1;
        for (int split = 0; split < splits; split++) {
            int node = leaves.remove(random.nextInt(leaves.size()));
            feature[node] = random.nextInt(features);
            value[node] = (float) random.nextGaussian() * 3;
            missingIsLess[node] = random.nextBoolean();
            whenLess[node] = next;
            whenNot[node] = next + 1;
            leaves.add(next++);
            leaves.add(next++);
        }
        for (int leaf : leaves) {
            feature[leaf] = RegressionTree.LEAF;
            value[leaf] = (float) random.nextGaussian();
        }
        return new RegressionTree(output, feature, value, whenLess, whenNot, missingIsLess);
    }

    /** Returns a tree of one split, which sends what is missing as told. */
    static RegressionTree stump(int output, int feature, float threshold, float less, float not, Missing missing) {
        return new RegressionTree(
                output,
                new int[] {feature, RegressionTree.LEAF, RegressionTree.LEAF},
                new float[] {threshold, less, not},
                new int[] {1, 0, 0},
                new int[] {2, 0, 0},
                new boolean[] {missing == Missing.COUNTS_AS_LESS, false, false});
    }

    enum Missing {
        COUNTS_AS_LESS,
        COUNTS_AS_NOT
    }
}
