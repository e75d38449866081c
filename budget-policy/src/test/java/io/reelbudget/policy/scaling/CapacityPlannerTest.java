package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.Fleets.LARGE;
import static io.reelbudget.policy.scaling.Fleets.NOW;
import static io.reelbudget.policy.scaling.Fleets.SMALL;
import static io.reelbudget.policy.scaling.Fleets.anyTime;
import static io.reelbudget.policy.scaling.Fleets.job;
import static io.reelbudget.policy.scaling.Fleets.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.CapacityDemand.Arrivals;
import io.reelbudget.policy.scaling.CapacityDemand.Job;
import io.reelbudget.policy.scaling.CapacityDemand.Running;
import io.reelbudget.policy.scaling.CapacityPlan.Bound;
import io.reelbudget.policy.scaling.CapacityPlan.Late;
import io.reelbudget.policy.scaling.CapacityPlan.Reason;
import io.reelbudget.policy.scaling.CapacityPlan.Start;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A capacity planner")
class CapacityPlannerTest {

    private static final long SEED = 20_261_123;

    private static CapacityPlan plan(FleetTerms terms, List<Job> jobs) {
        return CapacityPlanner.of(terms).plan(CapacityDemand.of(NOW, jobs));
    }

    private static FleetTerms only(InstanceOffer offer, int most) {
        return FleetTerms.of(List.of(offer), most);
    }

    @Nested
    @DisplayName("asked for what waits")
    class Waiting {

        @Test
        void starts_nothing_for_an_empty_queue() {
            CapacityPlan plan = plan(only(SMALL, 10), List.of());

            assertThat(plan.starts()).isEmpty();
            assertThat(plan.bound()).isEqualTo(Bound.NOTHING_TO_DO);
            assertThat(plan.cost().isZero()).isTrue();
            assertThat(plan.from()).isEmpty();
        }

        @Test
        void starts_one_for_jobs_without_deadlines() {
            CapacityPlan plan = plan(only(SMALL, 10), List.of(anyTime("a", 100, 200), anyTime("b", 100, 200)));

            assertThat(plan.instances()).isOne();
            assertThat(plan.bound()).isEqualTo(Bound.ONE_IS_ENOUGH);
        }

        @Test
        void starts_as_many_as_certain_work_needs_and_no_fewer_than_the_fluid_bound() {
            // Ten jobs of 100 s on instances of one processor that are ready after 60 s, all due after 310 s: each
            // instance does two and a half, so that four could do it were jobs divisible, and five can.
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                jobs.add(job("job-" + i, 100, 100, 310));
            }

            CapacityPlan plan = plan(only(SMALL, 50), jobs);

            assertThat(plan.leastInstances()).isEqualTo(4);
            assertThat(plan.instances()).isBetween(5, 6);
            assertThat(plan.bound()).isEqualTo(Bound.DEADLINES);
        }

        @Test
        void starts_one_for_each_job_where_each_takes_all_the_time_there_is() {
            List<Job> jobs = List.of(job("a", 100, 100, 165), job("b", 100, 100, 165), job("c", 100, 100, 165));

            assertThat(plan(only(SMALL, 50), jobs).instances()).isEqualTo(3);
        }

        @Test
        void counts_what_runs_already() {
            List<Job> jobs = List.of(job("a", 100, 100, 165), job("b", 100, 100, 165), job("c", 100, 100, 165));
            CapacityDemand demand = CapacityDemand.of(NOW, jobs).beside(List.of(new Running(SMALL, 2, NOW)));

            assertThat(CapacityPlanner.of(only(SMALL, 50)).plan(demand).instances())
                    .isOne();
            assertThat(CapacityPlanner.of(only(SMALL, 50)).needed(demand)).isEqualTo(3);
        }

        @Test
        void starts_nothing_where_enough_runs() {
            CapacityDemand demand = CapacityDemand.of(NOW, List.of(job("a", 100, 100, 500)))
                    .beside(List.of(new Running(SMALL, 1, NOW)));

            CapacityPlan plan = CapacityPlanner.of(only(SMALL, 50)).plan(demand);

            assertThat(plan.starts()).isEmpty();
            assertThat(plan.bound()).isEqualTo(Bound.ENOUGH_RUNS);
        }

