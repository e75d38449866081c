package io.reelbudget.backtest;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.Burn;
import io.reelbudget.runway.RunOutDistribution;
import io.reelbudget.runway.RunwayDetails;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Expects that no account runs out: for histories whose policies look at what is left, and not ahead. */
final class CalmForecaster implements SpendForecaster {

    @Override
    public RunwayForecast forecast(RunwayQuestion question) {
        long millis =
                Math.max(1, Duration.between(question.now(), question.renewal()).toMillis());
        return new RunwayForecast(
                RunOutDistribution.of(question.now(), question.renewal(), new long[] {0, millis}, 0, 0),
                Optional.empty(),
                () -> new RunwayDetails(
                        List.of(calm(question.now()), calm(question.renewal())), 0, Burn.unknown(), List.of()),
                "calm",
                RunwayForecast.Confidence.LOW,
                "It does not look ahead.");
    }

    private static SpendPoint calm(Instant at) {
        return new SpendPoint(at, new Quantiles(0, 0, 0), 0);
    }
}
