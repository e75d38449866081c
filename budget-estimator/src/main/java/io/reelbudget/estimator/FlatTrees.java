package io.reelbudget.estimator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A screened model's trees in flat arrays, walked in Java.
 *
 * <p>Comparisons, missing values and the order of 32-bit sums are those of ONNX Runtime, whose answers the trainer
 * compares before it writes a model; a row takes no native call and no allocation but its result.
 *
 * <p>This class is immutable and thread-safe.
 */
final class FlatTrees {

    private static final int LEAF = -1;

    private final int[] roots;
    private final int[] feature;
    private final float[] threshold;
    private final int[] whenLess;
    private final int[] whenNot;
    private final boolean[] missingIsLess;
    private final int[] target;
    private final float[] base;

    private FlatTrees(int nodes, int trees, float[] base) {
        roots = new int[trees];
        feature = new int[nodes];
        threshold = new float[nodes];
        whenLess = new int[nodes];
        whenNot = new int[nodes];
        missingIsLess = new boolean[nodes];
        target = new int[nodes];
        this.base = base;
    }

    /** Returns the trees of a model's node, which must have passed {@link TreeEnsembleCheck}. */
    static FlatTrees of(List<OnnxMessage> attributes) {
        long[] treeIds = numbers(attributes, "nodes_treeids", 8);
        long[] baseBits = numbers(attributes, "base_values", 7);
        float[] base = new float[TreeEnsembleCheck.TARGETS];
        for (int i = 0; i < baseBits.length; i++) {
            base[i] = Float.intBitsToFloat((int) baseBits[i]);
        }
        int trees = 0;
        for (int i = 0; i < treeIds.length; i++) {
            trees += i == 0 || treeIds[i] != treeIds[i - 1] ? 1 : 0;
        }
        FlatTrees flat = new FlatTrees(treeIds.length, trees, base);
        flat.readNodes(attributes, treeIds);
        flat.readLeaves(attributes, treeIds);
        return flat;
    }

    private void readNodes(List<OnnxMessage> attributes, long[] treeIds) {
        long[] features = numbers(attributes, "nodes_featureids", 8);
        long[] values = numbers(attributes, "nodes_values", 7);
        long[] less = numbers(attributes, "nodes_truenodeids", 8);
        long[] not = numbers(attributes, "nodes_falsenodeids", 8);
        long[] missing = numbers(attributes, "nodes_missing_value_tracks_true", 8);
        List<String> modes = attribute(attributes, "nodes_modes").texts(9);
        int root = 0;
        int tree = 0;
        for (int i = 0; i < treeIds.length; i++) {
            if (i == 0 || treeIds[i] != treeIds[i - 1]) {
                root = i;
                roots[tree++] = i;
            }
            boolean leaf = modes.get(i).equals("LEAF");
            float value = Float.intBitsToFloat((int) values[i]);
            feature[i] = leaf ? LEAF : (int) features[i];
            // x <= t is x < the next 32-bit number after t.
            threshold[i] = leaf ? 0 : modes.get(i).equals("BRANCH_LEQ") ? Math.nextUp(value) : value;
            whenLess[i] = root + (int) less[i];
            whenNot[i] = root + (int) not[i];
            missingIsLess[i] = missing[i] == 1;
        }
    }

    private void readLeaves(List<OnnxMessage> attributes, long[] treeIds) {
        long[] trees = numbers(attributes, "target_treeids", 8);
        long[] nodes = numbers(attributes, "target_nodeids", 8);
        long[] targets = numbers(attributes, "target_ids", 8);
        long[] weights = numbers(attributes, "target_weights", 7);
        Map<Long, Integer> rootOf = new HashMap<>();
        for (int root : roots) {
            rootOf.put(treeIds[root], root);
        }
        boolean[] seen = new boolean[feature.length];
        for (int i = 0; i < trees.length; i++) {
            int node = rootOf.getOrDefault(trees[i], 0) + (int) nodes[i];
            if (seen[node]) {
                throw new ModelException("The model's trees have a leaf with two values but must have one; train it"
                        + " with budget-trainer.");
            }
            seen[node] = true;
            target[node] = (int) targets[i];
            threshold[node] = Float.intBitsToFloat((int) weights[i]);
        }
    }

    /** Adds up the leaves of a row of features into three sums. */
    float[] run(float[] row) {
        float[] sums = new float[base.length];
        for (int root : roots) {
            int node = root;
            int asked = feature[node];
            while (asked != LEAF) {
                float x = row[asked];
                boolean less = x < threshold[node] || (missingIsLess[node] && Float.isNaN(x));
                node = less ? whenLess[node] : whenNot[node];
                asked = feature[node];
            }
            sums[target[node]] += threshold[node];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += base[i];
        }
        return sums;
    }

    private static long[] numbers(List<OnnxMessage> attributes, String name, int field) {
        for (OnnxMessage attribute : attributes) {
            if (attribute.text(1).equals(name)) {
                return attribute.numbers(field);
            }
        }
        return new long[0];
    }

    private static OnnxMessage attribute(List<OnnxMessage> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.text(1).equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("The model's trees have no attribute '" + name + "'."));
    }
}
