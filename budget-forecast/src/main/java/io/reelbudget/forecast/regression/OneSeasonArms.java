package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;

/**
 * The arms for series with one long season: three autoregressions, and their mean. Immutable.
 *
 * @param scaled on the scale of the series
 * @param means the same, with means over earlier seasons
 * @param plain on the values themselves
 */
record OneSeasonArms(SeasonalAutoregression scaled, SeasonalAutoregression means, SeasonalAutoregression plain)
        implements Arms {

    private static final double AGE = 0.995;
    private static final int MEANS_OVER = 9;

    static OneSeasonArms fit(int season, RecentValues values) {
        SeasonalAutoregression.Terms terms = SeasonalAutoregression.Terms.oneSeason(season);
        return new OneSeasonArms(
                SeasonalAutoregression.fit(terms, values.scaled(), values.count(), AGE),
                SeasonalAutoregression.fit(terms.withMeans(MEANS_OVER), values.scaled(), values.count(), AGE),
                SeasonalAutoregression.fit(terms, values.values(), values.count(), AGE));
    }

    static OneSeasonArms read(int season, StateReader in) {
        SeasonalAutoregression.Terms terms = SeasonalAutoregression.Terms.oneSeason(season);
        return new OneSeasonArms(
                new SeasonalAutoregression(terms, LinearRule.read(in)),
                new SeasonalAutoregression(terms.withMeans(MEANS_OVER), LinearRule.read(in)),
                new SeasonalAutoregression(terms, LinearRule.read(in)));
    }

    @Override
    public void write(StateWriter out) {
        scaled.rule().write(out);
        means.rule().write(out);
        plain.rule().write(out);
    }

    @Override
    public double[] forecast(RecentValues values, int end, int horizon) {
        double[] a = values.plausible(scaled.forecast(values.scaled(), end, horizon), values.scale(), end);
        double[] b = values.plausible(means.forecast(values.scaled(), end, horizon), values.scale(), end);
        double[] c = values.plausible(plain.forecast(values.values(), end, horizon), Scale.VALUES, end);
        double[] mean = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            mean[step] = a[step] / 3 + b[step] / 3 + c[step] / 3;
        }
        return mean;
    }

    @Override
    public int reach() {
        return scaled.reach();
    }

    @Override
    public double next(RecentValues values, int end) {
        return values.plausible(scaled.next(values.scaled(), end), values.scale(), end);
    }

    @Override
    public Arms asOf(RecentValues values, int end) {
        return this;
    }
}
