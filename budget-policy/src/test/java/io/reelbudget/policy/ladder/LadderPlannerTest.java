package io.reelbudget.policy.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ladder planner")
class LadderPlannerTest {

    private static final double CORRELATION = 0.5;
    private static final LadderPlanner PLANNER = LadderPlanner.correlated(CORRELATION);
    private static final long SEED = Long.getLong("ladder.seed", 20261123);

    @Test
    void leaves_a_queue_that_fits_as_it_is() {
        List<List<Rung>> queue = queue(new Random(SEED), 20, 6);

        QualityPlan plan = PLANNER.plan(queue, quantile(queue, new int[20]));

        assertThat(plan.fits()).isTrue();
        assertThat(plan.loss()).isZero();
        for (int job = 0; job < plan.jobs(); job++) {
            assertThat(plan.rung(job)).isZero();
        }
    }

    @Test
    void takes_all_to_the_cheapest_where_not_even_that_fits() {
        List<List<Rung>> queue = queue(new Random(SEED), 20, 6);

        QualityPlan plan = PLANNER.plan(queue, 1);

        assertThat(plan.fits()).isFalse();
        for (int job = 0; job < plan.jobs(); job++) {
            assertThat(plan.rung(job)).isEqualTo(5);
        }
    }

    @Test
    void prefers_the_job_that_loses_least_for_what_it_saves() {
        List<Rung> dear = List.of(rung(0, 10), rung(1, 4));
        List<Rung> cheap = List.of(rung(0, 2), rung(1, 1));

        QualityPlan plan = PLANNER.plan(List.of(cheap, dear), 7);

        assertThat(plan.rung(0)).isZero();
        assertThat(plan.rung(1)).isEqualTo(1);
    }

    /** Ten alike jobs: one that errs alone needs less room than ten that err together, and more than none. */
    @Test
    void counts_spreads_as_far_as_jobs_err_together() {
        List<Rung> rungs = List.of(new Rung(0, new Quantiles(8, 10, 14)), new Rung(1, new Quantiles(4, 5, 7)));
        List<List<Rung>> queue = new ArrayList<>();
        for (int job = 0; job < 10; job++) {
            queue.add(rungs);
        }

        assertThat(LadderPlanner.correlated(0).plan(queue, 112.7).loss()).isZero();
        assertThat(LadderPlanner.correlated(0.5).plan(queue, 112.7).loss()).isEqualTo(3);
        assertThat(LadderPlanner.correlated(1).plan(queue, 112.7).loss()).isEqualTo(4);
        assertThat(LadderPlanner.correlated(1).fittingWith(0).plan(queue, 100).loss())
                .isZero();
    }

    /** All choices of small queues, in numbers that have no structure: none that fits loses less. */
    @Test
    void finds_the_best_of_all_plans_of_small_queues() {
        Random random = new Random(SEED);
        for (int round = 0; round < 150; round++) {
            List<List<Rung>> queue = queue(random, 2 + random.nextInt(5), 5);
            double limit = between(queue, random.nextDouble());

            QualityPlan plan = PLANNER.plan(queue, limit);

            double best = leastLoss(queue, limit);
            assertThat(plan.fits()).as("seed %s, round %s", SEED, round).isTrue();
            assertThat(plan.loss()).as("seed %s, round %s", SEED, round).isCloseTo(best, within(1e-9 + 0.01 * best));
            assertThat(plan.leastLoss()).as("seed %s, round %s", SEED, round).isLessThanOrEqualTo(best + 1e-9);
        }
    }

    @Test
    void is_near_the_bound_for_ten_thousand_jobs() {
        Random random = new Random(SEED);
        List<List<Rung>> queue = queue(random, 10_000, 6);
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            QualityPlan plan = PLANNER.plan(queue, between(queue, share));

            assertThat(plan.fits()).isTrue();
            assertThat(plan.loss()).isCloseTo(plan.leastLoss(), within(1e-3 * plan.leastLoss()));
        }
    }

    @Test
    void loses_no_more_with_more_money() {
        Random random = new Random(SEED);
        List<List<Rung>> queue = queue(random, 12, 5);
        double before = Double.POSITIVE_INFINITY;
        for (double share = 0.02; share < 1; share += 0.02) {
            double loss = PLANNER.plan(queue, between(queue, share)).loss();
            assertThat(loss).as("seed %s, share %s", SEED, share).isLessThanOrEqualTo(before * 1.01);
            before = loss;
        }
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LadderPlanner.correlated(1.5))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLANNER.fittingWith(-1))
                .withMessageContaining("-1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLANNER.plan(List.of(List.of()), 5))
                .withMessageContaining("Job number 0");
        assertThatIllegalArgumentException().isThrownBy(() -> rung(-1, 5)).withMessageContaining("-1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rung(Double.NaN, 5))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> rung(1, -5)).withMessageContaining("price");
    }

    private static Rung rung(double loss, double micros) {
        return new Rung(loss, Quantiles.certain(micros));
    }

    private static List<List<Rung>> queue(Random random, int jobs, int rungs) {
        List<List<Rung>> queue = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            double micros = Math.exp(13 + random.nextGaussian());
            double loss = 0;
            List<Rung> own = new ArrayList<>();
            for (int rung = 0; rung < rungs; rung++) {
                own.add(new Rung(
                        loss, new Quantiles(0.8 * micros, micros, micros * (1.1 + 0.5 * random.nextDouble()))));
                micros *= 0.4 + 0.4 * random.nextDouble();
                loss += random.nextDouble() * (rung + 1);
            }
            queue.add(own);
        }
        return queue;
    }

    /** Returns a limit so far between the cost of all at their cheapest and all as they are. */
    private static double between(List<List<Rung>> queue, double share) {
        int[] low = new int[queue.size()];
        for (int job = 0; job < low.length; job++) {
            low[job] = queue.get(job).size() - 1;
        }
        double least = quantile(queue, low);
        return least + share * (quantile(queue, new int[queue.size()]) - least);
    }

    private static double quantile(List<List<Rung>> queue, int[] chosen) {
        double median = 0;
        double spreads = 0;
        double squares = 0;
        for (int job = 0; job < chosen.length; job++) {
            Quantiles micros = queue.get(job).get(chosen[job]).micros();
            double spread = micros.p90() - micros.p50();
            median += micros.p50();
            spreads += spread;
            squares += spread * spread;
        }
        return median + Math.sqrt((1 - CORRELATION) * squares + CORRELATION * spreads * spreads);
    }

    private static double leastLoss(List<List<Rung>> queue, double limit) {
        double least = Double.POSITIVE_INFINITY;
        int[] chosen = new int[queue.size()];
        for (boolean isLeft = true; isLeft; isLeft = next(queue, chosen)) {
            double loss = 0;
            for (int job = 0; job < chosen.length; job++) {
                loss += queue.get(job).get(chosen[job]).loss();
            }
            if (loss < least && quantile(queue, chosen) <= limit) {
                least = loss;
            }
        }
        return least;
    }

    /** Counts on, one place a job. */
    private static boolean next(List<List<Rung>> queue, int[] chosen) {
        for (int job = 0; job < chosen.length; job++) {
            if (++chosen[job] < queue.get(job).size()) {
                return true;
            }
            chosen[job] = 0;
        }
        return false;
    }
}
