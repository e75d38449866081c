package io.reelbudget.trainer;

import io.reelbudget.estimator.JobFeatures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How trees are boosted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param maxRounds the most rounds of boosting, one tree an output and round
 * @param learningRate how much of each tree is believed, 0 to 1
 * @param maxLeaves the most leaves a tree has
 * @param minLeafWeight the least weight of rows in a leaf
 * @param seed of the choice of rows and features
 */
public record BoostingSettings(int maxRounds, double learningRate, int maxLeaves, double minLeafWeight, long seed) {

    /** Returns the settings that the bundled model is trained with. */
    public static BoostingSettings standard() {
        return new BoostingSettings(200, 0.06, 10, 60, 20261122L);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "reg:quantileerror");
        parameters.put("quantile_alpha", "[0.1, 0.5, 0.9]");
        parameters.put("base_score", 0);
        parameters.put("tree_method", "hist");
        parameters.put("grow_policy", "lossguide");
        parameters.put("max_depth", 0);
        parameters.put("max_leaves", maxLeaves);
        parameters.put("min_child_weight", minLeafWeight);
        parameters.put("eta", learningRate);
        parameters.put("subsample", 0.8);
        parameters.put("colsample_bytree", 0.8);
        parameters.put("monotone_constraints", directions());
        parameters.put("seed", seed);
        parameters.put("nthread", 1);
        parameters.put("verbosity", 0);
        return parameters;
    }

    private static String directions() {
        return Arrays.stream(JobFeatures.directions())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "(", ")"));
    }
}
