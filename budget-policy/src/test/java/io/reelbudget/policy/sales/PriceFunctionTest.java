package io.reelbudget.policy.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.Tiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A price function")
class PriceFunctionTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Amount HOUR = Amount.parse("3600", Unit.VCPU_SECONDS);

    @Nested
    @DisplayName("of one price")
    class Fixed {

        @Test
        void prices_whole_packs_and_their_parts() {
            PriceFunction function = PriceFunction.fixed(HOUR, usd("0.05"));

            assertThat(price(function, "3600")).isEqualTo(usd("0.05"));
            assertThat(price(function, "36000")).isEqualTo(usd("0.50"));
            assertThat(price(function, "5400")).isEqualTo(usd("0.08")); // 7.5 cents, rounded up
        }

        @Test
        void never_prices_anything_at_nothing() {
            PriceFunction function = PriceFunction.fixed(HOUR, usd("0.000001"));

            assertThat(price(function, "0.000001")).isEqualTo(usd("0.01"));
        }

        @Test
        void rounds_up_to_the_coin_of_its_currency() {
            Unit yen = Unit.currency("JPY");
            PriceFunction function = PriceFunction.fixed(HOUR, Amount.parse("7.2", yen));

            assertThat(price(function, "3600")).isEqualTo(Amount.parse("8", yen));
        }

        @Test
        void refuses_what_it_does_not_sell() {
            PriceFunction function = PriceFunction.fixed(HOUR, usd("0.05"));

            assertThatThrownBy(() -> function.price(question(usd("1")))).isInstanceOf(UnitMismatchException.class);
        }

        @Test
        void refuses_to_sell_for_nothing_or_for_compute() {
            assertThatThrownBy(() -> PriceFunction.fixed(HOUR, usd("0")))
                    .hasMessage("Price of a tier was 0.00 USD but must be more than zero to be sold;"
                            + " grant what is free as a promotional top-up.");
            assertThatThrownBy(() -> PriceFunction.fixed(HOUR, HOUR)).hasMessageContaining("must be for packs");
        }
    }

    @Nested
    @DisplayName("by volume")
    class Volume {

        @Test
        void means_by_graduated_volume_and_step_what_rate_cards_mean() {
            assertThat(price(volume(Tiers.Mode.GRADUATED), "54000")).isEqualTo(usd("14.00")); // 10 x 1.00 + 5 x 0.80
            assertThat(price(volume(Tiers.Mode.VOLUME), "54000")).isEqualTo(usd("12.00")); // 15 x 0.80
            assertThat(price(volume(Tiers.Mode.STEP), "54000")).isEqualTo(usd("0.80")); // the second tier, as a whole
        }

        @Test
        void lets_the_last_of_a_tier_belong_to_it() {
            assertThat(price(volume(Tiers.Mode.VOLUME), "36000")).isEqualTo(usd("10.00"));
            assertThat(price(volume(Tiers.Mode.VOLUME), "36000.000001")).isEqualTo(usd("8.01"));
        }

        @Test
        void agrees_with_the_prices_of_rate_cards_on_whole_packs() {
            SplittableRandom random = new SplittableRandom(42);
            for (int round = 0; round < 500; round++) {
                Tiers.Mode mode = List.of(Tiers.Mode.values()).get(random.nextInt(3));
                Tiers tiers = tiers(mode);
                long packs = random.nextLong(1, 2_000);

                ExactPrice exact = PriceFunction.volume(HOUR, tiers)
                        .price(question(Amount.ofMicros(packs * HOUR.micros(), Unit.VCPU_SECONDS)));

                assertThat(exact.payable())
                        .as("%s of %s, seed 42", packs, mode)
                        .isEqualTo(ExactPrice.of(tiers.total(packs)).payable());
            }
        }

        private PriceFunction volume(Tiers.Mode mode) {
            return PriceFunction.volume(HOUR, tiers(mode));
        }

        private Tiers tiers(Tiers.Mode mode) {
            return new Tiers(
                    mode,
                    Measure.PIECE,
                    List.of(
                            Tiers.Step.upTo(10, usd("1.00")),
                            Tiers.Step.upTo(100, usd("0.80")),
                            Tiers.Step.beyond(usd("0.5"))));
        }
    }

    @Nested
    @DisplayName("times factors")
    class Factors {

        @Test
        void multiplies_exactly_and_rounds_once() {
            PriceFunction function = PriceFunction.fixed(HOUR, usd("0.01"))
                    .times(question -> new BigDecimal("0.333"))
                    .times(question -> new BigDecimal("1.5"));

            // 1 cent x 0.4995 = 0.4995 cents; rounding each step would have made 2 cents.
            assertThat(price(function, "3600")).isEqualTo(usd("0.01"));
            assertThat(price(function, "7200")).isEqualTo(usd("0.01"));
            assertThat(price(function, "10800")).isEqualTo(usd("0.02"));
        }

        @Test
        void keeps_their_product_in_bounds() {
            PriceFactor dear = question -> new BigDecimal("3");
            PriceFunction function = PriceFunction.fixed(HOUR, usd("1.00"))
                    .times(dear.and(dear).within(new BigDecimal("0.5"), new BigDecimal("4")));

            assertThat(price(function, "3600")).isEqualTo(usd("4.00"));
            assertThatThrownBy(() -> dear.within(BigDecimal.TEN, BigDecimal.ONE))
                    .hasMessageContaining("swap them");
        }

        @Test
        void is_never_zero_nor_less_whatever_is_multiplied() {
            long seed = 7;
            SplittableRandom random = new SplittableRandom(seed);
            for (int round = 0; round < 1_000; round++) {
                BigDecimal factor = BigDecimal.valueOf(random.nextLong(1, 1_000_000), random.nextInt(0, 9));
                Amount units = Amount.ofMicros(random.nextLong(1, 1L << 40), Unit.VCPU_SECONDS);
                Amount perPack = Amount.ofMicros(random.nextLong(1, 1L << 20), Unit.USD);
                ExactPrice exact =
                        PriceFunction.fixed(HOUR, perPack).times(q -> factor).price(question(units));

                Amount price = exact.payable();

                assertThat(price.isPositive())
                        .as("seed %s, round %s", seed, round)
                        .isTrue();
                assertThat(price.micros() % 10_000).isZero();
                BigDecimal unrounded = new BigDecimal(exact.numerator())
                        .divide(new BigDecimal(exact.denominator()), 3, RoundingMode.HALF_UP);
                assertThat(new BigDecimal(price.micros()).subtract(unrounded))
                        .isBetween(new BigDecimal("-0.001"), new BigDecimal("10000"));
            }
        }
    }

    @Test
    void of_a_list_refuses_units_that_it_does_not_sell() {
        SalePrices prices = new SalePrices(
                "2026-11",
                NOON,
                Unit.VCPU_SECONDS,
                PriceFunction.fixed(HOUR, usd("0.05")),
                Optional.empty(),
                Duration.ofMinutes(15));

        assertThat(prices.price(question(HOUR))).isEqualTo(usd("0.05"));
        assertThatThrownBy(() -> prices.price(question(usd("1")))).isInstanceOf(UnitMismatchException.class);
    }

    private static Amount price(PriceFunction function, String units) {
        return function.price(question(Amount.parse(units, Unit.VCPU_SECONDS))).payable();
    }

    static PriceQuestion question(Amount units) {
        return question(units, NOON, ZoneOffset.UTC);
    }

    static PriceQuestion question(Amount units, Instant at, ZoneId zone) {
        return new PriceQuestion(units, at, zone, BigDecimal.ONE);
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
