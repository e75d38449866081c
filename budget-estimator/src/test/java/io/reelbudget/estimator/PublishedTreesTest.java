package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The figures of ONNX Runtime's own tests of TreeEnsembleRegressor ({@code treeregressor_test.cc}, MIT licence), walked
 * in Java and by ONNX Runtime. A model here has three targets and a leaf one value, so a tree of theirs with two values
 * a leaf becomes two trees.
 */
@DisplayName("The arrays that ONNX Runtime publishes for TreeEnsembleRegressor")
class PublishedTreesTest {

    private static final Offset<Float> TOLERANCE = within(1e-4f);

    @Test
    void give_the_published_sums_for_a_single_target() {
        SmallModel model = new SmallModel()
                .withInts("nodes_featureids", 0, 0, 0, 0, 0, 0, 1, 0, 0)
                .withReals("nodes_values", 1, 0, 0, 0.5f, 0, 0, 0.5f, 0, 0)
                .withModes("BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF")
                .withInts("target_ids", 0, 0, 0, 0, 0, 0)
                .withLeaves(33.33333f, 16.66666f, 33.33333f, -3.33333f, 16.66666f, -3.333333f);
        float[][] rows = {{0, 1}, {1, 1}, {2, 0}};
        float[] published = {63.333332f, 26.666666f, 30};

        for (Answers answers : Answers.of(model, rows)) {
            for (int i = 0; i < rows.length; i++) {
                assertThat(answers.rows().get(i)[0])
                        .as("%s, row %d", answers.by(), i)
                        .isEqualTo(published[i], TOLERANCE);
                assertThat(answers.rows().get(i)[1]).isZero();
            }
        }
    }

    @Test
    void give_thrice_the_published_averages_for_two_targets() {
        float[][] rows = {
            {1, 0, 0.4f},
            {3, 44, -3},
            {12, 12.9f, -312},
            {23, 11.3f, -222},
            {23, 11.3f, -222},
            {23, 3311.3f, -222},
            {23, 11.3f, -222},
            {43, 413.3f, -114}
        };
        float[][] averages = {{1.3333334f, 29}, {3, 14}, {2, 23}, {2, 23}, {2, 23}, {2.6666667f, 17}, {2, 23}, {3, 14}};

        for (Answers answers : Answers.of(twoTargets(), rows)) {
            for (int i = 0; i < rows.length; i++) {
                for (int target = 0; target < 2; target++) {
                    assertThat(answers.rows().get(i)[target] / 3)
                            .as("%s, row %d, target %d", answers.by(), i, target)
                            .isEqualTo(averages[i][target], TOLERANCE);
                }
            }
        }
    }

    @Test
    void are_refused_where_they_aggregate_otherwise() {
        for (String other : List.of("AVERAGE", "MIN", "MAX")) {
            SmallModel model = new SmallModel()
                    .withAttribute("aggregate_function", Wire.all(Wire.text(4, other), Wire.number(20, 3)));

            assertThatThrownBy(() -> ModelScreening.propertiesOf(model.bytes()))
                    .as(other)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("must be added up (aggregate_function = SUM)");
        }
    }

    /** The published trees once for each of the two targets. */
    private static SmallModel twoTargets() {
        long[][] less = {{1, 2, 0, 0, 0}, {1, 0, 3, 0, 0}, {1, 0, 0}};
        long[][] not = {{4, 3, 0, 0, 0}, {2, 0, 4, 0, 0}, {2, 0, 0}};
        long[][] features = {{2, 1, 0, 0, 0}, {0, 0, 2, 0, 0}, {1, 0, 0}};
        float[][] thresholds = {{10.5f, 13.1f, 0, 0, 0}, {1.5f, 0, -213, 0, 0}, {13.1f, 0, 0}};
        float[][][] weights = {
            {{0, 0, 2, 3, 0}, {0, 0, 23, 14, 41}},
            {{0, 0, 0, 2, 3}, {0, 41, 0, 23, 14}},
            {{0, 2, 3}, {0, 23, 14}}
        };
        TreeAttributes all = new TreeAttributes();
        for (int target = 0; target < 2; target++) {
            for (int tree = 0; tree < less.length; tree++) {
                all.add(less[tree], not[tree], features[tree], thresholds[tree], weights[tree][target], target);
            }
        }
        return all.model();
    }

    /** What both walkers answer. */
    private record Answers(String by, List<float[]> rows) {
        static List<Answers> of(SmallModel model, float[][] inputs) {
            byte[] bytes = model.bytes();
            int columns = JobFeatures.names().size();
            List<float[]> rows = Arrays.stream(inputs)
                    .map(row -> Arrays.copyOf(row, columns))
                    .toList();
            FlatTrees trees = FlatTrees.of(ModelScreening.screen(bytes, columns).trees());
            List<float[]> walked = rows.stream().map(trees::run).toList();
            try (OnnxTrees onnx = OnnxTrees.load(bytes)) {
                return List.of(new Answers("in Java", walked), new Answers("by ONNX Runtime", List.of(onnx.run(rows))));
            }
        }
    }
}
