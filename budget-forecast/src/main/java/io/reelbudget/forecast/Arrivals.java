package io.reelbudget.forecast;

/**
 * What a model expects to be spent from now on, in total, at the end of the running hour and of each hour after it.
 *
 * <p>Between full hours spending and its variance grow evenly. Where a model expects a total to fall (an additive model
 * may expect less than nothing of an hour), the total stays until it rises above that again: spending never falls.
 *
 * <p>This class is immutable and thread-safe.
 */
final class Arrivals {

    private static final double QUIET_SHARE = 0.05;

    private final double elapsed;
    private final double[] mean;
    private final double[] variance;

    /**
     * @param elapsed how much of the running hour is over, 0 to below 1
     * @param mean total expected at the end of the running hour, of the next, and so on
     * @param variance that total's variance, alike
     */
    private Arrivals(double elapsed, double[] mean, double[] variance) {
        this.elapsed = elapsed;
        this.mean = mean;
        this.variance = variance;
    }

    /** Returns arrivals that come evenly. */
    static Arrivals steady(RecentRate rate, double elapsed, int hours) {
        double[] mean = new double[hours + 1];
        double[] variance = new double[hours + 1];
        for (int i = 1; i <= hours; i++) {
            double time = i - elapsed;
            mean[i] = rate.perHour() * time;
            variance[i] = rate.variancePerHour() * time + rate.varianceOfRate() * time * time;
        }
        return new Arrivals(elapsed, mean, variance);
    }

    /**
     * Returns arrivals by a model of hours from within an hour.
     *
     * <p>An hour's error is the sum of what its two parts err, with variances by their length. What was seen of the
     * running hour fixes the first part's error, which moves all later hours by its impact; only the second part's
     * error is still open. With C<sub>j</sub> = 1 + c<sub>1</sub> + … + c<sub>j</sub> and g the share of the hour that
     * is over, the total to the end of the j-th hour after it has the variance σ² ((1 - g) C<sub>j</sub>² +
     * Σ<sub>i&lt;j</sub> C<sub>i</sub>²).
     *
     * <p>To that come what the back-test found missing, as a factor, and that the level was estimated from finitely
     * many values.
     *
     * <p>An additive model may expect nothing more at all of an account that went quiet; at least a twentieth of its
     * usual pace is expected, since quiet accounts wake.
     */
    static Arrivals modelled(HourModel model, HistoryWindow window, int hours, double spread) {
        double g = window.elapsed();
        PathForecast fromHour = model.forecast(hours);
        double next = fromHour.mean(1);
        double seen = g > 0 && window.running().isPresent() ? window.running().getAsDouble() - g * next : 0;
        PathForecast after = model.absorbing(seen).forecast(hours);
        double level = model.levelVariance();
        double quiet = QUIET_SHARE * Math.max(0, window.meanPerHour());
        double[] mean = new double[hours + 1];
        double[] variance = new double[hours + 1];
        double raw = (1 - g) * next;
        double highest = 0;
        for (int i = 1; i <= hours; i++) {
            double before = i == 1 ? 0 : fromHour.cumulativeVariance(i - 1);
            double open = before + (1 - g) * (fromHour.cumulativeVariance(i) - before);
            highest = Math.max(highest, raw + (i == 1 ? 0 : after.cumulativeMean(i - 1)));
            mean[i] = Math.max(highest, quiet * (i - g));
            variance[i] = spread * (open + level * (i - g) * (i - g));
        }
        return new Arrivals(g, mean, variance);
    }

    /** Returns the total from now until so many hours later, and beyond the last hour at the pace until there. */
    double mean(double hours) {
        double last = mean.length - 1 - elapsed;
        return hours > last ? at(mean, last) * (hours / last) : at(mean, hours);
    }

    /** Returns the variance of {@link #mean}. */
    double variance(double hours) {
        double last = mean.length - 1 - elapsed;
        return hours > last ? at(variance, last) * (hours / last) * (hours / last) : at(variance, hours);
    }

    private double at(double[] totals, double hours) {
        double place = hours + elapsed;
        if (place <= 1) {
            return totals[1] * (hours / (1 - elapsed));
        }
        int before = (int) Math.min(place, totals.length - 2);
        return totals[before] + (place - before) * (totals[before + 1] - totals[before]);
    }
}
