package io.reelbudget.estimator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses a {@code TreeEnsembleRegressor} whose arrays do not make up trees: of unequal length, with a child outside of
 * its tree or before its parent (a cycle would never end), a feature or target that does not exist, a number that is
 * not finite.
 */
final class TreeEnsembleCheck {

    /** How many values the trees give for each job: P10, P50 and P90. */
    static final int TARGETS = 3;

    private static final Set<String> PER_NODE = Set.of(
            "nodes_treeids",
            "nodes_nodeids",
            "nodes_featureids",
            "nodes_values",
            "nodes_modes",
            "nodes_truenodeids",
            "nodes_falsenodeids",
            "nodes_missing_value_tracks_true");
    private static final Set<String> PER_LEAF =
            Set.of("target_treeids", "target_nodeids", "target_ids", "target_weights");
    private static final Set<String> SINGLE =
            Set.of("n_targets", "base_values", "aggregate_function", "post_transform");

    private final Map<String, OnnxMessage> attributes = new HashMap<>();
    private final Map<List<Long>, Boolean> isLeaf = new HashMap<>();

    private final int featureCount;

    private TreeEnsembleCheck(List<OnnxMessage> list, int featureCount) {
        this.featureCount = featureCount;
        for (OnnxMessage attribute : list) {
            String name = attribute.text(1);
            require(
                    PER_NODE.contains(name) || PER_LEAF.contains(name) || SINGLE.contains(name),
                    "have the attribute '" + name + "', which is not one of a cost model");
            require(attributes.put(name, attribute) == null, "have the attribute '" + name + "' twice");
        }
    }

    static void require(List<OnnxMessage> attributes, int features) {
        TreeEnsembleCheck check = new TreeEnsembleCheck(attributes, features);
        check.requireOutput();
        check.requireNodes();
        check.requireLeaves();
    }

    private void requireOutput() {
        require(attribute("n_targets").number(3, 0) == TARGETS, "must have n_targets = " + TARGETS);
        require(text("aggregate_function", "SUM").equals("SUM"), "must be added up (aggregate_function = SUM)");
        require(text("post_transform", "NONE").equals("NONE"), "must have post_transform = NONE");
        long[] base =
                attributes.containsKey("base_values") ? attribute("base_values").numbers(7) : new long[TARGETS];
        require(base.length == TARGETS, "must have " + TARGETS + " base_values");
        requireFinite(base);
    }

    private void requireNodes() {
        long[] trees = ints("nodes_treeids");
        long[] nodes = ints("nodes_nodeids");
        long[] features = ints("nodes_featureids");
        long[] whenTrue = ints("nodes_truenodeids");
        long[] whenFalse = ints("nodes_falsenodeids");
        List<String> modes = attribute("nodes_modes").texts(9);
        long[] values = attribute("nodes_values").numbers(7);
        int count = trees.length;
        require(count > 0, "are none at all");
        for (int length : new int[] {
            nodes.length,
            features.length,
            whenTrue.length,
            whenFalse.length,
            modes.size(),
            values.length,
            ints("nodes_missing_value_tracks_true").length
        }) {
            require(length == count, "have arrays of " + length + " and of " + count + " nodes");
        }
        requireFinite(values);
        Map<Long, Long> sizes = sizesOfTrees(trees, nodes);
        for (int i = 0; i < count; i++) {
            boolean leaf = modes.get(i).equals("LEAF");
            isLeaf.put(List.of(trees[i], nodes[i]), leaf);
            if (!leaf) {
                require(isBranch(modes.get(i)), "have a node of mode '" + modes.get(i) + "'");
                long size = sizes.getOrDefault(trees[i], 0L);
                requireChild(nodes[i], whenTrue[i], size);
                requireChild(nodes[i], whenFalse[i], size);
                require(
                        features[i] >= 0 && features[i] < featureCount,
                        "ask for feature " + features[i] + " of " + featureCount);
            }
        }
    }

    /** Node ids must count up from zero within each tree, and a tree must be in one piece. */
    private static Map<Long, Long> sizesOfTrees(long[] trees, long[] nodes) {
        Map<Long, Long> sizes = new HashMap<>();
        for (int i = 0; i < trees.length; i++) {
            boolean first = i == 0 || trees[i] != trees[i - 1];
            require(!first || !sizes.containsKey(trees[i]), "have tree " + trees[i] + " in several pieces");
            require(nodes[i] == sizes.getOrDefault(trees[i], 0L), "have a node id " + nodes[i] + " out of turn");
            sizes.merge(trees[i], 1L, Long::sum);
        }
        return sizes;
    }

    private static void requireChild(long parent, long child, long size) {
        require(child > parent && child < size, "have a node " + parent + " of " + size + " with the child " + child);
    }

    private void requireLeaves() {
        long[] trees = ints("target_treeids");
        long[] nodes = ints("target_nodeids");
        long[] targets = ints("target_ids");
        long[] weights = attribute("target_weights").numbers(7);
        require(
                trees.length == nodes.length && trees.length == targets.length && trees.length == weights.length,
                "have arrays of leaves of unequal length");
        requireFinite(weights);
        for (int i = 0; i < trees.length; i++) {
            require(
                    Boolean.TRUE.equals(isLeaf.get(List.of(trees[i], nodes[i]))),
                    "give a value to node " + nodes[i] + " of tree " + trees[i] + ", which is no leaf");
            require(targets[i] >= 0 && targets[i] < TARGETS, "give a value to target " + targets[i]);
        }
    }

    private static boolean isBranch(String mode) {
        return mode.equals("BRANCH_LT") || mode.equals("BRANCH_LEQ");
    }

    private static void requireFinite(long[] floatBits) {
        require(
                Arrays.stream(floatBits).allMatch(bits -> Float.isFinite(Float.intBitsToFloat((int) bits))),
                "have a number that is not finite");
    }

    private long[] ints(String name) {
        return attribute(name).numbers(8);
    }

    private String text(String name, String absent) {
        return attributes.containsKey(name) ? attribute(name).text(4) : absent;
    }

    private OnnxMessage attribute(String name) {
        OnnxMessage attribute = attributes.get(name);
        if (attribute == null) {
            throw refusal("have no attribute '" + name + "'");
        }
        return attribute;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw refusal(otherwise);
        }
    }

    private static ModelException refusal(String what) {
        return new ModelException("The model's trees " + what + "; train it with budget-trainer.");
    }
}
