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

    /**
     * What a model expects from a full hour on, of one hour, of two, and so on, in total: means, not kept from falling,
     * their variances, and by how much an error of one in the first hour moves the total of those after it.
     */
    static final class Path {

        private final double[] mean;
        private final double[] variance;
        private final double[] carried;

        private Path(double[] mean, double[] variance, double[] carried) {
            this.mean = mean;
            this.variance = variance;
            this.carried = carried;
        }

        static Path of(PathForecast forecast) {
            int hours = forecast.steps();
            double[] mean = new double[hours];
            double[] variance = new double[hours];
            double[] carried = new double[hours];
            for (int i = 0; i < hours; i++) {
                mean[i] = forecast.cumulativeMean(i + 1);
                variance[i] = forecast.cumulativeVariance(i + 1);
                carried[i] = forecast.carried(i + 1);
            }
            return new Path(mean, variance, carried);
        }

        int hours() {
            return mean.length;
        }
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
     *
     * @param path what the model expects from the last full hour on
     * @param level the variance of an hour's mean that comes from having estimated it
     * @param spread the factor
     */
    static Arrivals modelled(Path path, double level, HistoryWindow window, double spread) {
        double g = window.elapsed();
        int hours = path.hours();
        double next = path.mean[0];
        double seen = g > 0 && window.running().isPresent() ? window.running().getAsDouble() - g * next : 0;
        double quiet = QUIET_SHARE * Math.max(0, window.meanPerHour());
        double[] mean = new double[hours + 1];
        double[] variance = new double[hours + 1];
        double highest = 0;
        double before = 0;
        for (int i = 1; i <= hours; i++) {
            double until = path.variance[i - 1];
            highest = Math.max(highest, path.mean[i - 1] - g * next + seen * path.carried[i - 1]);
            mean[i] = Math.max(highest, quiet * (i - g));
            variance[i] = spread * (before + (1 - g) * (until - before) + level * (i - g) * (i - g));
            before = until;
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
