package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Kernel regression")
class KernelRegressionTest {

    private static final int ROWS = 90;

    private final Random random = new Random(3);
    private final double[][] inputs = new double[ROWS][];
    private final double[][] outputs = new double[ROWS][];
    private final int[] categories = new int[ROWS];
    private final List<String> groups = new ArrayList<>();

    KernelRegressionTest() {
        for (int i = 0; i < ROWS; i++) {
            inputs[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            categories[i] = i % 2;
            groups.add("film" + i / 3);
            outputs[i] = new double[] {law(i) + 0.05 * random.nextGaussian(), random.nextGaussian()};
        }
    }

    private double law(int i) {
        return Math.sin(2 * inputs[i][0]) + (categories[i] == 1 ? 0.4 : -0.4);
    }

    @Test
    void finds_a_smooth_law_and_smooths_noise_away() {
        KernelRegression.Fit fit = regression().fit(inputs, categories, groups, outputs);

        double lawError = 0;
        double noise = 0;
        for (int i = 0; i < ROWS; i++) {
            lawError += Math.abs(fit.leftOut()[i][0] - law(i)) / ROWS;
            noise += fit.leftOut()[i][1] * fit.leftOut()[i][1] / ROWS;
        }
        assertThat(lawError).isLessThan(0.12);
        assertThat(noise).isLessThan(0.5);
    }

    @Test
    void leaves_a_group_out_as_if_it_had_been_fitted_without() {
        KernelRegression regression = regression();
        KernelRegression.Fit all = regression.fit(inputs, categories, groups, outputs, 1);
        List<Integer> others = new ArrayList<>();
        for (int i = 3; i < ROWS; i++) {
            others.add(i);
        }

        KernelRegression.Fit without = regression.fit(
                others.stream().map(i -> inputs[i]).toArray(double[][]::new),
                others.stream().mapToInt(i -> categories[i]).toArray(),
                others.stream().map(groups::get).toList(),
                others.stream().map(i -> outputs[i]).toArray(double[][]::new),
                1);

        for (int i = 0; i < 3; i++) {
            double[] scores = new double[2];
            double[] alone = new double[2];
            addScores(without, i, alone);
            addScores(all, i, scores);
            assertThat(all.leftOut()[i][0]).isCloseTo(alone[0], within(1e-4));
            assertThat(all.leftOut()[i][0]).isNotCloseTo(scores[0], within(1e-4));
        }
    }

    private void addScores(KernelRegression.Fit fit, int row, double[] scores) {
        io.reelbudget.estimator.ViewEncoding view = new io.reelbudget.estimator.ViewEncoding(
                "all",
                List.of("a", "b"),
                new double[2],
                new double[] {1, 1},
                new double[] {-9, -9},
                new double[] {9, 9},
                List.of(fit.encoding()),
                1,
                0,
                new double[2]);
        System.arraycopy(view.scores(inputs[row], categories[row]), 0, scores, 0, 2);
    }

    private KernelRegression regression() {
        KernelLengths lengths = KernelLengths.fit(
                inputs,
                categories,
                Arrays.stream(outputs).map(row -> new double[] {row[0]}).toArray(double[][]::new));
        return new KernelRegression(
                lengths, Arrays.copyOfRange(inputs, 0, 60), Arrays.copyOfRange(categories, 0, 60), 2);
    }
}
