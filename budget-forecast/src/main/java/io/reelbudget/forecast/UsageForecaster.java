package io.reelbudget.forecast;

import io.reelbudget.forecast.exhaustion.BusyDays;
import io.reelbudget.forecast.exhaustion.Knowledge;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.forecast.exhaustion.RegressionShape;
import io.reelbudget.forecast.exhaustion.UsageSums;
import io.reelbudget.forecast.intermittent.PlanPrior;
import io.reelbudget.runway.RunwayDetails;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says when an account runs out, from the account's own usage.
 *
 * <p>A rolling-origin back-test of totals chooses between additive Holt-Winters over the hours of the day, Taylor's
 * with the hours of the week as well, a seasonal ARIMA, robust regressions, the last day repeated, and the rate of the
 * last seven days; with less than three days of history it is the rate, shrunk towards what remains spread evenly until
 * the renewal, or what accounts of its plan use where {@linkplain #expecting that is given}. The distribution of
 * cumulative spending follows from the model's mean and variance and from what is known to come, that of the instant of
 * exhaustion from it, without simulation.
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
    private static final int DEFAULT_ACCOUNTS = 4_096;
    private static final int HOURS_PER_DAY = 24;
    private static final int HOURS_PER_WEEK = 168;

    /** Beyond this the pace until there goes on: no hourly model says anything about it. */
    private static final long MOST_HOURS_AHEAD = Duration.ofDays(2 * 366).toHours();

    private final Duration history;
    private final LearntCombination learnt;
    private final LearntCombination learntOfJobs;
    private final Optional<PlanPrior> plan;
    private final int accounts;
    private final SelectionCache selections;

    private UsageForecaster(
            Duration history,
            LearntCombination learnt,
            LearntCombination learntOfJobs,
            Optional<PlanPrior> plan,
            int accounts) {
        this.history = history;
        this.learnt = learnt;
        this.learntOfJobs = learntOfJobs;
        this.plan = plan;
        this.accounts = accounts;
        this.selections = new SelectionCache(accounts);
    }

    /** Returns a forecaster that looks at the last 28 days and keeps the fits of 4,096 accounts. */
    public static UsageForecaster withDefaults() {
        return new UsageForecaster(
                DEFAULT_HISTORY,
                LearntCombination.shipped(Knowledge.SPENDING_ALONE),
                LearntCombination.shipped(Knowledge.JOBS_AND_HOST),
                Optional.empty(),
                DEFAULT_ACCOUNTS);
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
        return new UsageForecaster(length, learnt, learntOfJobs, plan, accounts);
    }

    /**
     * Returns a forecaster that keeps the day's fits of so many accounts, with an empty cache. Give it as many as are
     * asked about on a day: one that is not kept is fitted anew, some 30 ms of processor time instead of a fraction of
     * one. A fit takes up to 20 kB of heap, and 24 bytes for each hour until the renewal.
     *
     * @param most how many, 1 or more
     */
    public UsageForecaster keepingFits(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Fits kept were " + most + " but must be 1 or more; give the number of accounts in use.");
        }
        return new UsageForecaster(history, learnt, learntOfJobs, plan, most);
    }

    /**
     * Returns a forecaster that uses what was learnt across other accounts than those that the library ships with, such
     * as the host's own, with an empty cache.
     *
     * @param combination fitted with {@link Knowledge#SPENDING_ALONE}, for questions with an hourly history alone, or
     *     with {@link Knowledge#JOBS_AND_HOST}, for {@linkplain #forecast(RunwayQuestion, UsageSums, BusyDays) those}
     *     that tell of jobs and host
     * @throws IllegalArgumentException if it looks at anything else
     */
    public UsageForecaster learntFrom(LearntCombination combination) {
        RegressionShape looksAt = combination.day().shape();
        if (looksAt.equals(RegressionShape.day(Knowledge.SPENDING_ALONE))) {
            return new UsageForecaster(history, combination, learntOfJobs, plan, accounts);
        }
        if (looksAt.equals(RegressionShape.day(Knowledge.JOBS_AND_HOST))) {
            return new UsageForecaster(history, learnt, combination, plan, accounts);
        }
        throw new IllegalArgumentException("Combination looked at " + looksAt.features() + " but must look at what "
                + Knowledge.SPENDING_ALONE + " or " + Knowledge.JOBS_AND_HOST + " tells; fit it with one of these.");
    }

    /**
     * Returns a forecaster that expects of an account what others of its plan use, shrunk towards what it uses itself
     * as that comes, until there are three days of history; with an empty cache. Without a plan it is what remains,
     * spread evenly.
     *
     * @param usage in micro-units, with a season of 24 hours from midnight of UTC or of 168 from Monday's
     * @throws IllegalArgumentException if the season is another
     */
    public UsageForecaster expecting(PlanPrior usage) {
        if (usage.steps() != HOURS_PER_DAY && usage.steps() != HOURS_PER_WEEK) {
            throw new IllegalArgumentException("Plan's season had " + usage.steps() + " steps but must have "
                    + HOURS_PER_DAY + " or " + HOURS_PER_WEEK + "; learn it from hourly usage.");
        }
        return new UsageForecaster(history, learnt, learntOfJobs, Optional.of(usage), accounts);
    }

    @Override
    public RunwayForecast forecast(RunwayQuestion question) {
        return forecast(question, () -> Seen.inHistory(question, learnt));
    }

    /**
     * Returns a forecast for an account whose jobs the host followed one by one, and of all of whose accounts it knows
     * how busy they are: who runs out within a day is told better than by an hourly history alone.
     *
     * @param seen the account's sums at the question's instant, in micro-units, as {@code AccountPulse.at} returns
     *     them; each job charged when it was handed in, so also those that the question says run or wait
     * @param host how many of the host's accounts were active on which days
     */
    public RunwayForecast forecast(RunwayQuestion question, UsageSums seen, BusyDays host) {
        return forecast(question, () -> new Seen(seen, host, learntOfJobs));
    }

    private RunwayForecast forecast(RunwayQuestion question, Supplier<Seen> seen) {
        HistoryWindow window = HistoryWindow.of(question, (int) history.toHours());
        double[] past = window.untilMidnight();
        Selection selection =
                past.length < TotalsBacktest.LEAST_HOURS || window.isBlank() ? young(window) : selections.get(past);
        double hoursLeft = Hours.of(Duration.between(question.now(), question.renewal()));
        double priorRate = Math.max(0, question.remainingMicros()) / hoursLeft;
        int hours = (int) Math.min(MOST_HOURS_AHEAD, (long) Math.ceil(hoursLeft) + 1);
        Combined combined = Combined.of(
                () -> ModelledOutlook.of(selection.arrivals(window, priorRate, hours), question),
                selection,
                question,
                seen);
        ExhaustionCurve curve = ExhaustionCurve.of(combined.outlook(), question);
        return new RunwayForecast(
                curve.distribution(),
                curve.exhaustion(),
                () -> new RunwayDetails(
                        curve.points(),
                        curve.expectedShortfall(),
                        BurnWatch.of(question),
                        RunwayTerms.of(question, combined.outlook(), hoursLeft)),
                combined.model(),
                combined.confidence(),
                combined.reason());
    }

    private Selection young(HistoryWindow window) {
        return plan.map(usage -> Selection.byPlan(usage, window)).orElseGet(() -> Selection.withoutBacktest(window));
    }
}
