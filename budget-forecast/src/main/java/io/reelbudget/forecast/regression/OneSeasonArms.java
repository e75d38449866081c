package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;

/**
 * The arms for series with one long season: autoregressions of logarithms and of values, and their mean. Immutable.
 *
 * @param scaled on the scale of the series
 * @param plain on the values themselves
 */
record OneSeasonArms(SeasonalAutoregression scaled, SeasonalAutoregression plain) implements Arms {

    private static final double AGE = 0.995;

    static OneSeasonArms fit(int season, RecentValues values) {
        SeasonalAutoregression.Terms terms = SeasonalAutoregression.Terms.oneSeason(season);
        return new OneSeasonArms(
                SeasonalAutoregression.fit(terms, values.scaled(), values.count(), AGE),
                SeasonalAutoregression.fit(terms, values.values(), values.count(), AGE));
    }

    static OneSeasonArms read(int season, StateReader in) {
        SeasonalAutoregression.Terms terms = SeasonalAutoregression.Terms.oneSeason(season);
        return new OneSeasonArms(
                new SeasonalAutoregression(terms, LinearRule.read(in)),
                new SeasonalAutoregression(terms, LinearRule.read(in)));
    }

    @Override
    public void write(StateWriter out) {
        scaled.rule().write(out);
        plain.rule().write(out);
    }

    @Override
    public double[] forecast(RecentValues values, int end, int horizon) {
        double[] a = values.plausible(scaled.forecast(values.scaled(), end, horizon), values.scale(), end);
        double[] b = values.plausible(plain.forecast(values.values(), end, horizon), Scale.VALUES, end);
        double[] mean = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            mean[step] = a[step] / 2 + b[step] / 2;
        }
        return mean;
    }

    @Override
    public Arms asOf(RecentValues values, int end) {
        return this;
    }
}
