package io.reelbudget.forecast.cleaning;

import io.reelbudget.forecast.decomposition.SeasonalTrend;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Values that stand out from trend and season: farther beyond the quartiles of the rest than three times their
 * distance.
 *
 * <p>The rest is that of a robust decomposition, or, without a season, of a running median over seven values. Where
 * half of the rest is the same number, as in usage that is mostly nothing, nothing stands out.
 */
public final class Outliers {

    private static final double FENCE = 3;
    private static final int MEDIAN_REACH = 3;

    private Outliers() {}

    /**
     * Returns the places of the values that stand out, ascending.
     *
     * @param values all finite
     * @param period how many steps the season has; 1 without a season
     */
    public static int[] places(double[] values, int period) {
        double[] rest = period > 1 && values.length > 2 * period
                ? SeasonalTrend.robust(values, period).rest()
                : aboutMedian(values);
        double[] sorted = rest.clone();
        Arrays.sort(sorted);
        double low = quantile(sorted, 0.25);
        double high = quantile(sorted, 0.75);
        double reach = FENCE * (high - low);
        if (!(reach > 0)) {
            return new int[0];
        }
        return IntStream.range(0, rest.length)
                .filter(t -> rest[t] < low - reach || rest[t] > high + reach)
                .toArray();
    }

    /**
     * Returns a series in which the values that stand out are filled as {@link Gaps} are.
     *
     * @param values all finite; not changed
     * @param period how many steps the season has; 1 without a season
     */
    public static double[] replaced(double[] values, int period) {
        double[] holes = values.clone();
        for (int place : places(values, period)) {
            holes[place] = Double.NaN;
        }
        return Gaps.filled(holes, period);
    }

    private static double[] aboutMedian(double[] values) {
        double[] rest = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            double[] near = Arrays.copyOfRange(
                    values, Math.max(0, t - MEDIAN_REACH), Math.min(values.length, t + MEDIAN_REACH + 1));
            Arrays.sort(near);
            rest[t] = values[t] - quantile(near, 0.5);
        }
        return rest;
    }

    static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
