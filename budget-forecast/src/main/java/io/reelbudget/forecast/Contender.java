package io.reelbudget.forecast;

import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.cleaning.LevelShifts;
import io.reelbudget.forecast.cleaning.Outliers;
import io.reelbudget.forecast.regression.RegressionCombination;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import io.reelbudget.forecast.smoothing.DoubleSeasonal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model that took part in a back-test.
 *
 * @param name what it is called, as users read it
 * @param score how it did
 * @param maker fits it to the whole history
 */
record Contender(String name, TotalsBacktest.Score score, Maker maker) {

    private static final int DAY = 24;
    private static final int WEEK = 168;
    private static final int TWO_DAYS = 48;

    /** Fits a model that was chosen. */
    @FunctionalInterface
    interface Maker {
        HourModel fit(double[] values);
    }

    /**
     * Returns the models for which the hours before a test suffice, simple ones first.
     *
     * @param values the whole history
     * @param hours how many of its last hours are the test
     */
    static List<Contender> on(double[] values, int hours) {
        double[] before = Arrays.copyOf(values, values.length - hours);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(holtWinters(before, values, hours));
        cleanedHoltWinters(before, values, hours).ifPresent(contenders::add);
        Stream.of(
                        DoubleSeasonal.additive(),
                        Arima.conditional(ArimaOrder.of(2, 0, 1).seasonal(1, 1, 1, DAY)),
                        RegressionCombination.daysAndWeeks(DAY, WEEK, TWO_DAYS))
                .filter(model -> model.objectionTo(TimeSeries.hourly(before)).isEmpty())
                .map(model -> ofSeries(model, before, values, hours))
                .forEach(contenders::add);
        return List.copyOf(contenders);
    }

    /** A straight trend is left out: over the weeks until a renewal it runs away. */
    private static Contender holtWinters(double[] before, double[] values, int hours) {
        HoltWinters best = Stream.of(Trend.NONE, Trend.DAMPED)
                .map(trend -> HoltWinters.fit(before, DAY, trend))
                .min(Comparator.comparingDouble(HoltWinters::aicc))
                .orElseThrow();
        return new Contender(
                "Holt-Winters, additive, 24 h" + (best.trend() == Trend.DAMPED ? ", damped trend" : ""),
                TotalsBacktest.follow(new SmoothedHours(best), values, hours),
                all -> new SmoothedHours(HoltWinters.fit(all, DAY, best.trend())));
    }

    /**
     * The same, fitted to a history without single hours that stand out and lifted to the level of today. Whether they
     * were accidents or are how the account spends is for the back-test to say, on hours as they were.
     */
    private static Optional<Contender> cleanedHoltWinters(double[] before, double[] values, int hours) {
        double[] cleaned = cleaned(before);
        if (Arrays.equals(cleaned, before)) {
            return Optional.empty();
        }
        HoltWinters fitted = HoltWinters.fit(cleaned, DAY, Trend.NONE);
        return Optional.of(new Contender(
                "Holt-Winters, additive, 24 h, of cleaned hours",
                TotalsBacktest.follow(new SmoothedHours(fitted), values, hours),
                all -> new SmoothedHours(HoltWinters.fit(cleaned(all), DAY, Trend.NONE))));
    }

    private static double[] cleaned(double[] values) {
        return LevelShifts.levelled(Outliers.replaced(values, DAY), DAY);
    }

    private static Contender ofSeries(SeriesModel model, double[] before, double[] values, int hours) {
        SeriesHours fitted = SeriesHours.fit(model, before, 0);
        double variance = fitted.meanSquare(Arrays.copyOfRange(values, before.length, values.length));
        return new Contender(
                model.name(),
                TotalsBacktest.follow(fitted.withVariance(variance), values, hours),
                all -> SeriesHours.fit(model, all, variance));
    }
}
