package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Quantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The joint cost of jobs")
class JointCostTest {

    @Test
    void of_one_job_is_that_jobs() {
        JointCost one = JointCost.NONE.plus(new Quantiles(1, 2, 5));

        assertThat(one.p50()).isEqualTo(2);
        assertThat(one.p90()).isCloseTo(5, within(1e-12));
    }

    @Test
    void lies_between_that_of_independent_jobs_and_the_sum_of_worst_cases() {
        JointCost four = JointCost.NONE;
        for (int i = 0; i < 4; i++) {
            four = four.plus(new Quantiles(1, 2, 5));
        }

        // Independent jobs would spread by 3 times the root of 4, worst cases by 3 times 4.
        assertThat(four.p90()).isBetween(8 + 6.0, 8 + 12.0).isCloseTo(8 + 3 * Math.sqrt(10), within(1e-12));
    }

    @Test
    void comes_back_to_nothing_when_all_jobs_are_taken_out_in_any_order() {
        long seed = Long.getLong("joint.seed", 7);
        Random random = new Random(seed);
        List<Quantiles> jobs = new ArrayList<>();
        JointCost cost = JointCost.NONE;
        for (int i = 0; i < 1_000; i++) {
            double p50 = random.nextDouble() * 1e9;
            jobs.add(new Quantiles(0, p50, p50 * (1 + random.nextDouble())));
            cost = cost.plus(jobs.get(i));
        }
        Collections.shuffle(jobs, random);
        for (Quantiles job : jobs) {
            cost = cost.minus(job);
        }

        assertThat(cost.p90()).as("seed %d", seed).isCloseTo(0, within(1e3)).isNotNaN();
    }
}
