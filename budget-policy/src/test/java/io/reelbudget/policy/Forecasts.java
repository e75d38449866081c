package io.reelbudget.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forecasts whose median time to exhaustion is known: spending is even, and its spread is from nothing to twice that.
 */
final class Forecasts {

    private Forecasts() {}

    /** Returns a forecast in which the probability rises evenly from 0 now to 1 after twice the median. */
    static RunwayForecast exhaustedAfter(Duration median, Instant now, Instant renewal, long remainingMicros) {
        List<SpendPoint> curve = new ArrayList<>();
        long steps = 100;
        for (long step = 0; step <= steps; step++) {
            Instant at = now.plus(median.multipliedBy(2 * step).dividedBy(steps));
            if (at.isAfter(renewal)) {
                break;
            }
            curve.add(point(at, (double) step / steps, 2.0 * step / steps * remainingMicros));
        }
        Instant end = curve.get(curve.size() - 1).at();
        if (renewal.isAfter(end)) {
            double reached = median.isZero()
                    ? 2
                    : (double) Duration.between(now, renewal).toMillis() / median.toMillis();
            curve.add(point(renewal, Math.min(1, reached / 2), reached * remainingMicros));
        }
        return new RunwayForecast(
                now, renewal, Optional.empty(), curve, List.of(), "fake", Confidence.HIGH, "It is made up.");
    }

    private static SpendPoint point(Instant at, double exhausted, double median) {
        return new SpendPoint(at, new Quantiles(0.2 * median, median, 1.8 * median), exhausted);
    }

    /** A forecaster whose median can be set. */
    static final class Settable implements SpendForecaster {

        volatile Duration median = Duration.ofDays(10);
        volatile List<RunwayQuestion> asked = List.of();

        @Override
        public RunwayForecast forecast(RunwayQuestion question) {
            asked = List.of(question);
            return exhaustedAfter(median, question.now(), question.renewal(), Math.max(0, question.remainingMicros()));
        }
    }
}
