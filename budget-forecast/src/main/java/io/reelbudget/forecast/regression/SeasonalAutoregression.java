package io.reelbudget.forecast.regression;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A value explained by a few values around one step, one day and one week before, and by the mean of earlier weeks;
 * forecasts are fed back to go on.
 *
 * <p>Immutable.
 */
final class SeasonalAutoregression {

    private static final int ROUNDS = 5;

    private final Terms terms;
    private final LinearRule rule;

    /** What explains a value: those so many steps before, and means over earlier seasons so many steps before. */
    static final class Terms {

        private final int[] lags;
        private final SeasonMeans means;

        /** How many steps before the value the means are taken: none, or the value's own place and the one before. */
        private final int[] meanShifts;

        private Terms(int[] lags, SeasonMeans means, int[] meanShifts) {
            this.lags = lags;
            this.means = means;
            this.meanShifts = meanShifts;
        }

        /** Returns terms for two seasons: one to three steps, and a few around each season; means over the longer. */
        static Terms twoSeasons(int day, int week) {
            int[] lags = {1, 2, 3, day - 1, day, day + 1, day + 2, week - 1, week, week + 1, week + 2};
            return new Terms(lags, new SeasonMeans(week, 9), new int[] {0, 1});
        }

        /** Returns terms for one long season: one to four steps and two on each side of the season; no means. */
        static Terms oneSeason(int year) {
            int[] lags = {1, 2, 3, 4, year - 2, year - 1, year, year + 1, year + 2};
            return new Terms(lags, new SeasonMeans(year, 1), new int[0]);
        }

        /** Returns the same terms, and means over earlier seasons at the value and at the one before. */
        Terms withMeans(int seasons) {
            return new Terms(lags, new SeasonMeans(means.season(), seasons), new int[] {0, 1});
        }

        /** Returns how many values there must be before the first that can be explained. */
        int reach() {
            int byMeans = Arrays.stream(meanShifts)
                    .map(shift -> shift + means.season())
                    .max()
                    .orElse(0);
            return Math.max(lags[lags.length - 1], byMeans);
        }

        int size() {
            return lags.length + meanShifts.length;
        }

        private Column[] columns(double[] values, int end) {
            int reach = reach();
            double[] seasonMeans = new double[end];
            for (int t = means.season(); t < end && meanShifts.length > 0; t++) {
                seasonMeans[t] = means.before(values, t);
            }
            return IntStream.range(0, size())
                    .mapToObj(i -> i < lags.length
                            ? new Column(values, reach - lags[i])
                            : new Column(seasonMeans, reach - meanShifts[i - lags.length]))
                    .toArray(Column[]::new);
        }

        /** Returns what the lags alone explain of a value. */
        private double lagged(LinearRule rule, double[] values, int place) {
            double[] b = rule.coefficients();
            double sum = rule.intercept();
            for (int i = 0; i < lags.length; i++) {
                sum += b[i] * values[place - lags[i]];
            }
            return sum;
        }

        /** Returns a path of which so many values are known, with the rest filled in one after the other. */
        private double[] fill(LinearRule rule, double[] path, int known) {
            boolean withMeans = meanShifts.length > 0;
            double before = withMeans ? means.before(path, known - 1) : 0;
            for (int from = known; from < path.length; from += means.season()) {
                int steps = Math.min(means.season(), path.length - from);
                double[] now = withMeans ? meansOf(path, from, steps) : new double[0];
                for (int i = 0; i < steps; i++) {
                    path[from + i] = lagged(rule, path, from + i);
                    if (withMeans) {
                        path[from + i] += rule.coefficients()[lags.length] * now[i]
                                + rule.coefficients()[lags.length + 1] * before;
                        before = now[i];
                    }
                }
            }
            return path;
        }

        private double[] meansOf(double[] path, int from, int steps) {
            if (from / means.season() >= means.most()) {
                return means.before(path, from, steps, from);
            }
            double[] each = new double[steps];
            Arrays.setAll(each, i -> means.before(path, from + i));
            return each;
        }
    }

    SeasonalAutoregression(Terms terms, LinearRule rule) {
        this.terms = terms;
        this.rule = rule;
    }

    /**
     * Returns the autoregression that suits the first so many of some values, more than its terms reach back.
     *
     * @param age by what a value counts less than the next
     */
    static SeasonalAutoregression fit(Terms terms, double[] values, int end, double age) {
        Centred centred = Centred.of(values, end);
        int reach = terms.reach();
        int rows = end - reach;
        LinearRule rule = new RobustRegression()
                .fit(
                        terms.columns(centred.values(), end),
                        new Column(centred.values(), reach),
                        RobustRegression.discount(age, rows),
                        rows,
                        ROUNDS);
        return new SeasonalAutoregression(terms, centred.uncentred(rule));
    }

    LinearRule rule() {
        return rule;
    }

    /** Returns how many values there must be before one that can be explained. */
    int reach() {
        return terms.reach();
    }

    /** Returns what is expected of the value after the first so many, as {@link #forecast} does of the first step. */
    double next(double[] values, int end) {
        double sum = terms.lagged(rule, values, end);
        for (int i = 0; i < terms.meanShifts.length; i++) {
            sum += rule.coefficients()[terms.lags.length + i] * terms.means.before(values, end - terms.meanShifts[i]);
        }
        return sum;
    }

    /** Returns what is expected after the first so many of some values. */
    double[] forecast(double[] values, int end, int horizon) {
        int needed = terms.reach() + (terms.means.most() - 1) * terms.means.season();
        int from = Math.max(0, end - needed);
        double[] path = Arrays.copyOfRange(values, from, end + horizon);
        return Arrays.copyOfRange(terms.fill(rule, path, end - from), end - from, path.length);
    }
}
