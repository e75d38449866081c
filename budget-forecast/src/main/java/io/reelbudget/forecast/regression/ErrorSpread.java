package io.reelbudget.forecast.regression;

/**
 * How far forecasts of each step were off, from earlier places in the series.
 *
 * <p>The arms keep the coefficients of the fit to the whole series, so errors come out too small; the fewer places, the
 * more a root mean square of them misses too. Both are made up for by a factor.
 */
final class ErrorSpread {

    private final int spacing;
    private final int places;
    private final int leastBefore;
    private final int wing;

    /**
     * @param spacing how many steps lie between places, so that each has the same hour of the day
     * @param places how many at most
     * @param leastBefore how many values there must be before each
     * @param wing how many horizons on either side lend their errors
     */
    ErrorSpread(int spacing, int places, int leastBefore, int wing) {
        this.spacing = spacing;
        this.places = places;
        this.leastBefore = leastBefore;
        this.wing = wing;
    }

    /** Returns how many places there are in so many values. */
    int places(int count) {
        return Math.max(0, Math.min(places, (count - leastBefore) / spacing));
    }

    /**
     * Returns the root mean square of each step's errors.
     *
     * @param values at least one spacing more than must lie before each place
     */
    double[] measure(Arms arms, RecentValues values, int horizon) {
        double[] squares = new double[horizon];
        int[] counts = new int[horizon];
        for (int q = places(values.count()); q >= 1; q--) {
            int end = values.count() - q * spacing;
            int known = Math.min(horizon, q * spacing);
            double[] path = arms.asOf(values, end).forecast(values, end, known);
            for (int step = 0; step < known; step++) {
                double error = values.values()[end + step] - path[step];
                squares[step] += error * error;
                counts[step]++;
            }
        }
        return smoothed(squares, counts);
    }

    private double[] smoothed(double[] squares, int[] counts) {
        double[] deviations = new double[squares.length];
        for (int step = 0; step < squares.length; step++) {
            double sum = 0;
            int count = 0;
            for (int i = Math.max(0, step - wing); i <= Math.min(squares.length - 1, step + wing); i++) {
                sum += squares[i];
                count += counts[i];
            }
            deviations[step] = count > 0 ? Math.sqrt(sum / count) : deviations[step - 1];
        }
        return deviations;
    }
}
