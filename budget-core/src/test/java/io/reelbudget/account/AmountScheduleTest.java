package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An amount for each period")
class AmountScheduleTest {

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @Test
    void is_the_same_in_every_period() {
        AmountSchedule schedule = AmountSchedule.always(usd("5"));

        assertThat(schedule.at(0)).isEqualTo(schedule.at(1_000_000)).isEqualTo(usd("5"));
        assertThat(schedule.isAlwaysZero()).isFalse();
        assertThat(AmountSchedule.always(usd("0")).isAlwaysZero()).isTrue();
    }

    @Test
    void is_taken_from_a_list_whose_last_one_stays() {
        AmountSchedule schedule = AmountSchedule.listed(List.of(usd("1"), usd("0"), usd("7")));

        assertThat(List.of(schedule.at(0), schedule.at(1), schedule.at(2), schedule.at(99)))
                .containsExactly(usd("1"), usd("0"), usd("7"), usd("7"));
        assertThat(schedule.isAlwaysZero()).isFalse();
        assertThat(AmountSchedule.listed(List.of(usd("0"), usd("0"))).isAlwaysZero())
                .isTrue();
    }

    @Test
    void grows_by_a_share_up_to_a_cap() {
        AmountSchedule schedule = AmountSchedule.growing(usd("100"), 50, usd("115"));

        assertThat(List.of(schedule.at(0), schedule.at(1), schedule.at(2), schedule.at(3), schedule.at(1_000_000)))
                .containsExactly(usd("100"), usd("105"), usd("110.25"), usd("115"), usd("115"));
    }

    @Test
    void shrinks_and_is_rounded_down_to_the_millionth() {
        AmountSchedule schedule = AmountSchedule.growing(usd("0.000010"), -333, usd("1"));

        assertThat(schedule.at(1)).isEqualTo(usd("0.000006"));
        assertThat(schedule.at(2)).isEqualTo(usd("0.000004"));
        assertThat(AmountSchedule.growing(usd("9"), -1_000, usd("9")).at(1)).isEqualTo(usd("0"));
        assertThat(AmountSchedule.growing(usd("0"), 10, usd("9")).isAlwaysZero())
                .isTrue();
    }

    @Test
    void grows_as_exact_decimals_do() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            long first = random.nextLong(1_000_000_000L);
            int permille = random.nextInt(-1_000, 300);
            int index = random.nextInt(60);
            Amount cap = Amount.ofMicros(first + 50_000_000_000L, Unit.USD);
            BigDecimal exact = BigDecimal.valueOf(first)
                    .multiply(BigDecimal.valueOf(1_000 + permille, 3).pow(index))
                    .setScale(0, RoundingMode.DOWN)
                    .min(BigDecimal.valueOf(cap.micros()));

            Amount grown = AmountSchedule.growing(Amount.ofMicros(first, Unit.USD), permille, cap)
                    .at(index);

            assertThat(grown.micros())
                    .as("%d grown %d times by %d thousandths", first, index, permille)
                    .isEqualTo(exact.longValueExact());
        }
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> AmountSchedule.listed(List.of()))
                .hasMessage("List had 0 amounts but must have 1 to 240; the last is used for all periods that follow.");
        assertThatThrownBy(() -> AmountSchedule.listed(List.of(usd("1"), Amount.zero(Unit.VCPU_SECONDS))))
                .isInstanceOf(UnitMismatchException.class);
        assertThatThrownBy(() -> AmountSchedule.listed(List.of(usd("1"), usd("-1"))))
                .hasMessage("Amount for a period was -1.00 USD but must be zero or more; use zero for none.");
        assertThatThrownBy(() -> AmountSchedule.growing(usd("2"), 1, usd("1")))
                .hasMessage("Cap was 1.00 USD but must be at least the first amount 2.00 USD; raise it, or use a"
                        + " constant amount.");
        assertThatThrownBy(() -> AmountSchedule.growing(usd("2"), 10_001, usd("3")))
                .hasMessage("Growth was 10001 thousandths but must be -1000 to 10000; 50 is five per cent a period.");
    }

    /** Against the exact power of whole numbers, which takes long. */
    @Test
    void grows_to_the_millionth_as_the_exact_power_says_however_many_periods_there_were() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 300; i++) {
            long first = random.nextLong(1L << random.nextInt(1, 50));
            int permille = random.nextInt(-1_000, random.nextBoolean() ? 60 : 10_001);
            long cap = first + random.nextLong(1L << 59);
            int index = random.nextInt(3_000);
            BigInteger exact = BigInteger.valueOf(first)
                    .multiply(BigInteger.valueOf(1_000 + permille).pow(index))
                    .divide(BigInteger.valueOf(1_000).pow(index))
                    .min(BigInteger.valueOf(cap));

            AmountSchedule schedule =
                    AmountSchedule.growing(Amount.ofMicros(first, Unit.USD), permille, Amount.ofMicros(cap, Unit.USD));

            assertThat(schedule.at(index).micros())
                    .as("%s with %s thousandths up to %s in period %s", first, permille, cap, index)
                    .isEqualTo(exact.longValueExact());
        }
    }
}
