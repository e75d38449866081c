package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.smoothing.EtsForm.Season;
import java.util.Arrays;

/** A season's figure by classical decomposition: what each place differs by from a moving average over a season. */
final class ClassicalSeason {

    /** Of a season that multiplies, no place is less. */
    private static final double LEAST_FACTOR = 0.01;

    private ClassicalSeason() {}

    /**
     * Returns one number a place, the first value's place first: differences that add up to zero, or factors whose mean
     * is one.
     *
     * @param values two seasons or more
     */
    static double[] of(double[] values, int period, Season kind) {
        double[] sums = new double[period];
        int[] counts = new int[period];
        boolean factors = kind == Season.MULTIPLICATIVE;
        int half = period / 2;
        for (int t = half; t < values.length - half; t++) {
            double around = average(values, t, period);
            sums[t % period] += factors ? values[t] / around : values[t] - around;
            counts[t % period]++;
        }
        double[] season = new double[period];
        Arrays.setAll(season, i -> sums[i] / Math.max(1, counts[i]));
        double mean = Arrays.stream(season).average().orElseThrow();
        for (int i = 0; i < period; i++) {
            season[i] = factors ? Math.max(LEAST_FACTOR, season[i] / mean) : season[i] - mean;
        }
        return season;
    }

    /** Averages over one season about a place; where the season is even its two ends count by half. */
    private static double average(double[] values, int t, int period) {
        int half = period / 2;
        double sum = 0;
        for (int i = t - half; i <= t + half; i++) {
            sum += values[i] * (period % 2 == 0 && (i == t - half || i == t + half) ? 0.5 : 1);
        }
        return sum / period;
    }
}
