package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;

/**
 * The arms for series with a day and a week: their median, since in most series one of them is bad. Immutable.
 *
 * @param path the autoregression whose forecasts are fed back
 * @param horizons the regressions of one horizon each
 * @param profile the week's usual course, on the values themselves
 * @param nearest what came after similar days
 */
record TwoSeasonArms(
        SeasonalAutoregression path, HorizonRegressions horizons, SeasonProfile profile, NearestDays nearest)
        implements Arms {

    private static final double AGE = 0.997;

    static TwoSeasonArms fit(int day, int week, int horizon, RecentValues values) {
        int end = values.count();
        Spikes.remove(values.scaled(), end, day);
        SeasonalAutoregression.Terms terms = SeasonalAutoregression.Terms.twoSeasons(day, week);
        return new TwoSeasonArms(
                SeasonalAutoregression.fit(terms, values.scaled(), end, AGE),
                HorizonRegressions.fit(day, week, values.scaled(), end, horizon),
                SeasonProfile.fit(day, week, values.values(), end),
                new NearestDays(day));
    }

    static TwoSeasonArms read(int day, int week, StateReader in) {
        SeasonalAutoregression.Terms terms = SeasonalAutoregression.Terms.twoSeasons(day, week);
        return new TwoSeasonArms(
                new SeasonalAutoregression(terms, LinearRule.read(in)),
                HorizonRegressions.read(day, week, in),
                SeasonProfile.read(in),
                new NearestDays(day));
    }

    @Override
    public void write(StateWriter out) {
        path.rule().write(out);
        horizons.write(out);
        profile.write(out);
    }

    @Override
    public double[] forecast(RecentValues values, int end, int horizon) {
        Scale scale = values.scale();
        double[] a = values.plausible(path.forecast(values.scaled(), end, horizon), scale, end);
        double[] b = values.plausible(horizons.forecast(values.scaled(), end, horizon), scale, end);
        double[] c = values.plausible(profile.forecast(values.values(), end, horizon), Scale.VALUES, end);
        double[] d = values.plausible(nearest.forecast(values.scaled(), end, horizon), scale, end);
        double[] median = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            median[step] = median(a[step], b[step], c[step], d[step]);
        }
        return median;
    }

    /** Returns the mean of the middle two. */
    private static double median(double a, double b, double c, double d) {
        double lowest = Math.min(Math.min(a, b), Math.min(c, d));
        double highest = Math.max(Math.max(a, b), Math.max(c, d));
        return Math.max(lowest, Math.min(highest, (a + b + c + d - lowest - highest) / 2));
    }

    @Override
    public int reach() {
        return path.reach();
    }

    @Override
    public double next(RecentValues values, int end) {
        return values.plausible(path.next(values.scaled(), end), values.scale(), end);
    }

    @Override
    public Arms asOf(RecentValues values, int end) {
        return new TwoSeasonArms(path, horizons, profile.asOf(values.values(), end), nearest);
    }
}
