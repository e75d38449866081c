package io.reelbudget.forecast;

import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import java.time.Duration;

/**
 * Says when an account runs out, from the account's own usage.
 *
 * <p>A rolling-origin back-test of totals chooses between additive {@link HoltWinters} over the hours of the day, Taylor's
 * with the hours of the week as well, a seasonal ARIMA, robust regressions, the last day repeated, and the rate of the
 * last seven days; with less than three days of history it is the rate, shrunk towards what remains spread evenly until
 * the renewal. The distribution of cumulative spending follows from the model's mean and variance and from what is known
 * to come, that of the instant of exhaustion from it, without simulation.
 *
 * <p>The answer depends on the question alone: models are fitted to what was over at the last midnight of UTC and
 * carried through the hours since. Fits are kept, so that all questions of one account and day share one.
 *
 * <p>This class is immutable but for that cache, and thread-safe.
 */
public final class UsageForecaster implements SpendForecaster {

    private static final Duration DEFAULT_HISTORY = Duration.ofDays(28);
    private static final Duration LEAST_HISTORY = Duration.ofDays(8);
    private static final Duration MOST_HISTORY = Duration.ofDays(366);
    private static final int DEFAULT_CACHED_FITS = 1_024;

    /** Beyond this the pace until there goes on: no hourly model says anything about it. */
    private static final long MOST_HOURS_AHEAD = Duration.ofDays(2 * 366).toHours();

    private final Duration history;
    private final SelectionCache selections;

    private UsageForecaster(Duration history, int cachedFits) {
        this.history = history;
        this.selections = new SelectionCache(cachedFits);
    }

    /** Returns a forecaster that looks at the last 28 days and keeps 1,024 fits. */
    public static UsageForecaster withDefaults() {
        return new UsageForecaster(DEFAULT_HISTORY, DEFAULT_CACHED_FITS);
    }

    /**
     * Returns a forecaster that looks at this much history, with an empty cache.
     *
     * @param length 8 to 366 days
     */
    public UsageForecaster lookingBack(Duration length) {
        if (length.compareTo(LEAST_HISTORY) < 0 || length.compareTo(MOST_HISTORY) > 0) {
            throw new IllegalArgumentException("History was " + length + " but must be " + LEAST_HISTORY.toDays()
                    + " to " + MOST_HISTORY.toDays() + " days; use 28 days where nothing speaks for another length.");
        }
        return new UsageForecaster(length, DEFAULT_CACHED_FITS);
    }

    @Override
    public RunwayForecast forecast(RunwayQuestion question) {
        HistoryWindow window = HistoryWindow.of(question, (int) history.toHours());
        double[] past = window.untilMidnight();
        Selection selection = past.length < Backtest.LEAST_HOURS || window.isBlank()
                ? Selection.withoutBacktest(window)
                : selections.get(past);
        double hoursLeft = Hours.of(Duration.between(question.now(), question.renewal()));
        double priorRate = Math.max(0, question.remainingMicros()) / hoursLeft;
        int hours = (int) Math.min(MOST_HOURS_AHEAD, (long) Math.ceil(hoursLeft) + 1);
        SpendOutlook own = ModelledOutlook.of(selection.arrivals(window, priorRate, hours), question);
        Combined combined = Combined.of(own, selection, question);
        ExhaustionCurve curve = ExhaustionCurve.of(combined.outlook(), question);
        return new RunwayForecast(
                question.now(),
                question.renewal(),
                curve.probability(),
                curve.exhaustion(),
                curve.points(),
                curve.expectedShortfall(),
                BurnWatch.of(question),
                RunwayTerms.of(question, combined.outlook(), hoursLeft),
                combined.model(),
                combined.confidence(),
                combined.reason());
    }
}
