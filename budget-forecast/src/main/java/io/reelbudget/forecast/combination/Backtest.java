package io.reelbudget.forecast.combination;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * How far models would have been off at the end of a series, had they been fitted before it.
 *
 * <p>A model is fitted once to all but the end, forecasts, observes a few values, forecasts again and so on: a rolling
 * origin. Nothing is forecast that was known. Immutable.
 *
 * @param length how many values at the end are forecast
 * @param spacing how many values lie between forecasts
 * @param horizon how many steps each forecast has, as far as values are known
 */
record Backtest(int length, int spacing, int horizon) {

    private static final int QUARTERS = 4;
    private static final int LONG_SEASONS = 2;

    private static final int SHORT_LENGTH = 12;
    private static final int SHORT_HORIZON = 6;

    /** Returns the test that suits a series of such seasons. */
    static Backtest suiting(int[] seasons) {
        return switch (seasons.length) {
            case 0 -> new Backtest(SHORT_LENGTH, 1, SHORT_HORIZON);
            case 1 -> new Backtest(seasons[0], Math.max(1, seasons[0] / 26), Math.max(1, seasons[0] / QUARTERS));
            default -> new Backtest(LONG_SEASONS * seasons[1], seasons[0], Math.min(2 * seasons[0], seasons[1]));
        };
    }

    /** Returns this test over the last quarter of so many values at most: what is left before must be worth a fit. */
    Backtest ofSeries(int values) {
        return within(values / QUARTERS);
    }

    /** Returns this test over so many values at most, in whole spacings; none is left if they are too few. */
    Backtest within(int values) {
        int whole = Math.min(length, Math.max(0, values) / spacing * spacing);
        return new Backtest(whole, spacing, Math.min(horizon, Math.max(1, whole)));
    }

    /** Returns how many values must be left before the test. */
    TimeSeries before(TimeSeries series) {
        return series.first(series.length() - length);
    }

    /** Returns what a model, which must suit what is before the test, would have said from each place. */
    List<double[]> forecasts(SeriesModel model, TimeSeries series) {
        FittedModel fitted = model.fit(before(series));
        List<double[]> paths = new ArrayList<>();
        for (int origin = series.length() - length; origin < series.length(); origin += spacing) {
            paths.add(
                    fitted.forecast(Math.min(horizon, series.length() - origin)).points());
            for (int i = origin; i < Math.min(origin + spacing, series.length()); i++) {
                fitted.observe(series.value(i));
            }
        }
        return paths;
    }

    /**
     * Returns the mean absolute error over all places and steps of a mean of two forecasts.
     *
     * @param share how much the second counts, 0 to 1
     */
    double meanError(List<double[]> first, List<double[]> second, double share, TimeSeries series) {
        double errors = 0;
        int count = 0;
        for (int q = 0; q < first.size(); q++) {
            int origin = series.length() - length + q * spacing;
            double[] one = first.get(q);
            double[] other = second.get(q);
            for (int step = 0; step < one.length; step++) {
                errors += Math.abs(series.value(origin + step) - (1 - share) * one[step] - share * other[step]);
                count++;
            }
        }
        return errors / count;
    }
}
