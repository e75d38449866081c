package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static io.reelbudget.forecast.Questions.hours;
import static io.reelbudget.forecast.Questions.known;
import static io.reelbudget.forecast.Questions.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.exhaustion.Knowledge;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What accounts alike let expect")
class LearntOutlookTest {

    private static final int PATHS = 20_000;
    private static final double HORIZON = 480;
    private static final double POINT = 0.01 + 3 * 0.5 / Math.sqrt(PATHS);

    private static final CommittedSpend[] WORK = {
        known(Kind.HOLD, 2e6, 4e6, 8e6, Duration.ZERO, Duration.ofHours(3)),
        known(Kind.QUEUE, 5e6, 9e6, 16e6, Duration.ofHours(3), Duration.ofHours(12)),
        known(Kind.ANNOUNCED, 10e6, 20e6, 35e6, Duration.ofHours(100), Duration.ofHours(150))
    };

    /** Jobs on about every third day, none small. */
    private static long[] bursts() {
        Random random = new Random(42);
        return hours(60 * 24, hour -> random.nextInt(60) == 0 ? 1e6 * (1 + 9 * random.nextDouble()) : 0);
    }

    private static RunwayQuestion question(double remaining, CommittedSpend... work) {
        return new RunwayQuestion(
                NOW,
                NOW.plus(Duration.ofHours((long) HORIZON)),
                (long) remaining,
                until(bursts()),
                List.of(work),
                Funding.of(new Allowance(
                        120_000_000,
                        120_000_000 - (long) remaining,
                        NOW.minus(Duration.ofDays(10)),
                        Duration.ofDays(30))));
    }

    @Nested
    @DisplayName("compared with a simulation of the same marginals")
    class Simulated {

        /** Arrivals keep their rank among all outcomes; known work is drawn apart; both by code of their own. */
        @ParameterizedTest
        @ValueSource(doubles = {30, 45, 60, 90, 120})
        void agrees_within_a_point_and_a_hundredth_of_the_horizon(double units) {
            RunwayQuestion question = question(units * 1e6, WORK);
            LearntOutlook outlook = learnt(question);
            ExhaustionCurve curve = ExhaustionCurve.of(outlook, question);

            double[] simulated = simulate(units * 1e6, outlook);

            double probability =
                    (double) Arrays.stream(simulated).filter(Double::isFinite).count() / PATHS;
            assertThat(curve.probability()).isCloseTo(probability, within(POINT));
            double median = simulated[(int) (probability * PATHS / 2)];
            assertThat(Duration.between(NOW, curve.exhaustion().orElseThrow().p50())
                                    .toMinutes()
                            / 60.0)
                    .isCloseTo(median, within(0.01 * HORIZON + 1));
        }

        private double[] simulate(double remaining, LearntOutlook outlook) {
            Random random = new Random(7);
            ArrivalTable table = outlook.table();
            double[] instants = new double[PATHS];
            Well19937c source = new Well19937c(7);
            double[][] quantiles = new double[401][];
            for (int rank = 1; rank < 400; rank++) {
                quantiles[rank] = path(table, rank / 400.0);
            }
            GammaDistribution[] costs =
                    Arrays.stream(WORK).map(item -> gamma(item, source)).toArray(GammaDistribution[]::new);
            for (int path = 0; path < PATHS; path++) {
                double[] arrived = quantiles[1 + random.nextInt(399)];
                double[] cost = Arrays.stream(costs)
                        .mapToDouble(GammaDistribution::sample)
                        .toArray();
                instants[path] = Double.POSITIVE_INFINITY;
                for (int hour = 1; hour <= HORIZON; hour++) {
                    double spent = hour > 12 ? arrived[hour - 12] : 0;
                    for (int i = 0; i < cost.length; i++) {
                        spent += cost[i] * share(WORK[i], hour);
                    }
                    if (spent >= remaining) {
                        instants[path] = hour;
                        break;
                    }
                }
            }
            Arrays.sort(instants);
            return instants;
        }

        private static double[] path(ArrivalTable table, double probability) {
            double[] path = new double[(int) HORIZON + 1];
            for (int hour = 1; hour <= HORIZON; hour++) {
                path[hour] = Math.max(path[hour - 1], table.reachedWith(probability, hour / 24.0));
            }
            return path;
        }

        private static GammaDistribution gamma(CommittedSpend item, Well19937c source) {
            double mean = 0.3 * item.micros().p10()
                    + 0.4 * item.micros().p50()
                    + 0.3 * item.micros().p90();
            double variance = 0.3 * Math.pow(item.micros().p10() - mean, 2)
                    + 0.4 * Math.pow(item.micros().p50() - mean, 2)
                    + 0.3 * Math.pow(item.micros().p90() - mean, 2);
            return new GammaDistribution(source, mean * mean / variance, variance / mean);
        }

        private static double share(CommittedSpend item, int hour) {
            double from = Duration.between(NOW, item.from()).toHours();
            double until = Duration.between(NOW, item.until()).toHours();
            return Math.max(0, Math.min(1, (hour - from) / (until - from)));
        }
    }

    @Test
    void lets_more_money_only_lower_the_probability() {
        double before = 1;
        for (double units = 5; units < 400; units *= 1.3) {
            RunwayQuestion question = question(units * 1e6, WORK);
            double now = ExhaustionCurve.of(learnt(question), question).probability();

            assertThat(now).as("at %s units", units).isLessThanOrEqualTo(before + 0.01);
            before = now;
        }
        assertThat(before).isLessThan(0.1);
    }

    @Test
    void lets_jobs_that_arrive_wait_behind_the_queue() {
        LearntOutlook waiting = learnt(question(60e6, WORK));

        assertThat(waiting.arrivals(12)).isZero();
        assertThat(waiting.arrivals(36)).isPositive();
    }

    private static LearntOutlook learnt(RunwayQuestion question) {
        return LearntOutlook.of(
                question, Seen.inHistory(question, LearntCombination.shipped(Knowledge.SPENDING_ALONE)));
    }
}
