package io.reelbudget.forecast.exhaustion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.money.Unit;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An account's pulse")
class AccountPulseTest {

    private static final Instant START = Instant.parse("2026-03-01T07:12:00Z");
    private static final Offset<Double> ROUNDING = within(1e-6);

    private record Charge(Instant at, double amount) {}

    /** Jobs at random, some days without any, over 120 days that have the change of clocks in them. */
    private static List<Charge> charges(long seed) {
        Random random = new Random(seed);
        List<Charge> charges = new ArrayList<>();
        Instant at = START;
        while (at.isBefore(START.plus(Duration.ofDays(120)))) {
            charges.add(new Charge(at, 1 + 9 * random.nextDouble()));
            double gap = random.nextInt(5) == 0 ? 60 * random.nextDouble() : 6 * random.nextDouble();
            at = at.plusSeconds((long) (gap * 3_600));
        }
        return charges;
    }

    private static double between(List<Charge> charges, Instant from, Instant until) {
        return charges.stream()
                .filter(charge -> charge.at().isAfter(from) && !charge.at().isAfter(until))
                .mapToDouble(Charge::amount)
                .sum();
    }

    private static UsageSums sums(List<Charge> charges, Instant now) {
        AccountPulse pulse = new AccountPulse();
        charges.stream()
                .filter(charge -> !charge.at().isAfter(now))
                .forEach(charge -> pulse.spent(charge.at(), charge.amount()));
        return pulse.at(now);
    }

    @Nested
    @DisplayName("asked at a midnight")
    class AtMidnight {

        @Test
        void has_the_totals_that_adding_up_all_charges_has() {
            for (long seed = 0; seed < 5; seed++) {
                List<Charge> charges = charges(seed);
                Instant now = Instant.parse("2026-06-20T00:00:00Z");

                UsageSums sums = sums(charges, now);

                for (int days = 1; days <= UsageSums.DAYS; days++) {
                    assertThat(sums.lastDays(days))
                            .as("%s days, seed %s", days, seed)
                            .isCloseTo(between(charges, now.minus(Duration.ofDays(days)), now), ROUNDING);
                }
                assertThat(sums.halfDay()).isCloseTo(between(charges, now.minus(Duration.ofHours(12)), now), ROUNDING);
            }
        }

        @Test
        void has_decayed_sums_that_are_exact() {
            List<Charge> charges = charges(9);
            Instant now = Instant.parse("2026-04-05T00:00:00Z");
            double expected = charges.stream()
                    .filter(charge -> !charge.at().isAfter(now))
                    .mapToDouble(charge -> charge.amount()
                            * Math.exp(-Duration.between(charge.at(), now).toSeconds() / 86_400.0 / 4))
                    .sum();
            double age = Duration.between(START, now).toSeconds() / 86_400.0;

            assertThat(sums(charges, now).slowRate())
                    .isCloseTo(expected / (4 * (1 - Math.exp(-age / 4))), within(1e-6));
            assertThat(sums(charges, now).ageDays()).isCloseTo(age, ROUNDING);
        }
    }

    @Test
    void has_the_last_24_hours_to_the_hour_at_any_instant() {
        List<Charge> charges = charges(3);
        Instant now = Instant.parse("2026-05-11T17:00:00Z");

        assertThat(sums(charges, now).lastDays(1))
                .isCloseTo(between(charges, now.minus(Duration.ofDays(1)), now), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void of_an_hourly_history_refuses_an_amount_that_cannot_have_been_charged(double charged) {
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        HourlyUsage history = HourlyUsage.of(start, Unit.USD, new long[] {1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HourlySums.of(history, start, charged))
                .withMessage("Charged was " + charged
                        + " micros but must be zero or more and finite; leave corrections out of what is charged.");
    }

    @Test
    void agrees_with_the_sums_of_an_hourly_history() {
        List<Charge> charges = charges(4);
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        long[] hours = new long[(int) Duration.between(start, now).toHours()];
        charges.stream()
                .filter(charge -> charge.at().isBefore(now))
                .forEach(charge -> hours[
                        (int) Duration.between(start, charge.at()).toHours()] += Math.round(1e6 * charge.amount()));

        UsageSums hourly = HourlySums.of(HourlyUsage.of(start, Unit.USD, hours), now, 0);
        UsageSums pulse = sums(charges, now);

        for (int days = 1; days <= UsageSums.DAYS; days++) {
            assertThat(hourly.lastDays(days) / 1e6).isCloseTo(pulse.lastDays(days), within(1e-3));
        }
        assertThat(hourly.slowRate() / 1e6).isCloseTo(pulse.slowRate(), within(0.02 * pulse.slowRate()));
        assertThat(hourly.total() / 1e6).isCloseTo(pulse.total(), within(1e-3));
        assertThat(hourly.ageDays()).isCloseTo(pulse.ageDays(), within(1.0 / 24));
    }

    @Test
    void forgets_what_is_older_than_its_rings_after_a_long_silence() {
        AccountPulse pulse = new AccountPulse();
        pulse.spent(START, 5);

        UsageSums later = pulse.at(START.plus(Duration.ofDays(3650)));

        assertThat(later.lastDays(UsageSums.DAYS)).isZero();
        assertThat(later.total()).isEqualTo(5);
        assertThat(later.fastRate()).isBetween(0.0, 1e-300);
    }

    @Test
    void counts_jobs_that_run_and_that_ended() {
        AccountPulse pulse = new AccountPulse();
        pulse.charged(START, 1);
        pulse.charged(START.plusSeconds(10), 1);
        pulse.ended(START.plusSeconds(7_210));

        UsageSums.JobsSeen jobs = pulse.at(START.plusSeconds(10_810)).jobs();

        assertThat(jobs.running()).isEqualTo(1);
        assertThat(jobs.hoursSinceEnd()).isCloseTo(1, ROUNDING);
        assertThat(jobs.endedLastDay()).isEqualTo(1);
    }

    @Test
    void takes_a_charge_that_comes_late_as_of_now() {
        AccountPulse pulse = new AccountPulse();
        pulse.spent(START.plusSeconds(100_000), 1);
        pulse.spent(START, 2);

        assertThat(pulse.at(START.plusSeconds(100_000)).lastDays(1)).isEqualTo(3);
    }

    @Test
    void says_nothing_odd_of_an_account_that_never_spent() {
        UsageSums sums = new AccountPulse().at(START);
        FeatureRow row = FeatureRow.of(sums, new BudgetLeft(100, 0, 100, 30), BusyDays.unknown());

        RunOutCurve curve = LearntCombination.shipped(Knowledge.SPENDING_ALONE).curve(row);

        assertThat(curve.within(1)).isBetween(0.0, 0.05);
        assertThat(curve.beforeRenewal()).isBetween(0.0, 0.9);
    }
}
