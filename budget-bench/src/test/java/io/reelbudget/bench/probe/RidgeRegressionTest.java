package io.reelbudget.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A ridge regression")
class RidgeRegressionTest {

    private static final List<double[]> ROWS = new ArrayList<>();

    static {
        for (int i = 0; i < 20; i++) {
            ROWS.add(new double[] {i, (i * 7) % 11, 3});
        }
    }

    private static double[] values() {
        return ROWS.stream().mapToDouble(row -> 5 + 2 * row[0] - row[1]).toArray();
    }

    @Test
    void finds_a_line_where_nothing_holds_it_back() {
        RidgeRegression fitted = RidgeRegression.fit(ROWS, values(), 1e-9);

        assertThat(fitted.predict(new double[] {100, 4, 3})).isCloseTo(201, within(1e-5));
    }

    @Test
    void draws_slopes_towards_the_mean_the_more_it_is_held_back() {
        double mean = Arrays.stream(values()).average().orElseThrow();

        double free = RidgeRegression.fit(ROWS, values(), 0.1).predict(new double[] {19, 0, 3});
        double held = RidgeRegression.fit(ROWS, values(), 20).predict(new double[] {19, 0, 3});
        double bound = RidgeRegression.fit(ROWS, values(), 1e9).predict(new double[] {19, 0, 3});

        assertThat(held).isBetween(mean, free);
        assertThat(bound).isCloseTo(mean, within(1e-3));
    }

    @Test
    void makes_nothing_of_a_feature_that_never_varied() {
        RidgeRegression fitted = RidgeRegression.fit(ROWS, values(), 1e-9);

        assertThat(fitted.predict(new double[] {10, 4, 1_000})).isCloseTo(21, within(1e-5));
    }
}
