package io.reelbudget.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * How well models would have foretold an account's last days: a rolling origin, the target being what counts here, the
 * total spent from the origin on.
 *
 * <p>Each model is fitted once to what lies before the first origin and then observes hour by hour, as it does in use.
 * Origins follow each other by six hours; at each, the totals over 1 to 48 hours are compared with what came.
 *
 * @param hours over how many last hours
 * @param contenders the models that took part, simple ones first; one at least
 * @param repeating how the last day, repeated, did
 * @param rate how the rate of the last seven days did
 */
record TotalsBacktest(int hours, List<Contender> contenders, Score repeating, Score rate) {

    /** The least history there can be a back-test on: two seasons to fit and one to forecast. */
    static final int LEAST_HOURS = 72;

    static final int SEASON = 24;

    /** A week's test cannot tell errors apart that differ by less. */
    private static final double NEARLY = 1.05;

    private static final int MOST_TEST_HOURS = 7 * 24;
    private static final int STEP = 6;
    private static final int HORIZON = 48;
    private static final int DAY_AHEAD = 24;

    /**
     * How one model did.
     *
     * @param meanError the mean absolute error of totals
     * @param spread by what factor squared errors of the day ahead exceed the variance that the model claims
     * @param relativeError the mean absolute error as a share of the mean total; 1 where nothing was spent
     */
    record Score(double meanError, double spread, double relativeError) {}

    /** Returns the back-test on a history of at least {@value #LEAST_HOURS} hours. */
    static TotalsBacktest on(double[] values) {
        int hours = Math.min(MOST_TEST_HOURS, values.length - 2 * SEASON);
        double[] before = Arrays.copyOf(values, values.length - hours);
        HoltWinters repeating = HoltWinters.repeating(before, SEASON);
        return new TotalsBacktest(
                hours,
                Contender.on(values, hours),
                follow(new SmoothedHours(repeating), values, hours),
                followRate(values, hours));
    }

    /** Returns the simplest contender of those whose totals were nearly as near to what came as any's. */
    Contender best() {
        double least = contenders.stream()
                .mapToDouble(contender -> contender.score().meanError())
                .min()
                .orElseThrow();
        return contenders.stream()
                .filter(contender -> contender.score().meanError() <= NEARLY * least)
                .findFirst()
                .orElseThrow();
    }

    /** Scores a model that was fitted to what lies before the last hours. */
    static Score follow(HourModel model, double[] values, int hours) {
        Tally tally = new Tally();
        HourModel now = model;
        for (int origin = values.length - hours; origin < values.length; origin += STEP) {
            int steps = Math.min(HORIZON, values.length - origin);
            PathForecast forecast = now.forecast(steps);
            double total = 0;
            for (int step = 1; step <= steps; step++) {
                total += values[origin + step - 1];
                double error = total - Math.max(0, forecast.cumulativeMean(step));
                tally.add(error, total, step, forecast.cumulativeVariance(step));
            }
            now = now.observing(Arrays.copyOfRange(values, origin, Math.min(origin + STEP, values.length)));
        }
        return tally.score();
    }

    private static Score followRate(double[] values, int hours) {
        Tally tally = new Tally();
        for (int origin = values.length - hours; origin < values.length; origin += STEP) {
            double rate = RecentRate.plainMean(values, origin);
            double total = 0;
            for (int step = 1; step <= Math.min(HORIZON, values.length - origin); step++) {
                total += values[origin + step - 1];
                tally.add(total - rate * step, total, step, 0);
            }
        }
        return tally.score();
    }

    /** Sums up errors; mutable. */
    private static final class Tally {

        private double errors;
        private double totals;
        private int count;
        private double dayAheadSquares;
        private double dayAheadVariances;

        void add(double error, double total, int step, double variance) {
            errors += Math.abs(error);
            totals += Math.abs(total);
            count++;
            if (step == DAY_AHEAD) {
                dayAheadSquares += error * error;
                dayAheadVariances += variance;
            }
        }

        Score score() {
            double spread = dayAheadVariances > 0 ? dayAheadSquares / dayAheadVariances : 1;
            return new Score(errors / count, spread, totals > 0 ? errors / totals : 1);
        }
    }
}
