package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.estimator.EncoderCoverage.RateMode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The coverage of an encoder")
class EncoderCoverageTest {

    private final EncoderCoverage svtAv1 = covering(Map.of("8", 0.4, "10", 0.1, "12", 0.05));

    @Test
    void has_the_baseline_of_a_measured_preset() {
        assertThat(svtAv1.baseline("10")).hasValue(0.1);
    }

    @Test
    void lays_presets_between_measured_ones_on_the_geometric_mean() {
        assertThat(svtAv1.baseline("9").orElseThrow()).isEqualTo(0.2, within(1e-12));
    }

    @Test
    void ends_where_the_measurements_end() {
        assertThat(svtAv1.baseline("7")).isEmpty();
        assertThat(svtAv1.baseline("13")).isEmpty();
        assertThat(svtAv1.baseline("default")).isEmpty();
    }

    @Test
    void refuses_a_baseline_that_no_encoder_can_have() {
        assertThatThrownBy(() -> covering(Map.of("8", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Baseline of preset '8' was 0.0 CPU seconds per megapixel but must be more than zero and"
                        + " finite; train the model anew.");
    }

    private static EncoderCoverage covering(Map<String, Double> baselines) {
        return new EncoderCoverage(1, baselines, 1, 1, 1, Set.of(RateMode.BITRATE));
    }
}
