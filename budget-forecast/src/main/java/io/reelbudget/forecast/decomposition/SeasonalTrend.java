package io.reelbudget.forecast.decomposition;

import java.util.Arrays;

/**
 * A series as trend + season + rest, by local regressions (STL).
 *
 * <p>The season may change slowly: of each place in the season, eleven neighbouring seasons count. Windows and loops
 * are those of R's {@code mstl} for one season. Source: Cleveland, Cleveland, McRae and Terpenning, <i>Journal of
 * Official Statistics</i> 6 (1990). Its cost is in proportion to the series' length times the window's, with a tenth of
 * the places computed. Immutable and thread-safe as long as nobody writes to the arrays it returns.
 */
public final class SeasonalTrend {

    private static final int SEASON_WINDOW = 11;
    private static final int LOOPS = 2;
    private static final int ROBUST_ROUNDS = 15;

    private final double[] trend;
    private final double[] season;
    private final double[] rest;

    SeasonalTrend(double[] trend, double[] season, double[] rest) {
        this.trend = trend;
        this.season = season;
        this.rest = rest;
    }

    /** Returns the trend, one number a value. */
    public double[] trend() {
        return trend;
    }

    /** Returns the season, one number a value. */
    public double[] season() {
        return season;
    }

    /** Returns what is left: value less trend less season. */
    public double[] rest() {
        return rest;
    }

    /**
     * Returns the parts of a series.
     *
     * @param values finite, more than two seasons of them
     * @param period how many steps a season has, 2 or more
     */
    public static SeasonalTrend of(double[] values, int period) {
        requireSeasons(values, period);
        return decomposed(values, period, ones(values.length), new double[values.length], LOOPS);
    }

    /**
     * Returns the parts of a series, with values that lie far off counted little or not at all; otherwise as
     * {@link #of}.
     */
    public static SeasonalTrend robust(double[] values, int period) {
        return robust(values, period, ROBUST_ROUNDS);
    }

    static SeasonalTrend robust(double[] values, int period, int rounds) {
        requireSeasons(values, period);
        double[] weights = ones(values.length);
        SeasonalTrend parts = decomposed(values, period, weights, new double[values.length], 1);
        for (int round = 0; round < rounds; round++) {
            weights = robustness(parts.rest);
            parts = decomposed(values, period, weights, parts.trend, 1);
        }
        return parts;
    }

    private static void requireSeasons(double[] values, int period) {
        if (period < 2 || values.length <= 2L * period) {
            throw new IllegalArgumentException("Series had " + values.length + " values and a season of " + period
                    + " but must have more than two seasons of at least 2; give more history, or a shorter season.");
        }
    }

    /**
     * Returns how much of what varies about the trend is season: 1 less the rest's share of the variance, 0 to 1.
     *
     * <p>Source: Wang, Smith and Hyndman, <i>Data Mining and Knowledge Discovery</i> 13 (2006).
     */
    public double strength() {
        double[] detrended = new double[rest.length];
        Arrays.setAll(detrended, t -> rest[t] + season[t]);
        double all = variance(detrended);
        return all > 0 ? Math.max(0, Math.min(1, 1 - variance(rest) / all)) : 0;
    }

    private static SeasonalTrend decomposed(
            double[] values, int period, double[] weights, double[] firstTrend, int loops) {
        int n = values.length;
        Loess seasonCurve = new Loess(SEASON_WINDOW, 0);
        Loess trendCurve = new Loess(nextOdd((int) Math.ceil(1.5 * period / (1 - 1.5 / SEASON_WINDOW))), 1);
        Loess lowCurve = new Loess(nextOdd(period), 1);
        double[] ones = ones(n);
        double[] trend = firstTrend;
        double[] season = new double[n];
        for (int loop = 0; loop < loops; loop++) {
            double[] cycle = cycles(less(values, trend), period, weights, seasonCurve);
            double[] low = lowCurve.smooth(averaged(averaged(averaged(cycle, period), period), 3), ones);
            for (int t = 0; t < n; t++) {
                season[t] = cycle[period + t] - low[t];
            }
            trend = trendCurve.smooth(less(values, season), weights);
        }
        return new SeasonalTrend(trend, season, less(less(values, trend), season));
    }

    /** Smooths each place of the season by itself, with one more season at either end. */
    private static double[] cycles(double[] values, int period, double[] weights, Loess curve) {
        double[] cycles = new double[values.length + 2 * period];
        for (int place = 0; place < period; place++) {
            int count = (values.length - place - 1) / period + 1;
            double[] own = new double[count];
            double[] ownWeights = new double[count];
            for (int i = 0; i < count; i++) {
                own[i] = values[place + i * period];
                ownWeights[i] = weights[place + i * period];
            }
            double[] smooth = curve.smooth(own, ownWeights);
            cycles[place] = curve.before(own, ownWeights, smooth[0]);
            for (int i = 0; i < count; i++) {
                cycles[place + (i + 1) * period] = smooth[i];
            }
            cycles[place + (count + 1) * period] = curve.after(own, ownWeights, smooth[count - 1]);
        }
        return cycles;
    }

    private static double[] averaged(double[] values, int window) {
        double[] averages = new double[values.length - window + 1];
        double sum = 0;
        for (int t = 0; t < values.length; t++) {
            sum += values[t] - (t >= window ? values[t - window] : 0);
            if (t >= window - 1) {
                averages[t - window + 1] = sum / window;
            }
        }
        return averages;
    }

    /** Returns bisquare weights: none beyond six median absolute rests. */
    private static double[] robustness(double[] rest) {
        double[] sizes = Arrays.stream(rest).map(Math::abs).toArray();
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        double six = 3 * (sorted[sorted.length / 2] + sorted[sorted.length - sorted.length / 2 - 1]);
        return Arrays.stream(sizes)
                .map(size -> {
                    double ratio = size / six;
                    return size <= 0.001 * six ? 1 : size > 0.999 * six ? 0 : Math.pow(1 - ratio * ratio, 2);
                })
                .toArray();
    }

    private static double[] less(double[] values, double[] others) {
        double[] less = new double[values.length];
        Arrays.setAll(less, t -> values[t] - others[t]);
        return less;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    private static int nextOdd(int number) {
        return number % 2 == 0 ? number + 1 : number;
    }
}
