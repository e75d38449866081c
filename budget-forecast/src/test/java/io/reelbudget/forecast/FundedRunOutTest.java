package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.runway.Funding;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.FundsChange.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Running out while grants start and expire, compared with a simulation of paths,")
class FundedRunOutTest {

    private static final int PATHS = 20_000;
    private static final long SEED = 20261122;
    private static final double HORIZON = 720;
    private static final double STEP = 6;

    /** One point of probability, and three standard errors of the simulation. */
    private static final double POINT = 0.01 + 3 * 0.5 / Math.sqrt(PATHS);

    /** One per cent of the horizon, and what the simulation's steps leave open. */
    private static final double TIME = 0.01 * HORIZON + STEP;

    private static final double EXPECTED = 100e6;

    /** An account with a pace that varies by 30 % and lumps that make its total vary by 25 % more. */
    private static final SteadyLaw LAW = new SteadyLaw(EXPECTED, 0.09, 0.0625);

    @ParameterizedTest
    @CsvSource({"60, 30, 240", "60, 60, 240", "90, 30, 480", "40, 100, 120", "110, 20, 600"})
    void agrees_where_a_grant_starts(double remaining, double grant, long hour) {
        assertAgrees(remaining * 1e6, new FundsChange(Kind.GRANT_STARTS, at(hour), (long) (grant * 1e6)));
    }

    @ParameterizedTest
    @CsvSource({"110, 40, 240", "130, 60, 120", "110, 20, 480"})
    void agrees_where_a_grant_expires(double remaining, double unspent, long hour) {
        assertAgrees(remaining * 1e6, new FundsChange(Kind.GRANT_EXPIRES, at(hour), (long) (unspent * 1e6)));
    }

    @Test
    void agrees_where_grants_start_and_expire() {
        assertAgrees(
                90e6,
                new FundsChange(Kind.GRANT_EXPIRES, at(200), 40_000_000),
                new FundsChange(Kind.GRANT_STARTS, at(360), 25_000_000));
    }

    @Test
    void is_the_outlook_itself_before_the_first_change() {
        FundedRunOut funded = run(60e6, new FundsChange(Kind.GRANT_STARTS, at(240), 30_000_000));

        assertThat(funded.equivalent(239)).isEqualTo(60e6);
        assertThat(funded.equivalent(700)).isBetween(75e6, 91e6);
    }

    /** At no hour, and least of all where hardly anybody has run out when the grant starts. */
    @ParameterizedTest
    @CsvSource({"60, 240", "110, 72", "150, 72", "200, 30", "400, 600"})
    void is_never_hurt_by_a_grant_that_starts(double remaining, long hour) {
        FundedRunOut funded = run(remaining * 1e6, new FundsChange(Kind.GRANT_STARTS, at(hour), 25_000_000));

        for (double time = 1; time <= HORIZON; time++) {
            assertThat(LAW.exceeds(funded.equivalent(time), time))
                    .as("after %s hours", time)
                    .isLessThanOrEqualTo(LAW.exceeds(remaining * 1e6, time) + 0.002);
        }
    }

    private static void assertAgrees(double remaining, FundsChange... changes) {
        FundedRunOut funded = run(remaining, changes);
        double[] simulated = simulate(remaining, changes);
        double probability = share(simulated, HORIZON);

        assertThat(LAW.exceeds(funded.equivalent(HORIZON), HORIZON)).isCloseTo(probability, within(POINT));
        double median = simulated[(int) (probability * PATHS / 2)];
        assertThat(reaching(funded, probability / 2)).isCloseTo(median, within(TIME));
    }

    /** Linear steps of an hour; what has run out stays so. */
    private static double reaching(FundedRunOut funded, double wanted) {
        double most = 0;
        for (double hour = 0; hour <= HORIZON; hour += 1) {
            most = Math.max(most, LAW.exceeds(funded.equivalent(hour), hour));
            if (most >= wanted) {
                return hour;
            }
        }
        return HORIZON;
    }

    private static FundedRunOut run(double remaining, FundsChange... changes) {
        RunwayQuestion question = new RunwayQuestion(
                NOW,
                NOW.plus(Duration.ofHours((long) HORIZON)),
                (long) remaining,
                Questions.until(new long[0]),
                List.of(),
                Funding.unknown().withChanges(List.of(changes)));
        return FundedRunOut.of(LAW, question, remaining, HORIZON);
    }

    private static double share(double[] instants, double until) {
        return (double) Arrays.stream(instants)
                        .filter(instant -> instant <= until)
                        .count()
                / instants.length;
    }

    /** Paths of the same account in steps of six hours, sharing no code with what they judge. */
    private static double[] simulate(double remaining, FundsChange... changes) {
        Random random = new Random(SEED);
        int steps = (int) (HORIZON / STEP);
        GammaDistribution lump =
                new GammaDistribution(new Well19937c(SEED), 1 / (LAW.lumps() * steps), EXPECTED * LAW.lumps(), 1e-9);
        double[] instants = new double[PATHS];
        double sigma = Math.sqrt(Math.log(1 + LAW.pace()));
        for (int path = 0; path < PATHS; path++) {
            double pace = Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
            double left = remaining;
            double spent = 0;
            double expired = 0;
            instants[path] = Double.POSITIVE_INFINITY;
            for (int step = 1; step <= steps && Double.isInfinite(instants[path]); step++) {
                double now = step * STEP;
                double lumpNow = pace * lump.sample();
                left -= lumpNow;
                spent += lumpNow;
                if (left <= 0) {
                    instants[path] = now;
                }
                for (FundsChange change : changes) {
                    double at = Duration.between(NOW, change.at()).toHours();
                    if (at > now - STEP && at <= now && left > 0) {
                        if (change.kind() == Kind.GRANT_STARTS) {
                            left += change.micros();
                        } else {
                            double lost = Math.max(0, expired + change.micros() - spent);
                            left -= lost;
                            spent += lost;
                            expired += change.micros();
                            instants[path] = left <= 0 ? now : instants[path];
                        }
                    }
                }
            }
        }
        Arrays.sort(instants);
        return instants;
    }

    private static java.time.Instant at(long hour) {
        return NOW.plus(Duration.ofHours(hour));
    }
}
