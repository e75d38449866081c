package io.reelbudget.policy.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.policy.scaling.ScaleInRule.Candidate;
import io.reelbudget.policy.scaling.ScaleInRule.State;
import io.reelbudget.policy.scaling.ScaleInRule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rule for scaling in")
class ScaleInRuleTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ScaleInRule RULE = new ScaleInRule(
            Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(5), Duration.ofMinutes(5));

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static List<Candidate> instances(int count, Duration billing) {
        List<Candidate> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(new Candidate("i-" + i, NOON, billing));
        }
        return running;
    }

    @Test
    void lets_none_go_before_the_surplus_has_lasted() {
        State state = RULE.judge(minute(30), 1, instances(3, SECOND), ScaleInRule.begin(NOON))
                .state();

        assertThat(RULE.judge(minute(39), 1, instances(3, SECOND), state).leaving())
                .isEmpty();
        assertThat(RULE.judge(minute(40), 1, instances(3, SECOND), state).leaving())
                .hasSize(2);
    }

    @Test
    void lets_only_so_many_go_as_were_never_needed_meanwhile() {
        State state = RULE.judge(minute(30), 0, instances(5, SECOND), ScaleInRule.begin(NOON))
                .state();
        state = RULE.judge(minute(35), 3, instances(5, SECOND), state).state();

        assertThat(RULE.judge(minute(40), 0, instances(5, SECOND), state).leaving())
                .hasSize(2);
    }

    @Test
    void counts_anew_when_all_were_needed_once() {
        State state = RULE.judge(minute(30), 0, instances(2, SECOND), ScaleInRule.begin(NOON))
                .state();
        state = RULE.judge(minute(39), 2, instances(2, SECOND), state).state();

        assertThat(RULE.judge(minute(41), 0, instances(2, SECOND), state).leaving())
                .isEmpty();
    }

    @Test
    void keeps_instances_for_their_minimum_lifetime() {
        State state = RULE.judge(minute(5), 0, instances(2, SECOND), ScaleInRule.begin(NOON))
                .state();

        assertThat(RULE.judge(minute(19), 0, instances(2, SECOND), state).leaving())
                .isEmpty();
        assertThat(RULE.judge(minute(20), 0, instances(2, SECOND), state).leaving())
                .hasSize(2);
    }

    @Test
    void waits_for_the_cool_down_after_a_change() {
        State state = RULE.judge(minute(30), 0, instances(2, SECOND), ScaleInRule.begin(minute(38)))
                .state();

        assertThat(RULE.judge(minute(42), 0, instances(2, SECOND), state).leaving())
                .isEmpty();
        assertThat(RULE.judge(minute(43), 0, instances(2, SECOND), state).leaving())
                .hasSize(2);
    }

    @Test
    void keeps_what_is_paid_by_the_hour_until_shortly_before_the_next_bill() {
        State state = RULE.judge(minute(30), 0, instances(1, Duration.ofHours(1)), ScaleInRule.begin(NOON))
                .state();

        assertThat(RULE.judge(minute(54), 0, instances(1, Duration.ofHours(1)), state)
                        .leaving())
                .isEmpty();
        assertThat(RULE.judge(minute(55), 0, instances(1, Duration.ofHours(1)), state)
                        .leaving())
                .hasSize(1);
    }

    /** The load swings every 4 minutes for a day; without the rule 719 instances would have been stopped. */
    @Test
    void does_not_flap_when_the_load_swings() {
        List<Candidate> running = new ArrayList<>();
        State state = ScaleInRule.begin(NOON);
        int starts = 0;
        int stops = 0;
        for (int minute = 0; minute < 1_440; minute++) {
            int needed = minute / 4 % 2 == 0 ? 6 : 2;
            while (running.size() < needed) {
                running.add(new Candidate("i-" + ++starts, minute(minute), SECOND));
                state = state.changedAt(minute(minute));
            }
            Verdict verdict = RULE.judge(minute(minute), needed, running, state);
            state = verdict.state();
            if (!verdict.leaving().isEmpty()) {
                stops += verdict.leaving().size();
                running.removeAll(verdict.leaving());
                state = state.changedAt(minute(minute));
            }
        }
        assertThat(starts).isEqualTo(6);
        assertThat(stops).isZero();
        state = RULE.judge(minute(1_440), 2, running, state).state();
        assertThat(RULE.judge(minute(1_450), 2, running, state).leaving()).hasSize(4);
    }

    @Test
    void refuses_times_that_make_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleInRule(Duration.ofSeconds(-1), SECOND, SECOND, SECOND))
                .withMessage("Surplus was PT-1S but must be zero to a day; 10 minutes are usual.");
    }
}
