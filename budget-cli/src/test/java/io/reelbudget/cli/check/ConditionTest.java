package io.reelbudget.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A condition")
class ConditionTest {

    private static Reading money(String value) {
        return new Reading(Measure.P90, "a.mp4", Optional.of(new BigDecimal(value)), Optional.of(Unit.USD));
    }

    private static Reading other(Measure measure, String value) {
        return new Reading(measure, "acme", Optional.of(new BigDecimal(value)), Optional.empty());
    }

    @Nested
    @DisplayName("holds")
    class Holds {

        @ParameterizedTest
        @CsvSource({
            "p90>5 USD,   5,        false",
            "p90>5 USD,   5.000001, true",
            "p90>=5 USD,  5,        true",
            "p90<5USD,    5,        false",
            "p90<=5 USD,  5,        true",
            "' p90 < 5 USD ', 4.999999, true"
        })
        void of_amounts_to_the_millionth(String text, String value, boolean holds) {
            assertThat(Condition.parse(text).holds(money(value))).isEqualTo(holds);
        }

        @ParameterizedTest
        @CsvSource({
            "runway<2h, 7199.9, true",
            "runway<2h, 7200, false",
            "runway<=30m, 1800, true",
            "runway<1.5d, 129599, true",
            "runway<90s, 90, false"
        })
        void of_times_in_any_unit(String text, String value, boolean holds) {
            assertThat(Condition.parse(text).holds(other(Measure.RUNWAY, value)))
                    .isEqualTo(holds);
        }

        @ParameterizedTest
        @CsvSource({
            "share-left<0.1, 0.09, true",
            "share-left<10%, 0.09, true",
            "share-left<10 %, 0.1, false",
            "model-total-error<-5%, -0.06, true"
        })
        void of_shares_as_parts_and_as_per_cent(String text, String value, boolean holds) {
            Condition condition = Condition.parse(text);

            assertThat(condition.holds(other(condition.measure(), value))).isEqualTo(holds);
        }

        @Test
        void of_what_never_ends_as_of_more_than_any_limit() {
            Reading lasts = new Reading(Measure.RUNWAY, "acme", Optional.empty(), Optional.empty());

            assertThat(Condition.parse("runway<1000000d").holds(lasts)).isFalse();
            assertThat(Condition.parse("runway>1000000d").holds(lasts)).isTrue();
        }

        @Test
        void of_nothing_in_another_unit() {
            assertThatThrownBy(() -> Condition.parse("p90>5 EUR").holds(money("1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Limit of condition 'p90>5 EUR' was in EUR but must be in USD, as p90 of a.mp4 is; convert"
                                    + " it.");
        }
    }

    @Nested
    @DisplayName("is refused")
    class Refused {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '"',
                value = {"p90", "p90=5 USD", "p90>", ">5", "p90>5 USD or so", "p90>1e3 USD", "\"\""})
        void where_it_is_none(String text) {
            assertThatThrownBy(() -> Condition.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Condition was '" + text + "' but must be a measure, one of < <= > >=, and a limit, such as"
                                    + " 'p90>5 USD', 'runway<2h' or 'share-left<0.1'; put it in quotes, or the shell takes < and >"
                                    + " for itself.");
        }

        @Test
        void where_its_measure_is_unknown() {
            assertThatThrownBy(() -> Condition.parse("p95>5 USD"))
                    .hasMessage("Measure of condition 'p95>5 USD' was 'p95' but must be one of p10, p50, p90, cpu-p10,"
                            + " cpu-p50, cpu-p90, available, held, posted, share-left, runway, run-out, shortfall,"
                            + " model-p90-coverage, model-median-error, model-total-error.");
        }

        @Test
        void where_its_limit_is_in_no_unit_or_one_of_another_kind() {
            assertThatThrownBy(() -> Condition.parse("p90>5"))
                    .hasMessage(
                            "Limit of condition 'p90>5' had no unit but must have one, as it is an amount; write it such"
                                    + " as '5 USD'.");
            assertThatThrownBy(() -> Condition.parse("runway<2 weeks"))
                    .hasMessage(
                            "Limit of condition 'runway<2 weeks' was in 'weeks' but must be in s, m, h or d, as it is a"
                                    + " time; write it such as '2h'.");
            assertThatThrownBy(() -> Condition.parse("share-left<5 USD"))
                    .hasMessage(
                            "Limit of condition 'share-left<5 USD' was in 'USD' but must be a part of one or per cent, as"
                                    + " it is a share; write it such as '0.1' or '10%'.");
            assertThatThrownBy(() -> Condition.parse("p90>5 QQQ")).hasMessageContaining("Currency was 'QQQ'");
        }
    }
}
