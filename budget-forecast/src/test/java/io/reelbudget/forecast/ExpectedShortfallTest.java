package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.FundsChange.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By an account that is expected to spend 100 in 30 days, at a pace and in lumps that vary. */
@DisplayName("The expected shortfall")
class ExpectedShortfallTest {

    private static final double EXPECTED = 100e6;
    private static final double HORIZON = 720;
    private static final SteadyLaw LAW = new SteadyLaw(EXPECTED, 0.05, 0.05);
    private static final int PATHS = 60_000;
    private static final int SEED = 20261123;

    @ParameterizedTest
    @CsvSource({"60", "90", "100", "130"})
    void is_the_mean_of_what_lacks(double remaining) {
        assertThat(shortfall(remaining, Funding.unknown())).isCloseTo(simulated(remaining, 0, 1), within(0.01e6 * 100));
    }

    @ParameterizedTest
    @CsvSource({"110, 60, 48", "110, 109, 48", "130, 60, 240", "100, 30, 480"})
    void counts_what_is_lost_when_a_grant_expires(double remaining, double expiring, int hour) {
        Funding funding = Funding.unknown()
                .withChanges(List.of(new FundsChange(
                        Kind.GRANT_EXPIRES, NOW.plus(Duration.ofHours(hour)), (long) (expiring * 1e6))));

        assertThat(shortfall(remaining, funding))
                .isCloseTo(simulated(remaining, expiring * 1e6, hour), within(0.01e6 * 100));
    }

    @Test
    void falls_by_what_starts_and_by_what_is_bought() {
        Funding starting = Funding.unknown()
                .withChanges(List.of(new FundsChange(Kind.GRANT_STARTS, NOW.plus(Duration.ofHours(100)), 30_000_000)));
        Funding bought = Funding.unknown().withTopUp(new AutoTopUp(5_000_000, 10_000_000, 3));

        assertThat(shortfall(60, starting)).isCloseTo(shortfall(90, Funding.unknown()), within(1.0));
        assertThat(shortfall(60, bought)).isCloseTo(shortfall(90, Funding.unknown()), within(1.0));
    }

    private static double shortfall(double remaining, Funding funding) {
        RunwayQuestion question = new RunwayQuestion(
                NOW,
                NOW.plus(Duration.ofHours((long) HORIZON)),
                (long) (remaining * 1e6),
                Questions.until(new long[0]),
                List.of(),
                funding);
        return ExhaustionCurve.of(LAW, question).expectedShortfall();
    }

    /** By paths of code of its own: what is spent until a grant expires, and after that. */
    private static double simulated(double remaining, double expiring, double hour) {
        Random random = new Random(SEED);
        Well19937c generator = new Well19937c(SEED);
        GammaDistribution before = lumps(generator, hour);
        GammaDistribution after = lumps(generator, HORIZON - hour);
        double sigma = Math.sqrt(Math.log1p(LAW.pace()));
        double sum = 0;
        for (int path = 0; path < PATHS; path++) {
            double pace = Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
            double early = pace * before.sample();
            double lost = Math.max(0, expiring - early);
            sum += Math.max(0, early + pace * after.sample() + lost - remaining * 1e6);
        }
        return sum / PATHS;
    }

    private static GammaDistribution lumps(Well19937c generator, double hours) {
        return new GammaDistribution(generator, hours / HORIZON / LAW.lumps(), EXPECTED * LAW.lumps(), 1e-9);
    }
}
