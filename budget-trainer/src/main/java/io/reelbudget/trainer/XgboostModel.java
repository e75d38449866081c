package io.reelbudget.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the trees out of XGBoost's JSON model, whose thresholds and leaves are exact 32-bit numbers. */
final class XgboostModel {

    private XgboostModel() {}

    static TreeEnsemble parse(byte[] json, int outputs) {
        JsonNode learner = JsonMapper.shared().readTree(json).required("learner");
        JsonNode model = learner.required("gradient_booster").required("model");
        float[] base = base(
                learner.required("learner_model_param").required("base_score").asString(), outputs);
        JsonNode outputOfTree = model.required("tree_info");
        JsonNode list = model.required("trees");
        List<RegressionTree> trees = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            trees.add(tree(list.required(i), outputOfTree.required(i).asInt()));
        }
        return new TreeEnsemble(base, trees);
    }

    /** One number, or a list of one or of as many as outputs. */
    private static float[] base(String text, int outputs) {
        String[] parts = text.replace("[", "").replace("]", "").split(",", -1);
        if (parts.length != 1 && parts.length != outputs) {
            throw new IllegalStateException("XGBoost's base_score was '" + text + "' but must be 1 or " + outputs
                    + " numbers; this release of XGBoost is not known.");
        }
        float[] base = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            base[i] = Float.parseFloat(parts[parts.length == 1 ? 0 : i]);
        }
        return base;
    }

    private static RegressionTree tree(JsonNode tree, int output) {
        if (Arrays.stream(ints(tree, "split_type")).anyMatch(type -> type != 0)) {
            throw new IllegalStateException("XGBoost made a categorical split but all features are numbers.");
        }
        int[] whenLess = ints(tree, "left_children");
        int[] feature = ints(tree, "split_indices");
        int[] missing = ints(tree, "default_left");
        boolean[] missingIsLess = new boolean[missing.length];
        for (int i = 0; i < feature.length; i++) {
            missingIsLess[i] = missing[i] == 1;
            if (whenLess[i] < 0) {
                feature[i] = RegressionTree.LEAF;
            }
        }
        return new RegressionTree(
                output,
                feature,
                floats(tree, "split_conditions"),
                whenLess,
                ints(tree, "right_children"),
                missingIsLess);
    }

    private static int[] ints(JsonNode tree, String name) {
        JsonNode list = tree.required(name);
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.required(i).asInt();
        }
        return values;
    }

    private static float[] floats(JsonNode tree, String name) {
        JsonNode list = tree.required(name);
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.required(i).asDouble();
        }
        return values;
    }
}
