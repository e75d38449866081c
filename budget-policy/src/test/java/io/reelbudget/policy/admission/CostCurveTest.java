package io.reelbudget.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Quantiles;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cost curve")
class CostCurveTest {

    private static final double NINE_TENTHS = Math.log(9);
    private static final CostCurve CURVE = CostCurve.of(new Quantiles(25, 100, 200));

    @Test
    void goes_through_its_three_quantiles() {
        assertThat(CURVE.quantile(-NINE_TENTHS)).isCloseTo(25, within(1e-9));
        assertThat(CURVE.quantile(0)).isEqualTo(100);
        assertThat(CURVE.quantile(NINE_TENTHS)).isCloseTo(200, within(1e-9));
    }

    @Test
    void goes_on_beyond_them_by_the_same_factor_and_stops_where_the_job_is_stopped() {
        assertThat(CURVE.quantile(2 * NINE_TENTHS)).isCloseTo(400, within(1e-9));
        assertThat(CURVE.stoppedAt(300).quantile(2 * NINE_TENTHS)).isEqualTo(300);
    }

    @Test
    void leaves_what_lies_above_the_cost_so_far() {
        // Half of all such jobs cost more than 100; of those a fifth costs more than 200, the 90 % quantile of all.
        assertThat(CURVE.after(100).quantile(Math.log(4))).isCloseTo(200, within(1e-9));
    }

    @Test
    void expects_little_more_of_a_job_that_has_outlived_it() {
        assertThat(CURVE.stoppedAt(300).after(400).quantile(0)).isCloseTo(408, within(1e-9));
    }

    @Test
    void takes_a_job_that_is_free() {
        assertThat(CostCurve.of(Quantiles.certain(0)).quantile(NINE_TENTHS)).isZero();
        assertThat(CostCurve.of(Quantiles.certain(0)).mean()).isZero();
    }

    @Test
    void refuses_a_cost_below_zero() {
        assertThatThrownBy(() -> CURVE.after(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Job's cost so far was -1.0 millionths but must be zero or more and finite.");
    }
}
