package io.reelbudget.policy.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A surge")
class SurgeTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Surge SURGE = surge("0.1");

    @Test
    void multiplies_by_its_bounds_outside_its_utilisations_and_by_a_line_between() {
        assertThat(SURGE.begin(0.2, START).factor()).isEqualByComparingTo("1");
        assertThat(SURGE.begin(0.7, START).factor()).isEqualByComparingTo("1.5");
        assertThat(SURGE.begin(5, START).factor()).isEqualByComparingTo("2");
    }

    @Test
    void has_gone_63_percent_of_the_way_after_its_time_constant() {
        Surge.State idle = SURGE.begin(0, START);
        Surge.State busy = SURGE.next(idle, 1, START);
        Surge.State later = SURGE.next(busy, 1, START.plus(Duration.ofMinutes(10)));

        assertThat(later.smoothed()).isCloseTo(1 - Math.exp(-1), within(1e-12));
    }

    @Test
    void comes_to_the_same_however_often_the_same_utilisation_is_observed() {
        Surge.State often = SURGE.next(SURGE.begin(0, START), 1, START);
        for (int minute = 1; minute <= 10; minute++) {
            often = SURGE.next(often, 1, START.plus(Duration.ofMinutes(minute)));
        }
        Surge.State once =
                SURGE.next(SURGE.next(SURGE.begin(0, START), 1, START), 1, START.plus(Duration.ofMinutes(10)));

        assertThat(often.smoothed()).isCloseTo(once.smoothed(), within(1e-12));
    }

    @Test
    void changes_no_price_for_swings_of_less_than_a_step() {
        Surge.State state = SURGE.begin(0.70, START);
        BigDecimal before = state.factor();
        SplittableRandom random = new SplittableRandom(3);
        for (int minute = 1; minute <= 1_000; minute++) {
            state = SURGE.next(state, 0.66 + 0.08 * random.nextDouble(), START.plus(Duration.ofMinutes(minute)));

            assertThat(state.factor()).as("minute %s, seed 3", minute).isEqualByComparingTo(before);
        }
    }

    @Test
    void moves_by_whole_steps_within_its_bounds_whatever_is_observed() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        Surge surge = surge("0.3"); // which does not divide the span from 1 to 2
        Surge.State state = surge.begin(0.5, START);
        Instant now = START;
        for (int round = 0; round < 2_000; round++) {
            now = now.plus(Duration.ofSeconds(random.nextInt(-5, 900)));
            state = surge.next(state, random.nextDouble() * 1.4 - 0.2, now);

            assertThat(state.factor())
                    .as("seed %s, round %s", seed, round)
                    .isBetween(new BigDecimal("1"), new BigDecimal("2"));
            boolean isStep = state.factor()
                            .subtract(BigDecimal.ONE)
                            .remainder(new BigDecimal("0.3"))
                            .signum()
                    == 0;
            assertThat(isStep || state.factor().compareTo(new BigDecimal("2")) == 0)
                    .isTrue();
        }
    }

    @Test
    void reaches_its_most_where_steps_do_not_lead_there() {
        assertThat(surge("0.3").begin(1, START).factor()).isEqualByComparingTo("2");
        assertThat(surge("1").begin(1, START).factor()).isEqualByComparingTo("2");
    }

    @Test
    void comes_back_to_its_least_once_machines_are_idle() {
        Surge.State busy = SURGE.begin(1, START);
        Surge.State idle = SURGE.next(busy, 0, START);

        assertThat(SURGE.factorAt(idle, START.plus(Duration.ofHours(2)))).isEqualByComparingTo("1");
    }

    @Test
    void is_measured_from_the_first_observation_on() {
        SurgeMeter meter = new SurgeMeter(SURGE);

        assertThat(meter.factor(START)).isEqualByComparingTo("1");
        meter.observe(1, START);
        assertThat(meter.factor(START)).isEqualByComparingTo("2");
    }

    @Test
    void refuses_bounds_that_contradict_each_other() {
        assertThatThrownBy(
                        () -> new Surge(one("0.9"), one("0.5"), one("1"), one("2"), Duration.ofMinutes(10), one("0.1")))
                .hasMessage("Surge was from a utilisation of 0.9 to 0.5 but must be within 0 to 1 and rise;"
                        + " use 0.6 to 0.95, say.");
        assertThatThrownBy(
                        () -> new Surge(one("0.5"), one("0.9"), one("2"), one("1"), Duration.ofMinutes(10), one("0.1")))
                .hasMessageContaining("must be more than zero and not fall");
        assertThatThrownBy(() -> surge("3"))
                .hasMessage("Step of the surge was 3 but must be at most 1, which is all of it; use a tenth, say.");
        assertThatThrownBy(() -> new SurgeMeter(SURGE).observe(Double.NaN, START))
                .hasMessageContaining("NaN");
    }

    private static Surge surge(String step) {
        return new Surge(one("0.5"), one("0.9"), one("1"), one("2"), Duration.ofMinutes(10), one(step));
    }

    private static BigDecimal one(String decimal) {
        return new BigDecimal(decimal);
    }
}
