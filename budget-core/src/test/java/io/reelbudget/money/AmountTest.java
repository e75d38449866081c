package io.reelbudget.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An amount")
class AmountTest {

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @Nested
    class Parsed {
        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "-0.00, 0",
            "12.50, 12500000",
            "-0.000001, -1",
            "1152921504606.846976, 1152921504606846976",
            "-9007199254.740992, -9007199254740992"
        })
        void is_exact(String text, long micros) {
            assertThat(usd(text)).isEqualTo(Amount.ofMicros(micros, Unit.USD));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", " ", "1,50", "1.5 USD", "NaN", "Infinity", "0x10", "1d", "1e3", "+5", ".5", "1.", "٥"})
        void refuses_what_is_no_decimal_number(String text) {
            assertThatThrownBy(() -> usd(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Amount was '" + text
                            + "' but must be a decimal number with at most six decimals; write it like '12.50'.");
        }

        @Test
        void is_not_shown_whole_where_it_is_endless() {
            assertThatThrownBy(() -> usd("1e".repeat(5_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1e1e…' but must be a decimal number");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.0000001", "1.2345678", "1.0000000"})
        void refuses_more_than_six_decimals_rather_than_round(String text) {
            assertThatThrownBy(() -> usd(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most six decimals");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"1152921504606.846977", "99999999999999999999", "-9999999999999999999999999999999999999999"})
        void refuses_a_number_out_of_range(String text) {
            assertThatThrownBy(() -> usd(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be within ±1152921504606846976")
                    .hasMessageEndingWith("split it, or count in a larger unit.");
        }
    }

    @Nested
    class Added {
        @Test
        void is_exact_up_to_the_cap_and_refused_beyond() {
            Amount most = Amount.ofMicros(Amount.MAX_MICROS, Unit.USD);

            assertThat(most.minus(usd("1")).plus(usd("1"))).isEqualTo(most);
            assertThatThrownBy(() -> most.plus(usd("0.000001")))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage(
                            "Amount was 1152921504606846977 millionths of USD but must be within ±1152921504606846976;"
                                    + " split it, or count in a larger unit.");
            assertThatThrownBy(() -> most.negated().minus(usd("0.000001"))).isInstanceOf(ArithmeticException.class);
        }

        @Test
        void is_what_big_integers_say_for_any_two_amounts() {
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < 10_000; i++) {
                long one = random.nextLong(-Amount.MAX_MICROS, Amount.MAX_MICROS + 1) >> random.nextInt(50);
                long other = random.nextLong(-Amount.MAX_MICROS, Amount.MAX_MICROS + 1) >> random.nextInt(50);
                BigInteger sum = BigInteger.valueOf(one).add(BigInteger.valueOf(other));
                if (sum.abs().compareTo(BigInteger.valueOf(Amount.MAX_MICROS)) <= 0) {
                    assertThat(Amount.ofMicros(one, Unit.USD)
                                    .plus(Amount.ofMicros(other, Unit.USD))
                                    .micros())
                            .isEqualTo(sum.longValueExact());
                }
            }
        }

        @Test
        void to_another_unit_is_refused() {
            assertThatThrownBy(() -> usd("1").plus(Amount.parse("1", Unit.VCPU_SECONDS)))
                    .isInstanceOfSatisfying(UnitMismatchException.class, mismatch -> {
                        assertThat(mismatch.expected()).isEqualTo(Unit.USD);
                        assertThat(mismatch.found()).isEqualTo(Unit.VCPU_SECONDS);
                    })
                    .hasMessage("Amount was in vCPU-s but must be in USD; convert it first, at a rate you choose.");
        }
    }

    @Nested
    class Rounded {
        @Test
        void follows_the_mode_it_was_given() {
            BigDecimal third = new BigDecimal("0.33333333");

            assertThat(Amount.of(third, Unit.USD, RoundingMode.CEILING)).isEqualTo(usd("0.333334"));
            assertThat(Amount.of(third, Unit.USD, RoundingMode.FLOOR)).isEqualTo(usd("0.333333"));
            assertThatThrownBy(() -> Amount.of(third, Unit.USD)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Nested
    class Compared {
        @Test
        void goes_by_size_within_a_unit() {
            assertThat(usd("1")).isLessThan(usd("2")).isEqualByComparingTo(usd("1.0"));
            assertThat(usd("1").isGreaterThan(usd("-1"))).isTrue();
            assertThat(usd("1").isLessThan(usd("1"))).isFalse();
            assertThat(usd("1").min(usd("2"))).isEqualTo(usd("1"));
            assertThat(usd("1").max(usd("2"))).isEqualTo(usd("2"));
            assertThat(usd("0").isZero()).isTrue();
            assertThat(usd("-1").isNegative()).isTrue();
            assertThat(usd("0").isPositive()).isFalse();
            assertThatThrownBy(() -> usd("1").compareTo(Amount.zero(Unit.VCPU_SECONDS)))
                    .isInstanceOf(UnitMismatchException.class);
        }
    }

    @Nested
    class Written {
        @ParameterizedTest
        @CsvSource({"0, 0.00", "12.5, 12.50", "0.000001, 0.000001", "-3, -3.00", "1000000, 1000000.00", "7.10, 7.10"})
        void has_two_to_six_decimals(String text, String written) {
            assertThat(usd(text).toDecimalString()).isEqualTo(written);
            assertThat(usd(text)).hasToString(written + " USD");
            assertThat(usd(usd(text).toDecimalString())).isEqualTo(usd(text));
        }
    }
}
