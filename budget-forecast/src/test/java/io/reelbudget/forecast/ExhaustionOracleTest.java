package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static io.reelbudget.forecast.Questions.ask;
import static io.reelbudget.forecast.Questions.hours;
import static io.reelbudget.forecast.Questions.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The exhaustion curve, compared with a simulation of paths,")
class ExhaustionOracleTest {

    private static final int PATHS = 60_000;
    private static final long SEED = 20261110;
    private static final int HOURS = 240;
    private static final Duration LEFT = Duration.ofHours(HOURS);

    /** In probability: one point; three standard errors of the simulation are 0.6 of it. */
    private static final double POINTS = 0.01;

    /** In hours: one per cent of the horizon. */
    private static final double TIME = 0.01 * HOURS;

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.9, 1.0, 1.1, 1.3})
    void agrees_on_lumpy_jobs(double budget) {
        double jobsPerHour = 0.25;
        double cost = 4e6;
        double remaining = budget * HOURS * jobsPerHour * cost;
        RecentRate rate = new RecentRate(jobsPerHour * cost, 2 * jobsPerHour * cost * cost, 0);
        RunwayQuestion question = ask((long) remaining, LEFT, new long[0]);

        ExhaustionCurve curve = curve(Arrivals.steady(rate, 0, HOURS + 1), question);

        assertAgrees(curve, SimulatedRunway.of(PATHS, SEED, remaining, SimulatedRunway.jobs(HOURS, jobsPerHour, cost)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.85, 0.95, 1.0, 1.1})
    void agrees_on_a_seasonal_process_with_errors_that_last(double budget) {
        HoltWinters model = wanderingDays(0.4e6);
        RunwayQuestion question = ask((long) (budget * HOURS * 5e6), LEFT, new long[0]);

        ExhaustionCurve curve = curve(smoothed(model, question), question);

        assertAgrees(
                curve,
                SimulatedRunway.of(
                        PATHS, SEED, budget * HOURS * 5e6, SimulatedRunway.smoothed(HOURS, model, day(), 5e6)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.48, 0.85, 1.0})
    void agrees_on_a_queue_that_outruns_the_usual_pace(double budget) {
        HoltWinters model = wanderingDays(0.4e6);
        List<CommittedSpend> queue = new ArrayList<>();
        for (long job = 0; job < 40; job++) {
            queue.add(known(
                    Kind.QUEUE, 10e6, 15e6, 22.5e6, Duration.ofMinutes(45 * job), Duration.ofMinutes(45 * job + 90)));
        }
        RunwayQuestion question =
                ask((long) (budget * HOURS * 5e6), LEFT, new long[0], queue.toArray(CommittedSpend[]::new));

        ExhaustionCurve curve = curve(smoothed(model, question), question);

        SimulatedRunway.Path path =
                SimulatedRunway.atLeast(SimulatedRunway.smoothed(HOURS, model, day(), 5e6), NOW, queue, HOURS);
        assertAgrees(curve, SimulatedRunway.of(PATHS, SEED, budget * HOURS * 5e6, path));
    }

    /** Normal totals are symmetric, gamma ones skewed by twice their coefficient of variation, here a third. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.85, 1.0, 1.15})
    void differs_by_less_than_five_points_where_totals_are_normal_and_vary_by_a_third(double budget) {
        HoltWinters model = wanderingDays(2e6);
        RunwayQuestion question = ask((long) (budget * HOURS * 5e6), LEFT, new long[0]);

        ExhaustionCurve curve = curve(smoothed(model, question), question);

        SimulatedRunway oracle = SimulatedRunway.of(
                PATHS, SEED, budget * HOURS * 5e6, SimulatedRunway.smoothed(HOURS, model, day(), 5e6));
        assertThat(curve.probability()).isCloseTo(oracle.probability(), within(0.05));
    }

    @Test
    void agrees_from_within_an_hour_of_which_a_part_was_seen() {
        HoltWinters model = wanderingDays(0.4e6);
        Instant now = NOW.plus(Duration.ofMinutes(45));
        double remaining = 0.9 * HOURS * 5e6;
        double seen = 5.2e6;
        long[] history = hours(24, hour -> 1);
        RunwayQuestion question = Questions.askAt(now, (long) remaining, LEFT, Questions.until(history, (long) seen));

        ExhaustionCurve curve = curve(smoothed(model, question), question);

        assertAgrees(curve, SimulatedRunway.of(PATHS, SEED, remaining, random -> {
            double sigma = Math.sqrt(model.variance());
            double expected = 5e6 + day()[0];
            double early = seen - 0.75 * expected;
            double late = Math.sqrt(0.25) * sigma * random.nextGaussian();
            double error = early + late;
            double[] season = day();
            season[0] += model.smoothing().gamma() * error;
            double[] rotated = IntStream.rangeClosed(1, 24)
                    .mapToDouble(i -> season[i % 24])
                    .toArray();
            double[] after = SimulatedRunway.smoothed(
                            HOURS, model, rotated, 5e6 + model.smoothing().alpha() * error)
                    .totals(random);
            double[] totals = new double[HOURS * SimulatedRunway.STEPS_PER_HOUR];
            totals[0] = 0.25 * expected + late;
            for (int step = 1; step < totals.length; step++) {
                totals[step] = totals[0] + after[step - 1];
            }
            return totals;
        }));
    }

    private static void assertAgrees(ExhaustionCurve curve, SimulatedRunway oracle) {
        assertThat(curve.probability()).as("probability").isCloseTo(oracle.probability(), within(POINTS));
        if (oracle.probability() > 0.02) {
            InstantQuantiles when = curve.exhaustion().orElseThrow();
            assertThat(hoursUntil(when.p10(), curve)).as("P10").isCloseTo(oracle.hour(0.1), within(2 * TIME));
            assertThat(hoursUntil(when.p50(), curve)).as("P50").isCloseTo(oracle.hour(0.5), within(TIME));
            assertThat(hoursUntil(when.p90(), curve)).as("P90").isCloseTo(oracle.hour(0.9), within(2 * TIME));
        }
    }

    private static double hoursUntil(Instant instant, ExhaustionCurve curve) {
        return Duration.between(curve.points().get(0).at(), instant).toMillis() / 3.6e6;
    }

    private static ExhaustionCurve curve(Arrivals arrivals, RunwayQuestion question) {
        return ExhaustionCurve.of(ModelledOutlook.of(arrivals, question), question);
    }

    private static Arrivals smoothed(HoltWinters model, RunwayQuestion question) {
        HourModel hours = new SmoothedHours(model);
        return Arrivals.modelled(
                Arrivals.Path.of(hours.forecast(HOURS + 1)), hours.levelVariance(), HistoryWindow.of(question, 672), 1);
    }

    private static HoltWinters wanderingDays(double deviation) {
        SeasonalState state = SeasonalState.of(5e6, 0, day());
        return new HoltWinters(
                new Smoothing(0.08, 0, 0.05, 1),
                Trend.NONE,
                state,
                deviation * deviation,
                new HoltWinters.Fit(672, 1, 27));
    }

    private static double[] day() {
        return IntStream.range(0, 24)
                .mapToDouble(hour -> 2e6 * Math.sin(Math.PI * hour / 12))
                .toArray();
    }
}
