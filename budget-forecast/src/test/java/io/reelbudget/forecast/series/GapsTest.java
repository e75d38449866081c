package io.reelbudget.forecast.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Gaps")
class GapsTest {

    private static final double UNKNOWN = Double.NaN;

    @Test
    void are_filled_from_the_longest_season_before() {
        double[] values = {1, 2, 3, 4, 5, 6, UNKNOWN, 8};

        assertThat(Gaps.fill(values, 2, 4)).containsExactly(1, 2, 3, 4, 5, 6, 3, 8);
    }

    @Test
    void are_filled_from_a_shorter_season_while_the_longer_is_not_over() {
        double[] values = {1, 2, UNKNOWN, 4};

        assertThat(Gaps.fill(values, 2, 4)).containsExactly(1, 2, 1, 4);
    }

    @Test
    void longer_than_a_season_repeat_it() {
        double[] values = {1, 2, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};

        assertThat(Gaps.fill(values, 2)).containsExactly(1, 2, 1, 2, 1, 2);
    }

    @Test
    void at_the_beginning_take_the_first_value_that_is_known() {
        assertThat(Gaps.fill(new double[] {UNKNOWN, UNKNOWN, 7}, 24)).containsExactly(7, 7, 7);
    }

    @Test
    void that_are_all_there_is_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gaps.fill(new double[] {UNKNOWN}, 24))
                .withMessage("None of 1 values was known but one at least must be; forecast from a prior where there"
                        + " is no history.");
    }

    @Test
    void do_not_excuse_infinite_values() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gaps.fill(new double[] {1, Double.POSITIVE_INFINITY}))
                .withMessageContaining("Value 1 was Infinity but must be finite");
    }
}
