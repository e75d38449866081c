package io.reelbudget.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Quantiles;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Risk-sized holds")
class RiskSizingTest {

    private static final CostCurve JOB = CostCurve.of(new Quantiles(50, 100, 200));

    private final RiskSizing<String, Integer> sizing = RiskSizing.of(0.1);

    @Test
    void hold_a_lone_job_at_its_own_quantile() {
        assertThat(sizing.total("acme", List.of(JOB))).isCloseTo(200, within(1e-9));
    }

    @Test
    void hold_nothing_for_no_jobs() {
        assertThat(sizing.total("acme", List.of())).isZero();
    }

    @Test
    void hold_jobs_together_between_their_means_and_the_sum_of_their_quantiles() {
        double total = sizing.total("acme", Collections.nCopies(10, JOB));

        // Means of 115; deviations of 85 with a correlation of 0.7.
        assertThat(total).isCloseTo(1_150 + 85 * Math.sqrt(0.3 * 10 + 0.7 * 100), within(1e-9));
    }

    @Test
    void learn_nothing_from_admissions_that_leave_plenty() {
        double before = sizing.total("acme", List.of(JOB));
        sizing.admitted("acme", List.of(1), 200, 401);
        sizing.ended(1, 1_000);

        assertThat(sizing.total("acme", List.of(JOB))).isEqualTo(before);
    }

    @Test
    void rise_as_soon_as_jobs_have_cost_more_than_was_left_though_others_still_run() {
        double before = sizing.total("acme", List.of(JOB));
        sizing.admitted("acme", List.of(1, 2), 200, 300);
        sizing.ended(1, 301);

        assertThat(sizing.total("acme", List.of(JOB))).isGreaterThan(before);
    }

    @Test
    void teach_new_accounts_less_than_the_one_that_overshot() {
        double before = sizing.total("acme", List.of(JOB));
        sizing.admitted("acme", List.of(1), 200, 300);
        sizing.ended(1, 301);

        assertThat(sizing.total("other", List.of(JOB)))
                .isGreaterThan(before)
                .isLessThan(sizing.total("acme", List.of(JOB)));
    }

    /** Jobs cost so many times what is predicted, and a job is admitted where it fits in what is left by chance. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void come_to_overshoot_as_often_as_the_owner_accepts_however_wrong_predictions_are(double bias) {
        Random random = new Random(20_261_123);
        int tight = 0;
        int overshot = 0;
        for (int job = 0; job < 40_000; job++) {
            double left = 1_000 * random.nextDouble();
            double held = sizing.total("acme", List.of(JOB));
            double cost = bias * 100 * Math.exp(0.5 * random.nextGaussian());
            if (held <= left) {
                sizing.admitted("acme", List.of(job), held, left);
                sizing.ended(job, cost);
                boolean counts = held > left / 2 && job >= 10_000;
                tight += counts ? 1 : 0;
                overshot += counts && cost > left ? 1 : 0;
            }
        }

        assertThat((double) overshot / tight).as("of %d, seed 20261123", tight).isBetween(0.09, 0.11);
    }

    @Test
    void refuse_a_risk_that_nobody_can_want() {
        assertThatThrownBy(() -> RiskSizing.of(0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Risk of overshoot was 0.9 but must be 0.001 to 0.5; 0.05 accepts one tight admission in"
                        + " twenty.");
    }
}
