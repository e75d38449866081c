package io.reelbudget.forecast;

import io.reelbudget.forecast.intermittent.PlanPrior;
import io.reelbudget.runway.RunwayForecast.Confidence;
import java.util.Optional;

/**
 * Which model forecasts an account's arrivals, and why.
 *
 * @param fitted the model fitted until the last midnight; empty for the recent rate, which needs no fitting
 * @param spread by what factor its variance is raised, 1 or more
 * @param steadiness how much the account's own hours say about its future, 0 to 1; the rest is left to what accounts
 *     like it did
 * @param test how it did in the back-test; empty where there was none
 * @param choice what it is called, how sure it is, and why
 */
record Selection(Optional<HoursAhead> fitted, double spread, double steadiness, Optional<Tested> test, Choice choice) {

    /**
     * A model's back-test.
     *
     * @param span over how long, as people read it
     * @param error by what share totals were wrong
     */
    record Tested(String span, double error) {

        String percent() {
            return share(error);
        }
    }

    /**
     * What people are told.
     *
     * @param model the model's name
     * @param confidence how sure
     * @param reason why so sure, in one sentence
     */
    record Choice(String model, Confidence confidence, String reason) {}

    static final String RATE = "recent rate";
    static final String PLAN = "plan, spread evenly";
    static final String REPEATING = "seasonal naive, 24 h";

    private static final int HOURS_PER_DAY = 24;

    /** Hours from which on there is more than hardly any history. */
    private static final int SOME_HISTORY = 2 * TotalsBacktest.SEASON;

    /** Hours of back-test from which on a win is no luck. */
    private static final int LONG_BACKTEST = 7 * 24;

    /** An unlucky week must not make a forecast meaningless: at most three times as wide as the model says. */
    private static final double MOST_SPREAD = 9;

    /** Up to this error of totals on the back-test, as a share of them, the account's own model is enough. */
    private static final double STEADY = 0.15;

    /** From this error on the account's own model says nothing that running sums do not say better. */
    private static final double ERRATIC = 0.35;

    /** Returns the choice for an account without enough history for a back-test. */
    static Selection withoutBacktest(HistoryWindow window) {
        int hours = window.hours();
        if (hours == 0) {
            return plan("There is no full hour of history: what remains is spread evenly until renewal.");
        }
        if (window.isBlank()) {
            return plan("Nothing was spent in " + span(hours)
                    + ": the rate is shrunk from what remains, spread evenly until renewal.");
        }
        Confidence confidence = hours < SOME_HISTORY ? Confidence.LOW : Confidence.MEDIUM;
        String reason = "History of " + span(hours) + " is too short for a back-test, which takes "
                + TotalsBacktest.LEAST_HOURS + " hours until the last midnight of UTC.";
        return new Selection(
                Optional.empty(),
                1,
                hours < HOURS_PER_DAY ? 1 : 0.5,
                Optional.empty(),
                new Choice(RATE, confidence, reason));
    }

    /** Returns the choice for an account without enough history for a back-test, of whose plan others are known. */
    static Selection byPlan(PlanPrior plan, HistoryWindow window) {
        PlanHours hours = PlanHours.from(plan, window.start()).observing(window.untilMidnight());
        double own = hours.observing(window.sinceMidnight()).credibility();
        String reason = "Its own " + span(window.hours()) + " count for " + share(own)
                + "; what accounts of its plan use says the rest.";
        return new Selection(
                Optional.of(new HoursAhead(hours)),
                1,
                1,
                Optional.empty(),
                new Choice(plan.name(), own < 0.5 ? Confidence.LOW : Confidence.MEDIUM, reason));
    }

    /** Returns the choice by a back-test on a history of at least {@value TotalsBacktest#LEAST_HOURS} hours. */
    static Selection byBacktest(double[] values) {
        TotalsBacktest test = TotalsBacktest.on(values);
        Contender best = test.best();
        double error = best.score().meanError();
        double repeating = test.repeating().meanError();
        double rate = test.rate().meanError();
        double naive = Math.min(repeating, rate);
        String better = repeating < rate ? REPEATING : RATE;
        if (error <= naive) {
            Confidence confidence = test.hours() >= LONG_BACKTEST ? Confidence.HIGH : Confidence.MEDIUM;
            String reason = "On the last " + span(test.hours()) + " " + best.name() + " erred " + less(error, naive)
                    + " the better naive model (" + better + ").";
            return tested(
                    Optional.of(new HoursAhead(best.maker().fit(values))),
                    best.score(),
                    test,
                    new Choice(best.name(), confidence, reason));
        }
        String reason = "On the last " + span(test.hours()) + " the " + better + " erred " + less(naive, error) + " "
                + best.name()
                + (test.contenders().size() > 1
                        ? ", the best of " + test.contenders().size() + "."
                        : ".");
        Choice choice = new Choice(better, Confidence.MEDIUM, reason);
        return repeating < rate
                ? tested(
                        Optional.of(new HoursAhead(
                                new SmoothedHours(HoltWinters.repeating(values, TotalsBacktest.SEASON)))),
                        test.repeating(),
                        test,
                        choice)
                : tested(Optional.empty(), test.rate(), test, choice);
    }

    private static Selection tested(
            Optional<HoursAhead> fitted, TotalsBacktest.Score score, TotalsBacktest test, Choice choice) {
        return new Selection(
                fitted,
                fitted.isPresent() ? spread(score) : 1,
                steadiness(score),
                Optional.of(new Tested(span(test.hours()), score.relativeError())),
                choice);
    }

    /** Returns what is expected to be spent in the hours from now on. */
    Arrivals arrivals(HistoryWindow window, double priorRate, int hours) {
        return fitted.map(ahead -> ahead.arrivals(window, hours, spread))
                .orElseGet(() -> Arrivals.steady(RecentRate.of(window.complete(), priorRate), window.elapsed(), hours));
    }

    /** Returns why the account's own model has no part, in one sentence. */
    String whyNone() {
        return test.map(tested -> "On the last " + tested.span() + " totals of " + choice.model()
                        + ", the best own model, were wrong by " + tested.percent()
                        + "; running sums as learnt across accounts say more.")
                .orElse(choice.reason());
    }

    /** Returns why it has no more than a part, as sentences. */
    String whyPart() {
        String because = test.map(tested -> "Its totals were wrong by " + tested.percent() + ", so it counts")
                .orElse("It counts");
        return choice.reason() + " " + because + " for " + share(steadiness)
                + "; running sums as learnt across accounts say the rest.";
    }

    private static Selection plan(String reason) {
        return new Selection(Optional.empty(), 1, 1, Optional.empty(), new Choice(PLAN, Confidence.LOW, reason));
    }

    private static double steadiness(TotalsBacktest.Score score) {
        return Math.max(0, Math.min(1, (ERRATIC - score.relativeError()) / (ERRATIC - STEADY)));
    }

    private static double spread(TotalsBacktest.Score score) {
        return Math.max(1, Math.min(MOST_SPREAD, score.spread()));
    }

    private static String less(double error, double other) {
        return other > 0 ? share(1 - error / other) + " less than" : "no more than";
    }

    private static String share(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String span(int hours) {
        return hours % 24 == 0 && hours > 24 ? hours / 24 + " days" : hours + (hours == 1 ? " hour" : " hours");
    }
}
