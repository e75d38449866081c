package io.reelbudget.trainer;

import io.reelbudget.estimator.JobFeatures;
import java.util.List;

/**
 * Makes trees rise with the size and the rate of the pictures, whatever else a job is: XGBoost heeds that in its
 * splits, but the leaves of the quantile loss, set afterwards, may step back. Leaves on the lower side of such a split
 * are held at or below a bound, those on the upper side at or above it, as XGBoost bounds its own.
 */
final class PixelOrder {

    private static final List<Integer> RISING = List.of(
            JobFeatures.names().indexOf("target_pixels"), JobFeatures.names().indexOf("target_fps"));

    private final RegressionTree tree;
    private final float[] values;

    private PixelOrder(RegressionTree tree) {
        this.tree = tree;
        this.values = tree.value().clone();
    }

    /** Returns the trees with leaves moved as little as bounds between neighbours ask. */
    static TreeEnsemble enforce(TreeEnsemble trees) {
        return new TreeEnsemble(
                trees.base(), trees.trees().stream().map(PixelOrder::enforce).toList());
    }

    private static RegressionTree enforce(RegressionTree tree) {
        PixelOrder order = new PixelOrder(tree);
        order.bound(0, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
        return new RegressionTree(
                tree.output(), tree.feature(), order.values, tree.whenLess(), tree.whenNot(), tree.missingIsLess());
    }

    private void bound(int node, float low, float high) {
        if (tree.feature()[node] == RegressionTree.LEAF) {
            values[node] = Math.max(low, Math.min(high, values[node]));
            return;
        }
        int less = tree.whenLess()[node];
        int not = tree.whenNot()[node];
        if (!RISING.contains(tree.feature()[node])) {
            bound(less, low, high);
            bound(not, low, high);
            return;
        }
        float highest = Math.max(low, Math.min(high, highest(less)));
        float lowest = Math.max(low, Math.min(high, lowest(not)));
        if (highest <= lowest) {
            bound(less, low, highest);
            bound(not, lowest, high);
            return;
        }
        float between = (highest + lowest) / 2;
        bound(less, low, between);
        bound(not, between, high);
    }

    private float highest(int node) {
        return tree.feature()[node] == RegressionTree.LEAF
                ? values[node]
                : Math.max(highest(tree.whenLess()[node]), highest(tree.whenNot()[node]));
    }

    private float lowest(int node) {
        return tree.feature()[node] == RegressionTree.LEAF
                ? values[node]
                : Math.min(lowest(tree.whenLess()[node]), lowest(tree.whenNot()[node]));
    }
}