        @Test
        void says_until_when_the_order_may_wait() {
            Start start = plan(only(SMALL, 50), List.of(job("a", 100, 100, 1_000)))
                    .starts()
                    .get(0);

            assertThat(start.from()).isEqualTo(NOW);
            // 1,000 s less 60 s of boot and 100 s of work.
            assertThat(Duration.between(start.latest(), NOW.plusSeconds(840)).abs())
                    .isLessThan(Duration.ofSeconds(1));
        }

        @Test
        void takes_the_fast_type_where_the_cheap_one_is_too_slow() {
            List<Job> jobs = List.of(job("a", 3_000, 3_000, 900));

            CapacityPlan plan = plan(FleetTerms.of(List.of(SMALL, LARGE), 10), jobs);

            assertThat(plan.starts()).extracting(Start::offer).containsExactly(LARGE);
        }

        @Test
        void takes_the_cheap_type_where_there_is_time() {
            List<Job> jobs = List.of(job("a", 3_000, 3_000, 9_000));

            CapacityPlan plan = plan(FleetTerms.of(List.of(SMALL, LARGE), 10), jobs);

            assertThat(plan.starts()).extracting(Start::offer).containsExactly(SMALL);
        }

        @Test
        void mixes_types_where_the_cheap_one_is_scarce() {
            InstanceOffer scarce = offer("scarce", 1, 1, "0.01", 60, 2);
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                jobs.add(job("job-" + i, 100, 100, 165));
            }

            CapacityPlan plan = plan(FleetTerms.of(List.of(SMALL, scarce), 10), jobs);

