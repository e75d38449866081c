package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Machine;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How many instances an account has use for")
class FleetNeedTest {

    /** One processor: a queued job takes 622 seconds of it at the median. */
    private static final InstanceOffer OFFER =
            InstanceOffer.onDemand(new Machine("node", 1, 1), Situations.usd("1"), Duration.ofMinutes(1), 20);

    private static final FleetTerms TERMS = FleetTerms.of(List.of(OFFER), 20);
    private static final Stance ACTED = Situations.acted(Mode.ACTED, "prioritise-quality", Instances.NONE);

    private static BudgetSituation situation(Duration runOut, Stance stance, int queued) {
        QueuedJob[] queue = IntStream.range(0, queued)
                .mapToObj(i -> Jobs.fullHd("job-" + i))
                .toArray(QueuedJob[]::new);
        return Situations.situation(runOut, "50", stance, queue);
    }

    @Test
    void is_none_without_work() {
        assertThat(FleetNeed.of(situation(Duration.ofDays(9), ACTED, 0), 0, TERMS))
                .isZero();
    }

    @Test
    void is_one_for_each_job_that_runs_as_it_may_be_on_any_of_them() {
        assertThat(FleetNeed.of(situation(Duration.ofDays(9), ACTED, 0), 2, TERMS))
                .isEqualTo(2);
    }

    @Test
    void is_never_more_than_the_terms_allow() {
        assertThat(FleetNeed.of(situation(Duration.ofDays(9), ACTED, 5), 30, TERMS))
                .isEqualTo(20);
    }

    @Test
    void is_one_for_a_queue_without_deadlines_while_nothing_is_in_force() {
        assertThat(FleetNeed.of(situation(Duration.ofMinutes(30), Stance.normal(), 6), 0, TERMS))
                .isEqualTo(1);
    }

    @Test
    void is_what_finishes_the_queue_before_the_money_is_gone_while_the_policy_presses() {
        int needed = FleetNeed.of(situation(Duration.ofMinutes(30), ACTED, 6), 0, TERMS);

        // Six times 622 seconds and some are to fit in 29 minutes: two instances cannot, six always can.
        assertThat(needed).isBetween(3, 6);
    }

    @Test
    void keeps_an_instance_each_for_jobs_that_are_late_whatever_is_done() {
        assertThat(FleetNeed.of(situation(Duration.ofMinutes(5), ACTED, 6), 0, TERMS))
                .isEqualTo(6);
    }
}
