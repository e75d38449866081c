package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A threshold")
class ThresholdTest {

    private static RunwayForecast median(long minutes) {
        return Forecasts.exhaustedAfter(
                Duration.ofMinutes(minutes), Situations.NOW, Situations.NOVEMBER.end(), 1_000_000);
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
        Threshold cautious = new Threshold(Duration.ofMinutes(30), 0.1);

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
    void refuses_times_and_probabilities_that_mean_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.of(Duration.ZERO))
                .withMessage("Threshold was PT0S but must be more than zero; 30 minutes is the default.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Threshold(Duration.ofMinutes(1), Double.NaN))
                .withMessage("Threshold's probability was NaN but must be more than 0 and at most 1; 0.5 looks at the"
                        + " median.");
    }
}
