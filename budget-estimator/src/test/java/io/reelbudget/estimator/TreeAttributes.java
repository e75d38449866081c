package io.reelbudget.estimator;

import java.util.ArrayList;
import java.util.List;

/** Any trees as the attributes of a model's node. */
final class TreeAttributes {

    private final List<Long> trees = new ArrayList<>();
    private final List<Long> nodes = new ArrayList<>();
    private final List<Long> less = new ArrayList<>();
    private final List<Long> not = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Long> missing = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Long> leafTargets = new ArrayList<>();
    private final List<Float> leafWeights = new ArrayList<>();
    private long count;

    /** Begins another tree. */
    void beginTree() {
        count++;
    }

    /** Adds a node that asks for a feature. */
    void addBranch(long node, String mode, long feature, float threshold, long whenLess, long whenNot, long isLess) {
        addNode(node, mode, feature, threshold, whenLess, whenNot, isLess);
    }

    /** Adds a node that ends a tree. */
    void addLeaf(long node, long target, float weight) {
        addNode(node, "LEAF", 0, 0, 0, 0, 0);
        leafTrees.add(count);
        leafNodes.add(node);
        leafTargets.add(target);
        leafWeights.add(weight);
    }

    private void addNode(long node, String mode, long feature, float value, long whenLess, long whenNot, long isLess) {
        trees.add(count);
        nodes.add(node);
        less.add(whenLess);
        not.add(whenNot);
        features.add(feature);
        missing.add(isLess);
        thresholds.add(value);
        modes.add(mode);
    }

    /** Adds a tree in arrays, one value for each node; a node without children is a leaf. */
    void add(long[] whenLess, long[] whenNot, long[] asked, float[] values, float[] weights, long target) {
        beginTree();
        for (int node = 0; node < asked.length; node++) {
            if (whenLess[node] == 0) {
                addLeaf(node, target, weights[node]);
            } else {
                addBranch(node, "BRANCH_LEQ", asked[node], values[node], whenLess[node], whenNot[node], 0);
            }
        }
    }

    SmallModel model() {
        return new SmallModel()
                .withInts("nodes_treeids", longs(trees))
                .withInts("nodes_nodeids", longs(nodes))
                .withInts("nodes_featureids", longs(features))
                .withReals("nodes_values", floats(thresholds))
                .withModes(modes.toArray(new String[0]))
                .withInts("nodes_truenodeids", longs(less))
                .withInts("nodes_falsenodeids", longs(not))
                .withInts("nodes_missing_value_tracks_true", longs(missing))
                .withInts("target_treeids", longs(leafTrees))
                .withInts("target_nodeids", longs(leafNodes))
                .withInts("target_ids", longs(leafTargets))
                .withReals("target_weights", floats(leafWeights));
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] floats(List<Float> values) {
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }
}
