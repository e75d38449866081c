package io.reelbudget.forecast;

import java.util.Arrays;

/**
 * The plainest model: spending goes on as over the last seven days, shrunk towards a prior while there are fewer.
 *
 * <p>The prior counts like hours of history: eight without any (research on four traces of shared computers found a
 * third of a day best for recent rates), fewer as history comes, none from seven days on unless nothing was ever spent.
 * It is as uncertain as it is large, so without history the total has a coefficient of variation of one or more.
 *
 * @param perHour what is expected of an hour, in micros
 * @param variancePerHour by how much a total's variance grows each hour while the rate is known
 * @param varianceOfRate the variance of the rate itself
 */
record RecentRate(double perHour, double variancePerHour, double varianceOfRate) {

    static final int HOURS_LOOKED_AT = 7 * 24;

    private static final int HOURS_PER_DAY = 24;
    private static final double PRIOR_HOURS = 8;

    /**
     * Returns the rate of a history.
     *
     * @param complete spending in each full hour, oldest first
     * @param priorRate what to expect of an hour without history, zero or more
     */
    static RecentRate of(double[] complete, double priorRate) {
        double[] recent = recent(complete, complete.length);
        boolean blank = Arrays.stream(complete).allMatch(spent -> spent == 0);
        double weight = PRIOR_HOURS * (blank ? 1 : 1 - (double) recent.length / HOURS_LOOKED_AT);
        double hours = recent.length + weight;
        double rate = (Arrays.stream(recent).sum() + weight * priorRate) / hours;
        double variance = recent.length == HOURS_LOOKED_AT && !blank
                ? varianceByDays(complete)
                : (squares(recent, rate) + weight * PRIOR_HOURS * priorRate * priorRate) / hours;
        return new RecentRate(Math.max(0, rate), variance, variance / hours);
    }

    /** Returns the mean of the last seven days before an hour, or of what there is. */
    static double plainMean(double[] values, int end) {
        return Arrays.stream(recent(values, end)).average().orElse(0);
    }

    private static double[] recent(double[] values, int end) {
        return Arrays.copyOfRange(values, Math.max(0, end - HOURS_LOOKED_AT), end);
    }

    private static double squares(double[] values, double about) {
        return Arrays.stream(values)
                .map(value -> (value - about) * (value - about))
                .sum();
    }

    /** Hours of a day belong together: the variance of whole days' totals sees that, that of hours does not. */
    private static double varianceByDays(double[] values) {
        int days = values.length / HOURS_PER_DAY;
        double[] totals = new double[days];
        for (int i = 0; i < days * HOURS_PER_DAY; i++) {
            totals[i / HOURS_PER_DAY] += values[values.length - days * HOURS_PER_DAY + i];
        }
        double mean = Arrays.stream(totals).average().orElse(0);
        return squares(totals, mean) / (days - 1) / HOURS_PER_DAY;
    }
}
