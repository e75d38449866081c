package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares times with each other, never with a clock: machines differ. Logs the figures that the documentation has. */
@DisplayName("A usage forecaster's time")
class ForecastSpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(ForecastSpeedTest.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 40;

    @Test
    void is_spent_on_the_first_question_of_a_day() {
        UsageForecaster forecaster = UsageForecaster.withDefaults();
        double first = medianMillis(round -> UsageForecaster.withDefaults().forecast(question(round)));
        double again = medianMillis(round -> forecaster.forecast(question(round)));

        LOG.info("CPU time of a forecast over 20 days from 28 days: first {} ms, again {} ms", first, again);
        assertThat(again).isLessThan(first / 2);
    }

    /** Accounts that are asked about in turn must not push each other's fits out. */
    @Test
    void is_short_for_as_many_accounts_as_fits_are_kept() {
        UsageForecaster keeping = UsageForecaster.withDefaults().keepingFits(ROUNDS);
        UsageForecaster forgetting = UsageForecaster.withDefaults().keepingFits(1);

        double kept = medianMillis(round -> keeping.forecast(account(round)));
        double forgotten = medianMillis(round -> forgetting.forecast(account(round)));

        assertThat(kept).isLessThan(forgotten / 4);
    }

    private static RunwayQuestion account(long number) {
        Random random = new Random(number % ROUNDS);
        long[] history = Questions.hours(
                14 * 24 + 15, hour -> 1e6 * (3 + 2.5 * Math.sin(Math.PI * hour / 12) + random.nextGaussian()));
        return Questions.ask(900_000_000L, Duration.ofDays(20), history);
    }

    private static RunwayQuestion question(long round) {
        Random random = new Random(9);
        long[] history = Questions.hours(
                28 * 24 + 15, hour -> 1e6 * (3 + 2.5 * Math.sin(Math.PI * hour / 12) + random.nextGaussian()));
        CommittedSpend[] known = LongStream.range(0, 20)
                .mapToObj(i ->
                        Questions.known(Kind.QUEUE, 1e6, 2e6, 4e6, Duration.ofMinutes(i), Duration.ofMinutes(i + 10)))
                .toArray(CommittedSpend[]::new);
        return Questions.ask(900_000_000L + round, Duration.ofDays(20), history, known);
    }

    private interface Task {
        Object run(long round);
    }

    private static double medianMillis(Task task) {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long before = THREADS.getCurrentThreadCpuTime();
            assertThat(task.run(round)).isNotNull();
            millis[round % ROUNDS] = (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }
}
