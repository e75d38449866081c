package io.reelbudget.runway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.RunwayForecast.Confidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A runway forecast")
class RunwayForecastTest {

    private static final Instant NOW = Instant.parse("2026-11-10T15:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant RENEWAL = NOW.plus(HOUR.multipliedBy(10));

    /** Nothing for two hours, then evenly to 80 % after six, and no more. */
    private static final RunOutDistribution RUN_OUT =
            RunOutDistribution.of(NOW, RENEWAL, new long[] {0, hours(2), hours(6), hours(10)}, 0, 0, 0.8, 0.8);

    @Nested
    class tells_how_likely {

        @ParameterizedTest
        @CsvSource({"-5, 0", "0, 0", "2, 0", "3, 0.2", "4, 0.4", "6, 0.8", "9, 0.8", "10, 0.8", "99, 0.8"})
        void the_account_has_run_out_by_an_hour(long hour, double probability) {
            assertThat(RUN_OUT.by(NOW.plus(HOUR.multipliedBy(hour)))).isEqualTo(probability);
        }

        @Test
        void a_jump_is_seen_from_its_instant_on() {
            RunOutDistribution jump =
                    RunOutDistribution.of(NOW, RENEWAL, new long[] {0, hours(3), hours(3), hours(10)}, 0, 0, 1, 1);

            assertThat(jump.by(NOW.plus(HOUR.multipliedBy(3)).minusMillis(1))).isZero();
            assertThat(jump.by(NOW.plus(HOUR.multipliedBy(3)).plusMillis(1))).isEqualTo(1);
            assertThat(jump.reaching(0.5)).contains(NOW.plus(HOUR.multipliedBy(3)));
        }
    }

    @Nested
    class tells_when {

        @Test
        void a_probability_is_reached_for_the_first_time() {
            assertThat(RUN_OUT.reaching(0.4)).contains(NOW.plus(HOUR.multipliedBy(4)));
            assertThat(RUN_OUT.reaching(0)).contains(NOW);
            assertThat(RUN_OUT.reaching(0.81)).isEmpty();
        }

        @Test
        void it_is_more_likely_than_not() {
            assertThat(forecast(new AtomicInteger()).runway()).contains(Duration.ofMinutes(270));
        }
    }

    @Nested
    class refuses {

        @Test
        void what_falls_or_is_no_probability() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunOutDistribution.of(NOW, RENEWAL, new long[] {0, 5}, 0.5, 0.4))
                    .withMessageContaining("0.4");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunOutDistribution.of(NOW, RENEWAL, new long[] {0, 5}, 0, Double.NaN))
                    .withMessageContaining("NaN");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunOutDistribution.of(NOW, RENEWAL, new long[] {0}, 0))
                    .withMessageContaining("two or more");
        }
    }

    @Nested
    class works_out {

        @Test
        void details_once_and_only_where_they_are_asked_for() {
            AtomicInteger times = new AtomicInteger();
            RunwayForecast forecast = forecast(times);

            assertThat(forecast.probabilityWithin(HOUR.multipliedBy(3))).isEqualTo(0.2);
            assertThat(forecast.probabilityBeforeRenewal()).isEqualTo(0.8);
            assertThat(times).hasValue(0);
            assertThat(forecast.curve()).hasSize(2);
            assertThat(forecast.expectedShortfallMicros()).isEqualTo(7);
            assertThat(times).hasValue(1);
        }

        @Test
        void equality_from_all_that_it_says() {
            assertThat(forecast(new AtomicInteger()))
                    .isEqualTo(forecast(new AtomicInteger()))
                    .hasSameHashCodeAs(forecast(new AtomicInteger()))
                    .isNotEqualTo(forecast(new AtomicInteger(1)));
        }
    }

    /** The shortfall is six more than how often details were worked out. */
    private static RunwayForecast forecast(AtomicInteger times) {
        return new RunwayForecast(
                RUN_OUT,
                Optional.empty(),
                () -> new RunwayDetails(
                        List.of(
                                new SpendPoint(NOW, Quantiles.certain(0), 0),
                                new SpendPoint(RENEWAL, Quantiles.certain(5), 0.8)),
                        6 + times.incrementAndGet(),
                        Burn.unknown(),
                        List.of()),
                "made up",
                Confidence.LOW,
                "For tests.");
    }

    private static long hours(long hours) {
        return HOUR.multipliedBy(hours).toMillis();
    }
}
