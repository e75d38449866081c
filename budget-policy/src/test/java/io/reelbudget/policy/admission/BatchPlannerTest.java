package io.reelbudget.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Purse 0 pays now, purse 1 after the renewal. */
@DisplayName("A planner of batches")
class BatchPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Instant RENEWAL = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void starts_jobs_in_the_order_of_the_list_now_after_the_renewal_or_not_at_all() {
        BatchPlan plan = BatchPlanner.of(new long[] {10, 8})
                .inOrder(List.of(either(7, 7, 7), either(5, 5, 5), either(3, 3, 3), either(4, 4, 4)));

        assertThat(plan.starts().stream().map(start -> start.map(BatchStart::at)))
                .containsExactly(Optional.of(NOW), Optional.of(RENEWAL), Optional.of(NOW), Optional.empty());
    }

    @Test
    void waits_for_a_cheaper_time_where_the_deadline_lets_it() {
        List<BatchStart> urgent = List.of(now(5, 9));

        BatchPlan plan = BatchPlanner.of(new long[] {10, 10}).cheapest(List.of(either(5, 9, 4), urgent));

        assertThat(plan.starts().stream().map(start -> start.map(BatchStart::at)))
                .containsExactly(Optional.of(RENEWAL), Optional.of(NOW));
        assertThat(plan.costMicros()).isEqualTo(13);
        assertThat(plan.isProven()).isTrue();
    }

    @Test
    void leaves_the_dear_time_to_the_job_that_misses_the_cheap_one_least() {
        BatchPlan plan = BatchPlanner.of(new long[] {10, 5}).cheapest(List.of(either(5, 6, 4), either(5, 20, 4)));

        assertThat(plan.costMicros()).isEqualTo(10);
    }

    @Test
    void finds_the_best_plan_of_short_batches_as_trying_all_does() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] purses = {random.nextLong(30), random.nextLong(30)};
            List<List<BatchStart>> jobs = jobs(random, 6);

            BatchPlan plan = BatchPlanner.of(purses).cheapest(jobs);

            long[] best = bestOf(jobs, 0, purses.clone());
            assertThat(plan.isProven()).as("seed %d", seed).isTrue();
            assertThat(new long[] {plan.placed(), plan.costMicros()})
                    .as("seed %d", seed)
                    .isEqualTo(best);
        }
    }

    @Test
    void never_takes_more_from_a_purse_than_is_in_it() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] purses = {random.nextLong(2_000), random.nextLong(2_000)};
            List<List<BatchStart>> jobs = jobs(random, 300);
            BatchPlanner planner = BatchPlanner.of(purses);

            for (BatchPlan plan : List.of(planner.inOrder(jobs), planner.cheapest(jobs))) {
                long[] left = purses.clone();
                plan.starts().stream()
                        .flatMap(Optional::stream)
                        .forEach(start -> left[start.purses().get(0)] -= start.askedMicros());
                assertThat(left[0]).as("seed %d", seed).isNotNegative();
                assertThat(left[1]).as("seed %d", seed).isNotNegative();
            }
        }
    }

    @Test
    void places_nothing_where_a_purse_is_overdrawn() {
        assertThat(BatchPlanner.of(new long[] {-1, -1})
                        .inOrder(List.of(either(0, 0, 0)))
                        .placed())
                .isZero();
    }

    @Test
    void refuses_starts_that_cost_less_than_nothing() {
        assertThatThrownBy(() -> now(1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Start at 2026-11-10T12:00:00Z asked for 1 and cost -1 millionths but both must be zero or"
                        + " more; check the prices.");
    }

    private static List<List<BatchStart>> jobs(SplittableRandom random, int count) {
        List<List<BatchStart>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<BatchStart> starts = new ArrayList<>();
            if (random.nextInt(4) > 0) {
                starts.add(now(1 + random.nextLong(12), random.nextLong(20)));
            }
            if (random.nextInt(4) > 0) {
                starts.add(later(1 + random.nextLong(12), random.nextLong(20)));
            }
            jobs.add(starts);
        }
        return jobs;
    }

    /** Returns how many jobs can be placed, and for how much at least, by trying all plans. */
    private static long[] bestOf(List<List<BatchStart>> jobs, int job, long[] left) {
        if (job == jobs.size()) {
            return new long[2];
        }
        long[] best = bestOf(jobs, job + 1, left);
        for (BatchStart start : jobs.get(job)) {
            int purse = start.purses().get(0);
            if (left[purse] >= start.askedMicros()) {
                left[purse] -= start.askedMicros();
                long[] rest = bestOf(jobs, job + 1, left);
                left[purse] += start.askedMicros();
                long[] with = {rest[0] + 1, rest[1] + start.costMicros()};
                best = with[0] > best[0] || (with[0] == best[0] && with[1] < best[1]) ? with : best;
            }
        }
        return best;
    }

    private static List<BatchStart> either(long asked, long costNow, long costLater) {
        return List.of(now(asked, costNow), later(asked, costLater));
    }

    private static BatchStart now(long asked, long cost) {
        return new BatchStart(NOW, asked, cost, List.of(0));
    }

    private static BatchStart later(long asked, long cost) {
        return new BatchStart(RENEWAL, asked, cost, List.of(1));
    }
}
