package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;
import java.util.Arrays;

/**
 * One regression a horizon: a value explained by what is known so many steps before it. Immutable.
 *
 * <p>Regressors of the value at t seen from o = t - j, with the day d that the horizon j falls in: the last three
 * values; the value one week before t, and d days before t; the mean of seven days at t's hour; the mean of earlier
 * weeks at t; and the same four at o, which say how o differs from the usual.
 */
final class HorizonRegressions {

    static final int MOST_WEEKS = 9;

    private static final int FIRST_ROUNDS = 3;

    private final int day;
    private final int week;
    private final LinearRule[] rules;
    private final SeasonMeans days;
    private final SeasonMeans weeks;

    HorizonRegressions(int day, int week, LinearRule[] rules) {
        this.day = day;
        this.week = week;
        this.rules = rules;
        this.days = new SeasonMeans(day, week / day);
        this.weeks = new SeasonMeans(week, MOST_WEEKS);
    }

    /** Returns how many values there must be before the first that can be explained one step ahead, less that step. */
    static int reach(int day, int week) {
        return week + 2 * day + 4;
    }

    /**
     * Returns the regressions that suit the first so many of some values.
     *
     * <p>Rows count by age, and by how near their hour is to that of the value forecast. How far a row is trusted is
     * found for the first horizon and carried along from each to the next: one solution a horizon.
     *
     * @param horizons how many, up to one week
     */
    static HorizonRegressions fit(int day, int week, double[] values, int end, int horizons) {
        Centred centred = Centred.of(values, end);
        double[] z = centred.values();
        HorizonColumns regressors = new HorizonColumns(day, week, z);
        RobustRegression regression = new RobustRegression();
        HourWeights hours = new HourWeights(day, end - reach(day, week));
        LinearRule[] rules = new LinearRule[horizons];
        for (int j = 1; j <= horizons; j++) {
            int first = reach(day, week) + j;
            int rows = end - first;
            Column explained = new Column(z, first);
            Column[] columns = regressors.columns(j, first);
            double[] weights = hours.weights(j, rows);
            if (j == 1) {
                rules[0] = regression.fit(columns, explained, weights, rows, FIRST_ROUNDS);
            } else {
                regression.dropOldest(rows + 1);
                rules[j - 1] = regression.refit(columns, explained, weights, rows);
            }
            regression.updateTrust(rules[j - 1], columns, explained, rows);
        }
        for (int j = 0; j < horizons; j++) {
            rules[j] = centred.uncentred(rules[j]);
        }
        return new HorizonRegressions(day, week, rules);
    }

    static HorizonRegressions read(int day, int week, StateReader in) {
        LinearRule[] rules = new LinearRule[in.nextInt()];
        Arrays.setAll(rules, j -> LinearRule.read(in));
        return new HorizonRegressions(day, week, rules);
    }

    void write(StateWriter out) {
        out.add(rules.length);
        for (LinearRule rule : rules) {
            rule.write(out);
        }
    }

    /** Returns what is expected after the first so many of some values; beyond its horizons from its own forecasts. */
    double[] forecast(double[] values, int end, int horizon) {
        int shift = Math.max(0, end - (MOST_WEEKS + 1) * week);
        double[] path = Arrays.copyOfRange(values, shift, end + horizon);
        for (int from = end - shift; from < path.length; from += rules.length) {
            int steps = Math.min(rules.length, path.length - from);
            double dayMean = days.before(path, from - 1);
            double weekMean = weeks.before(path, from - 1);
            double[] dayMeans = days.before(path, from, Math.min(day, steps), from);
            double[] weekMeans = weeks.before(path, from, steps, from - 1);
            for (int j = 1; j <= steps; j++) {
                double[] b = rules[j - 1].coefficients();
                path[from - 1 + j] = explain(path, from - 1, j)
                        + b[5] * dayMeans[(j - 1) % day]
                        + b[6] * weekMeans[j - 1]
                        + b[9] * dayMean
                        + b[10] * weekMean;
            }
        }
        return Arrays.copyOfRange(path, end - shift, path.length);
    }

    /** Returns what is expected without means over earlier seasons, which horizons of an origin share. */
    private double explain(double[] values, int origin, int j) {
        int target = origin + j;
        int before = target - (j + day - 1) / day * day;
        LinearRule rule = rules[j - 1];
        double[] b = rule.coefficients();
        return rule.intercept()
                + b[0] * values[origin]
                + b[1] * values[origin - 1]
                + b[2] * values[origin - 2]
                + b[3] * values[before]
                + b[4] * values[target - week]
                + b[7] * values[origin - day]
                + b[8] * values[origin - week];
    }
}
