package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static io.reelbudget.forecast.Questions.hours;
import static io.reelbudget.forecast.Questions.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.Burn;
import io.reelbudget.runway.BurnAlert;
import io.reelbudget.runway.BurnAlert.State;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Burn rates")
class BurnWatchTest {

    /** An even hour of 720 costs one unit. */
    private static final Allowance MONTH =
            new Allowance(720_000_000, 240_000_000, NOW.minus(Duration.ofDays(10)), Duration.ofDays(30));

    private static Burn burn(long... history) {
        return BurnWatch.of(new RunwayQuestion(
                NOW, NOW.plus(Duration.ofDays(20)), 480_000_000, until(history), List.of(), Funding.of(MONTH)));
    }

    private static List<State> states(Burn burn) {
        return burn.alerts().stream().map(BurnAlert::state).toList();
    }

    @Test
    void are_one_where_the_budget_is_spent_evenly() {
        Burn burn = burn(hours(240, hour -> 0.999e6));

        assertThat(burn.rate()).isCloseTo(1, within(0.002));
        assertThat(burn.pace().orElseThrow()).isCloseTo(1, within(0.002));
        assertThat(burn.alerts())
                .allSatisfy(alert -> assertThat(alert.longRate()).isCloseTo(1, within(0.002)));
        assertThat(states(burn)).containsExactly(State.CALM, State.CALM, State.CALM);
    }

    @Test
    void fire_first_on_short_windows() {
        Burn burn = burn(hours(240, hour -> hour < 237 ? 0.2e6 : 20e6));

        assertThat(states(burn)).containsExactly(State.FIRING, State.FIRING, State.ONE_LUMP);
        assertThat(burn.isAlerting()).isTrue();
        assertThat(burn.alerts().get(0).longRate()).isCloseTo(20, within(1e-6));
    }

    @Test
    void do_not_fire_for_one_dear_job() {
        Burn burn = burn(hours(240, hour -> hour < 239 ? 0.2e6 : 90e6));

        assertThat(burn.alerts().get(0).shortRate()).isCloseTo(90, within(1e-6));
        assertThat(states(burn)).containsExactly(State.ONE_LUMP, State.ONE_LUMP, State.ONE_LUMP);
        assertThat(burn.isAlerting()).isFalse();
    }

    @Test
    void are_calm_again_as_soon_as_the_burst_is_over() {
        Burn burn = burn(hours(240, hour -> hour >= 232 && hour < 238 ? 30e6 : 0));

        assertThat(states(burn).subList(0, 2)).containsExactly(State.CALM, State.CALM);
    }

    /** At 15:20 nobody has told yet what was spent since 15:00: that says nothing of how fast money burns. */
    @Test
    void end_where_the_history_does_if_the_running_hour_is_left_out() {
        Instant now = NOW.plus(Duration.ofMinutes(20));
        long[] burst = hours(240, hour -> hour >= 232 ? 60e6 : 1e6);

        Burn burn = BurnWatch.of(new RunwayQuestion(
                now, NOW.plus(Duration.ofDays(20)), 480_000_000, until(burst), List.of(), Funding.of(MONTH)));

        assertThat(states(burn).get(0)).isEqualTo(State.FIRING);
        assertThat(burn.alerts().get(0).shortRate()).isCloseTo(60, within(1e-6));
    }

    @Test
    void compare_what_was_posted_in_the_period_with_even_spending() {
        Allowance paidByOthersToo =
                new Allowance(720_000_000, 480_000_000, NOW.minus(Duration.ofDays(10)), Duration.ofDays(30));

        Burn burn = BurnWatch.of(new RunwayQuestion(
                NOW,
                NOW.plus(Duration.ofDays(20)),
                480_000_000,
                until(new long[0]),
                List.of(),
                Funding.of(paidByOthersToo)));

        assertThat(burn.pace().orElseThrow()).isCloseTo(2, within(1e-9));
    }

    @Test
    void take_what_remains_as_the_budget_where_there_is_no_allowance() {
        Burn burn = BurnWatch.of(new RunwayQuestion(
                NOW, NOW.plus(Duration.ofDays(10)), 240_000_000, until(hours(48, hour -> 2e6)), List.of()));

        assertThat(burn.rate()).isCloseTo(2, within(1e-9));
        assertThat(burn.pace()).isEmpty();
    }

    @Test
    void say_nothing_odd_where_there_is_neither_money_nor_history() {
        Burn burn =
                BurnWatch.of(new RunwayQuestion(NOW, NOW.plus(Duration.ofDays(10)), 0, until(new long[0]), List.of()));

        assertThat(burn.rate()).isZero();
        assertThat(burn.isAlerting()).isFalse();
    }
}