            assertThat(plan.starts().stream().collect(Collectors.toMap(Start::offer, Start::count)))
                    .containsEntry(scarce, 2)
                    .containsEntry(SMALL, 3);
        }

        @Test
        void plans_ten_thousand_jobs_within_seconds_of_processor_time() {
            List<Job> jobs = Fleets.queue(new Random(SEED), 10_000, 36_000);
            FleetTerms terms = FleetTerms.of(List.of(SMALL, LARGE, offer("medium", 4, 1.1, "0.42", 90, 200)), 200);

            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            CapacityPlan plan = plan(terms, jobs);

            assertThat(plan.instances()).isPositive();
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            assertThat(Duration.ofNanos(spent)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Nested
    @DisplayName("that cannot meet all deadlines")
    class Infeasible {

        @Test
        void says_which_job_takes_too_long_on_any_instance() {
            CapacityPlan plan =
                    plan(only(SMALL, 10), List.of(job("long", 1_000, 1_000, 500), job("short", 10, 10, 500)));

            assertThat(plan.late()).extracting(Late::id).containsExactly(new JobId("long"));
            assertThat(plan.late()).extracting(Late::reason).containsExactly(Reason.TOO_LONG);
            assertThat(plan.late().get(0).explanation())
                    .contains("Job long is due")
                    .contains("560 s too late")
                    .contains("give it more time or offer a faster instance");
            assertThat(plan.instances()).isOne();
        }

        @Test
        void sets_the_largest_aside_where_there_may_be_too_few_instances() {
            List<Job> jobs = List.of(
                    job("a", 100, 100, 170), job("b", 20, 20, 170), job("c", 20, 20, 170), job("d", 20, 20, 170));

            CapacityPlan plan = plan(only(SMALL, 1), jobs);

            assertThat(plan.late()).extracting(Late::id).containsExactly(new JobId("a"));
            assertThat(plan.late()).extracting(Late::reason).containsExactly(Reason.TOO_FEW_INSTANCES);
            assertThat(plan.bound()).isEqualTo(Bound.LIMITS);
        }

        @Test
        void starts_nothing_where_the_limit_is_reached_and_still_says_what_is_late() {
            CapacityDemand demand = CapacityDemand.of(NOW, List.of(job("a", 100, 100, 110), job("b", 100, 100, 110)))
                    .beside(List.of(new Running(SMALL, 1, NOW)));

            CapacityPlan plan = CapacityPlanner.of(only(SMALL, 1)).plan(demand);

            assertThat(plan.starts()).isEmpty();
            assertThat(plan.late()).hasSize(1);
            assertThat(plan.bound()).isEqualTo(Bound.LIMITS);
        }

        @Test
        void meets_the_deadlines_of_the_others_in_any_queue() {
            Random random = new Random(SEED);
            for (int round = 0; round < 30; round++) {
                List<Job> jobs = Fleets.queue(random, 30, 600);
                CapacityPlan plan = plan(only(SMALL, 4), jobs);
                Set<JobId> late = plan.late().stream().map(Late::id).collect(Collectors.toCollection(HashSet::new));
                List<Job> others = jobs.stream()
                        .map(each -> late.contains(each.id())
                                ? new Job(each.id(), each.cpuSeconds(), Optional.empty())
                                : each)
                        .toList();

                assertThat(plan(only(SMALL, 4), others).late())
                        .as("seed %d, round %d", SEED, round)
                        .isEmpty();
                assertThat(plan.instances()).isLessThanOrEqualTo(4);
            }
        }
    }

    @Nested
    @DisplayName("against a simulation")
    class Simulated {

        /**
         * Each deadline of each queue is played 300 times; 0.06 is three and a half standard errors of a share of 0.9
         * in 300.
         */
        @Test
        void meets_each_deadline_at_the_wanted_probability_however_errors_correlate() {
            Random random = new Random(SEED);
            double worst = 1;
            for (int round = 0; round < 24; round++) {
                List<Job> jobs = Fleets.queue(random, 5 + 5 * (round % 8), 1_500);
                double correlation = 0.25 * (round % 3);
                CapacityPlan plan = plan(FleetTerms.of(List.of(SMALL, LARGE), 100), jobs);
                assertThat(plan.late()).isEmpty();
                QueueSimulation simulation = new QueueSimulation(SEED + round, correlation);
                int[] met = new int[jobs.size()];
                for (int run = 0; run < 300; run++) {
                    boolean[] inTime = simulation.run(NOW, jobs, plan.starts(), List.of());
                    for (int i = 0; i < met.length; i++) {
                        met[i] += inTime[i] ? 1 : 0;
                    }
                }
                double least = Arrays.stream(met).min().orElseThrow() / 300.0;
                worst = Math.min(worst, least);
                assertThat(least)
                        .as("seed %d, round %d, correlation %s", SEED, round, correlation)
                        .isGreaterThan(0.9 - 0.06);
            }
            // A bound that never bit would pass, too: somewhere it does.
            assertThat(worst).isLessThan(0.995);
        }

        @Test
        void needs_at_least_the_fluid_bound_and_at_most_half_as_many_again_for_long_queues() {
            Random random = new Random(SEED);
            for (int round = 0; round < 10; round++) {
                List<Job> jobs = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    double p50 = Math.exp(4 + 0.5 * random.nextGaussian());
                    jobs.add(job("job-" + i, p50, 1.3 * p50, 2_000 + 10 * i));
                }
                CapacityPlan plan = plan(only(SMALL, 50), jobs);

                assertThat(plan.instances())
                        .as("seed %d, round %d", SEED, round)
                        .isBetween(plan.leastInstances(), (int) Math.ceil(1.5 * plan.leastInstances()));
            }
        }
    }

    @Nested
    @DisplayName("for any queue")
    class Properties {

        @Test
        void starts_no_fewer_instances_for_more_work() {
            Random random = new Random(SEED);
            for (int round = 0; round < 60; round++) {
                List<Job> jobs = Fleets.queue(random, 1 + random.nextInt(25), 1_500);
                int before = plan(only(SMALL, 1_000), jobs).instances();
                List<Job> more = new ArrayList<>(jobs);
                more.addAll(Fleets.queue(random, 1 + random.nextInt(3), 1_500).stream()
                        .map(each -> new Job(new JobId("more-" + each.id()), each.cpuSeconds(), each.due()))
                        .toList());

                assertThat(plan(only(SMALL, 1_000), more).instances())
                        .as("seed %d, round %d", SEED, round)
                        .isGreaterThanOrEqualTo(before);
            }
        }

        @Test
        void starts_no_more_than_the_limits_allow() {
            Random random = new Random(SEED);
            for (int round = 0; round < 60; round++) {
                int most = 1 + random.nextInt(6);
                InstanceOffer scarce = offer("scarce", 2, 1, "0.15", 60, 1 + random.nextInt(3));
                int running = random.nextInt(most + 1);
                CapacityDemand demand = CapacityDemand.of(NOW, Fleets.queue(random, 20, 300));
                if (running > 0) {
                    demand = demand.beside(List.of(new Running(SMALL, running, NOW)));
                }
                CapacityPlan plan = CapacityPlanner.of(FleetTerms.of(List.of(SMALL, scarce), most))
                        .plan(demand);

                assertThat(plan.instances() + running).isLessThanOrEqualTo(most);
                assertThat(plan.starts()).allSatisfy(start -> assertThat(start.count())
                        .isBetween(1, start.offer().most()));
            }
        }

        /** Against all fleets there are that meet the deadlines by the same bound: 5 % dearer at the most. */
        @Test
        void costs_hardly_more_than_the_cheapest_fleet_of_all() {
            Random random = new Random(SEED);
            double worst = 1;
            for (int round = 0; round < 120; round++) {
                List<InstanceOffer> offers = List.of(
                        offer("a", 1, 1, "0.10", 30, 1 + random.nextInt(4)),
                        offer("b", 2, 1, random.nextBoolean() ? "0.17" : "0.24", 60, 1 + random.nextInt(4)),
                        offer("c", 4, 1.2, "0.40", 90, 1 + random.nextInt(4)));
                FleetTerms terms = FleetTerms.of(offers, 6);
                List<Job> jobs = Fleets.queue(random, 3 + random.nextInt(8), 700);
                CapacityPlan plan = plan(terms, jobs);
                if (!plan.late().isEmpty()) {
                    continue;
                }
                double cheapest = cheapest(terms, jobs);
                worst = Math.max(worst, plan.cost().micros() / cheapest);
            }
            assertThat(worst).as("seed %d", SEED).isLessThanOrEqualTo(1.05);
        }

        private double cheapest(FleetTerms terms, List<Job> jobs) {
            double z = NormalCurve.quantile(terms.probability());
            CapacityDemand demand = CapacityDemand.of(NOW, jobs);
            Deadlines deadlines = new Deadlines(NOW, jobs, z);
            Fleet fleet = new Fleet(demand, terms.offers());
            WorkTotal total = new WorkTotal();
            jobs.forEach(job -> total.add(WorkTotal.Term.of(job.cpuSeconds())));
            double work = total.quantile(z);
            double least = Double.POSITIVE_INFINITY;
            for (int a = 0; a <= terms.offers().get(0).most(); a++) {
                for (int b = 0; b <= terms.offers().get(1).most(); b++) {
                    for (int c = 0; c <= terms.offers().get(2).most(); c++) {
                        int[] counts = {a, b, c};
                        fleet.set(counts);
                        if (a + b + c == 0 || a + b + c > terms.mostInstances() || !deadlines.areMetBy(fleet)) {
                            continue;
                        }
                        double cost = 0;
                        for (int i = 0; i < 3; i++) {
                            InstanceOffer each = terms.offers().get(i);
                            Duration paid = each.boot().plus(Seconds.time(work / fleet.totalPace()));
                            cost += counts[i] * (double) each.cost(paid).micros();
                        }
                        least = Math.min(least, cost);
                    }
                }
            }
            return least;
        }

        @Test
        void plans_alike_for_the_same_demand() {
            List<Job> jobs = Fleets.queue(new Random(SEED), 40, 900);
            FleetTerms terms = FleetTerms.of(List.of(SMALL, LARGE), 30);

            assertThat(plan(terms, jobs)).isEqualTo(plan(terms, jobs));
        }
    }

    @Nested
    @DisplayName("asked for what is expected")
    class Expected {

        private final Quantiles cpuSeconds = new Quantiles(40, 60, 90);

        private Arrivals arrivals(double perHour) {
            return new Arrivals(
                    NOW.plusSeconds(3_600), Duration.ofHours(2), perHour, cpuSeconds, Duration.ofSeconds(30));
        }

        @Test
        void orders_by_the_boot_time_ahead() {
            CapacityPlan plan = CapacityPlanner.of(only(SMALL, 50))
                    .plan(CapacityDemand.of(NOW, List.of()).expecting(arrivals(300)));

            assertThat(plan.bound()).isEqualTo(Bound.ARRIVALS);
            assertThat(plan.from()).contains(NOW.plusSeconds(3_600 - 60));
        }

        @Test
        void lets_no_more_wait_longer_than_wanted_as_a_simulation_shows() {
            for (double perHour : new double[] {120, 600, 2_000}) {
                int servers = CapacityPlanner.of(only(SMALL, 1_000).meetingDeadlinesWith(0.9))
                        .plan(CapacityDemand.of(NOW, List.of()).expecting(arrivals(perHour)))
                        .instances();
                QueueSimulation simulation = new QueueSimulation(SEED, 0);
                double pace = SMALL.pace();

                assertThat(simulation.shareWaitingLonger(
                                perHour / 3_600, cpuSeconds, pace, servers, Duration.ofSeconds(30), 60_000))
                        .as("%s in an hour on %d", perHour, servers)
                        .isLessThan(0.1 + 0.005);
                assertThat(simulation.shareWaitingLonger(
                                perHour / 3_600, cpuSeconds, pace, servers - 2, Duration.ofSeconds(30), 60_000))
                        .as("%s in an hour on two fewer", perHour)
                        .isGreaterThan(0.1);
            }
        }

        @Test
        void says_where_limits_allow_too_few() {
            CapacityPlan plan = CapacityPlanner.of(only(SMALL, 3))
                    .plan(CapacityDemand.of(NOW, List.of()).expecting(arrivals(600)));

            assertThat(plan.instances()).isEqualTo(3);
            assertThat(plan.bound()).isEqualTo(Bound.LIMITS);
        }
    }

    @Nested
    @DisplayName("within an amount")
    class Within {

        @Test
        void starts_as_many_as_it_pays_for() {
            List<Job> jobs = List.of(job("a", 100, 100, 165), job("b", 100, 100, 165), job("c", 100, 100, 165));
            CapacityPlan plan = plan(only(SMALL, 50), jobs);
            Amount two = Amount.ofMicros(plan.cost().micros() * 2 / 3 + 1, Unit.USD);

            CapacityPlan bounded = plan.within(two);

            assertThat(bounded.instances()).isEqualTo(2);
            assertThat(bounded.bound()).isEqualTo(Bound.MONEY);
            assertThat(bounded.cost().isGreaterThan(two)).isFalse();
            assertThat(plan.within(plan.cost())).isEqualTo(plan);
            assertThat(plan.within(Amount.zero(Unit.USD)).starts()).isEmpty();
        }
    }

    @Nested
    @DisplayName("given nonsense")
    class Nonsense {

        @Test
        void says_what_is_wrong() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FleetTerms.of(List.of(), 3))
                    .withMessage("Offers were 0 but must be 1 to 16; leave out those that are never the cheapest.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> only(SMALL, 0))
                    .withMessage("Most instances were 0 but must be 1 to 10000; use another policy to start none.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> only(SMALL, 3).meetingDeadlinesWith(1))
                    .withMessageContaining("Probability was 1.0 but must be 0.5 to 0.99");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FleetTerms.of(List.of(SMALL, SMALL), 3))
                    .withMessageContaining("Offer 'small:on-demand' came twice");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> job("a", 0, 0, 10))
                    .withMessageContaining("must be finite and in rising order");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Job(new JobId("a"), new Quantiles(0, 0, 1), Optional.empty()))
                    .withMessageContaining("Job 'a' had 0.0 CPU seconds");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Running(SMALL, 0, NOW))
                    .withMessageContaining("Running instances were 0");
        }

        @Test
        void takes_deadlines_that_are_past_and_years_ahead() {
            CapacityPlan plan = plan(
                    only(SMALL, 10),
                    List.of(
                            new Job(new JobId("past"), Quantiles.certain(10), Optional.of(NOW.minusSeconds(1))),
                            new Job(new JobId("far"), Quantiles.certain(10), Optional.of(NOW.plusSeconds(1L << 40)))));

            assertThat(plan.late()).extracting(Late::id).containsExactly(new JobId("past"));
            assertThat(plan.instances()).isOne();
        }
    }
}
