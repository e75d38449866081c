package io.reelbudget.rate;

import static io.reelbudget.rate.Jobs.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.rate.Tiers.Mode;
import io.reelbudget.rate.Tiers.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Tiers of prices")
class TiersTest {

    private static final long SEED = 20_261_123;

    private static Tiers units(Mode mode, Step... steps) {
        return new Tiers(mode, Measure.PIECE, List.of(steps));
    }

    private static Tiers hundredThenCheaper(Mode mode) {
        return units(mode, Step.upTo(100, usd("0.10")), Step.beyond(usd("0.08")));
    }

    @Test
    void of_mode_graduated_price_each_one_by_the_tier_in_which_it_falls() {
        Tiers tiers = hundredThenCheaper(Mode.GRADUATED);

        assertThat(tiers.total(100)).isEqualTo(usd("10"));
        assertThat(tiers.total(150)).isEqualTo(usd("14"));
        assertThat(tiers.charge(90, 20)).isEqualTo(usd("1.80"));
    }

    @Test
    void of_mode_volume_price_all_by_the_tier_that_the_whole_reaches() {
        Tiers tiers = hundredThenCheaper(Mode.VOLUME);

        assertThat(tiers.total(100)).isEqualTo(usd("10"));
        assertThat(tiers.total(101)).isEqualTo(usd("8.08"));
        assertThat(tiers.charge(90, 20)).isEqualTo(usd("1.60"));
    }

    @Test
    void of_mode_step_price_the_tier_as_a_whole() {
        Tiers tiers = units(Mode.STEP, Step.upTo(100, usd("25")), Step.upTo(500, usd("50")), Step.beyond(usd("75")));

        assertThat(tiers.total(0)).isEqualTo(usd("0"));
        assertThat(tiers.total(1)).isEqualTo(usd("25"));
        assertThat(tiers.total(100)).isEqualTo(usd("25"));
        assertThat(tiers.total(101)).isEqualTo(usd("50"));
        assertThat(tiers.total(1_000_000)).isEqualTo(usd("75"));
        assertThat(tiers.charge(99, 1)).isEqualTo(usd("0"));
        assertThat(tiers.charge(100, 1)).isEqualTo(usd("25"));
    }

    @Test
    void count_minutes_in_microseconds_and_round_up_to_a_millionth() {
        Tiers tiers = Tiers.flat(Measure.MINUTE, usd("0.0075"));

        assertThat(tiers.total(60_000_000)).isEqualTo(usd("0.0075"));
        assertThat(tiers.total(1_000_000)).isEqualTo(usd("0.000125"));
        assertThat(tiers.total(1)).isEqualTo(usd("0.000001"));
    }

    @Test
    void say_how_far_the_next_one_is() {
        Tiers tiers = hundredThenCheaper(Mode.GRADUATED);

        assertThat(tiers.leftInTier(40)).isEqualTo(OptionalLong.of(60));
        assertThat(tiers.nextTier(40)).isEqualTo(Optional.of(Step.beyond(usd("0.08"))));
        assertThat(tiers.leftInTier(101)).isEmpty();
        assertThat(tiers.nextTier(101)).isEmpty();
    }

    @Nested
    @DisplayName("drawn at random, whatever the seed")
    class Properties {

        private final RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

        @ParameterizedTest
        @EnumSource(
                value = Mode.class,
                names = {"GRADUATED", "STEP"})
        void charge_in_parts_what_they_charge_in_one(Mode mode) {
            for (int time = 0; time < 500; time++) {
                Tiers tiers = draw(mode, Measure.MINUTE);
                long before = 0;
                Amount charged = usd("0");
                for (int part = 0; part < 20; part++) {
                    long more = random.nextLong(1L << random.nextInt(1, 40));
                    charged = charged.plus(tiers.charge(before, more));
                    before += more;
                }
                Amount whole = tiers.isFlat() ? charged : tiers.total(before);
                assertThat(charged).as("seed %d, %s at %d", SEED, tiers, before).isEqualTo(whole);
            }
        }

