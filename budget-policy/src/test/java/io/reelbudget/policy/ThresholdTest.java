package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A threshold")
class ThresholdTest {

    private static BudgetSituation median(long minutes) {
        return Situations.situation(Duration.ofMinutes(minutes), "1", Stance.normal());
    }

    private static BudgetSituation left(String units) {
        return Situations.situation(Duration.ofDays(1), units, Stance.normal());
    }

    @Test
    void is_reached_when_the_median_time_to_exhaustion_is_at_or_under_it() {
        Threshold threshold = Threshold.standard();

        assertThat(threshold.isReachedIn(median(31))).isFalse();
        assertThat(threshold.isReachedIn(median(30))).isTrue();
        assertThat(threshold.isReachedIn(median(29))).isTrue();
        assertThat(threshold.isReachedIn(median(0))).isTrue();
    }

    @Test
    void is_reached_earlier_at_a_smaller_probability() {
        Threshold cautious = Threshold.of(Duration.ofMinutes(30), 0.1);

        assertThat(cautious.isReachedIn(median(149))).isTrue();
        assertThat(cautious.isReachedIn(median(151))).isFalse();
    }

    @Test
    void is_recovered_only_well_beyond_itself() {
        Threshold threshold = Threshold.standard();

        assertThat(threshold.isRecoveredIn(median(31))).isFalse();
        assertThat(threshold.isRecoveredIn(median(119))).isFalse();
        assertThat(threshold.isRecoveredIn(median(121))).isTrue();
    }

    @Test
    void is_recovered_as_far_beyond_itself_as_its_hysteresis_says() {
        Threshold none = Threshold.standard().withHysteresis(1);
        Threshold wide = Threshold.standard().withHysteresis(4);

        assertThat(none.isRecoveredIn(median(30))).isFalse();
        assertThat(none.isRecoveredIn(median(31))).isTrue();
        assertThat(wide.isRecoveredIn(median(479))).isFalse();
        assertThat(wide.isRecoveredIn(median(481))).isTrue();
    }

    @Test
    void may_be_a_share_of_the_budget() {
        Threshold tenth = Threshold.ofShareLeft(0.1);

        assertThat(tenth.isReachedIn(left("10.01"))).isFalse();
        assertThat(tenth.isReachedIn(left("10"))).isTrue();
        assertThat(tenth.isReachedIn(left("0"))).isTrue();
        assertThat(tenth.isReachedIn(left("-5"))).isTrue();
        assertThat(tenth.isRecoveredIn(left("20"))).isFalse();
        assertThat(tenth.isRecoveredIn(left("20.01"))).isTrue();
    }

    @Test
    void that_is_a_large_share_has_recovered_half_way_to_the_whole() {
        assertThat(Threshold.ofShareLeft(0.6).isRecoveredIn(left("80"))).isFalse();
        assertThat(Threshold.ofShareLeft(0.6).isRecoveredIn(left("80.01"))).isTrue();
    }

    @Test
    void may_be_a_probability_of_running_out_before_the_renewal() {
        // 20.5 days are 29,520 minutes: as likely as not with a median of that, half as likely with twice that.
        Threshold likely = Threshold.ofProbability(0.5);

        assertThat(likely.isReachedIn(median(29_521))).isFalse();
        assertThat(likely.isReachedIn(median(29_520))).isTrue();
        assertThat(likely.isRecoveredIn(median(59_040))).isFalse();
        assertThat(likely.isRecoveredIn(median(59_042))).isTrue();
    }

    @Test
    void refuses_times_and_probabilities_that_mean_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.of(Duration.ZERO))
                .withMessage("Threshold was PT0S but must be more than zero and at most 100000 days; 30 minutes is the"
                        + " default.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.of(Duration.ofMinutes(1), Double.NaN))
                .withMessage("Threshold's probability was NaN but must be more than 0 and at most 1; 0.5 looks at the"
                        + " median.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.ofShareLeft(1))
                .withMessage("Threshold's share was 1.0 but must be more than 0 and less than 1; 0.1 is a tenth of the"
                        + " budget.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.standard().withHysteresis(0.9))
                .withMessage("Hysteresis was 0.9 but must be 1 to 10; 1 is none, 2 is usual.");
    }
}
