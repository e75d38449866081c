package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The exhaustion curve")
class ExhaustionCurveTest {

    private static final double DAYS = 20;

    /** A distribution whose probability of having spent enough rises and falls again, as those of gamma shape may. */
    private record Waves(double hoursAWave) implements SpendOutlook {

        @Override
        public double exceeds(double micros, double hours) {
            return micros <= 0 ? 1 : 0.4 + 0.3 * Math.sin(2 * Math.PI * hours / hoursAWave);
        }

        @Override
        public Quantiles quantiles(double hours) {
            return new Quantiles(hours, 2 * hours, 3 * hours);
        }

        @Override
        public double arrivals(double hours) {
            return 2 * hours;
        }
    }

    @Nested
    class never_falls {

        @Test
        void however_fast_the_outlook_does() {
            for (double wave = 0.1; wave < 600; wave *= 1.3) {
                ExhaustionCurve curve = curve(new Waves(wave));

                double before = 0;
                for (SpendPoint point : curve.points()) {
                    assertThat(point.exhausted()).as("wave of %s hours", wave).isBetween(before, 1.0);
                    before = point.exhausted();
                }
                assertThat(curve.distribution().beforeRenewal()).isEqualTo(before);
                assertThat(curve.probability()).isEqualTo(before);
            }
        }

        @Test
        void from_what_it_was_before() {
            ExhaustionCurve curve = curve(new Waves(40));

            assertThat(curve.distribution().by(Questions.NOW.plus(Duration.ofHours(10))))
                    .isCloseTo(0.7, within(0.01));
            assertThat(curve.distribution().by(Questions.NOW.plus(Duration.ofHours(30))))
                    .isCloseTo(0.7, within(0.01));
        }
    }

    private static ExhaustionCurve curve(SpendOutlook outlook) {
        RunwayQuestion question = new RunwayQuestion(
                Questions.NOW,
                Questions.NOW.plus(Duration.ofDays((long) DAYS)),
                1_000_000,
                Questions.until(new long[0]),
                List.of());
        return ExhaustionCurve.of(outlook, question);
    }
}