        @Test
        void never_get_cheaper_by_more_where_they_are_graduated() {
            for (int time = 0; time < 500; time++) {
                Tiers tiers = draw(Mode.GRADUATED, Measure.PIECE);
                long less = random.nextLong(3_000);
                long more = less + random.nextLong(3_000);
                assertThat(tiers.total(more))
                        .as("seed %d, %s from %d to %d", SEED, tiers, less, more)
                        .isGreaterThanOrEqualTo(tiers.total(less));
            }
        }

        @ParameterizedTest
        @EnumSource(Mode.class)
        void never_charge_less_than_nothing_for_prices_that_rise(Mode mode) {
            for (int time = 0; time < 500; time++) {
                Tiers tiers = draw(mode, Measure.MINUTE);
                long before = random.nextLong(1L << 40);
                if (mode == Mode.STEP && !rises(tiers)) {
                    continue;
                }
                assertThat(tiers.charge(before, random.nextLong(1L << 40)).isNegative())
                        .as("seed %d, %s", SEED, tiers)
                        .isFalse();
            }
        }

        @Test
        void lose_nothing_and_add_less_than_a_millionth_by_rounding() {
            for (int time = 0; time < 2_000; time++) {
                Tiers tiers = draw(Mode.GRADUATED, Measure.MINUTE);
                long quantity = random.nextLong(1L << 45);
                BigInteger exact = exactParts(tiers, quantity);
                BigInteger rounded = BigInteger.valueOf(tiers.total(quantity).micros())
                        .multiply(BigInteger.valueOf(Measure.MINUTE.parts()));
                assertThat(rounded.subtract(exact))
                        .as("seed %d, %s at %d", SEED, tiers, quantity)
                        .isBetween(BigInteger.ZERO, BigInteger.valueOf(Measure.MINUTE.parts() - 1));
            }
        }

        /** Walks over the tiers in another way than the code under test: by the length of each. */
        private BigInteger exactParts(Tiers tiers, long quantity) {
            BigInteger sum = BigInteger.ZERO;
            long from = 0;
            for (Step step : tiers.steps()) {
                long to = step.upTo().isPresent()
                        ? Math.min(quantity, step.upTo().getAsLong() * Measure.MINUTE.parts())
                        : quantity;
                if (to > from) {
                    sum = sum.add(BigInteger.valueOf(to - from)
                            .multiply(BigInteger.valueOf(step.price().micros())));
                    from = to;
                }
            }
            return sum;
        }

        private Tiers draw(Mode mode, Measure measure) {
            List<Step> steps = new ArrayList<>();
            long upTo = 0;
            for (int tier = random.nextInt(5); tier > 0; tier--) {
                upTo += 1 + random.nextLong(1_000);
                steps.add(Step.upTo(upTo, price()));
            }
            steps.add(Step.beyond(price()));
            return new Tiers(mode, measure, steps);
        }

        private Amount price() {
            return Amount.ofMicros(random.nextLong(1L << random.nextInt(1, 30)), usd("0").unit());
        }

        private boolean rises(Tiers tiers) {
            for (int at = 1; at < tiers.steps().size(); at++) {
                if (tiers.steps()
                        .get(at)
                        .price()
                        .isLessThan(tiers.steps().get(at - 1).price())) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void refuse_to_overflow() {
        Tiers tiers = Tiers.flat(Measure.PIECE, usd("1000000"));

        assertThatThrownBy(() -> tiers.total(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Price was 9223372036854775807000000000000 millionths of USD but must be within"
                        + " ±1152921504606846976; check quantities and prices.");
        assertThatThrownBy(() -> tiers.charge(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refuse_ends_that_do_not_rise_and_a_last_one_with_an_end() {
        assertThatThrownBy(() -> units(
                        Mode.GRADUATED, Step.upTo(100, usd("1")), Step.upTo(100, usd("1")), Step.beyond(usd("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tier's upper end was 100 but must be more than 100 and at most 9223372036854775807"
                        + " pieces; give the tiers in rising order.");
        assertThatThrownBy(() -> units(Mode.GRADUATED, Step.upTo(100, usd("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tier 1 of 1 had an upper end but only the last must have none; set or leave out its"
                        + " upTo.");
        assertThatThrownBy(() -> Step.beyond(usd("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Price of a tier was -1.00 USD but must be zero or more; use zero for free.");
    }
}
