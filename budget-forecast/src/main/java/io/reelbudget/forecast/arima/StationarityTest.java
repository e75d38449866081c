package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.decomposition.SeasonalTrend;
import java.util.Arrays;

/**
 * How often a series must be differenced until nothing speaks against its being stationary.
 *
 * <p>Sources: Kwiatkowski, Phillips, Schmidt and Shin, <i>Journal of Econometrics</i> 54 (1992); Hyndman and
 * Athanasopoulos, <i>Forecasting: Principles and Practice</i>, 3rd edition, section 9.1.
 */
final class StationarityTest {

    /** What the statistic exceeds with 5 per cent where the series is stationary about a level. */
    private static final double CRITICAL = 0.463;

    /** From this strength of its season on a series is differenced by it. */
    private static final double STRONG_SEASON = 0.64;

    private static final int MOST_DIFFERENCES = 2;

    private StationarityTest() {}

    /** Returns the statistic of Kwiatkowski, Phillips, Schmidt and Shin about a level; zero for a constant series. */
    static double kpss(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        int lags = (int) (3 * Math.sqrt(n) / 13);
        double sums = 0;
        double sum = 0;
        for (double value : values) {
            sum += value - mean;
            sums += sum * sum;
        }
        double variance = 0;
        for (int lag = 0; lag <= lags; lag++) {
            double product = 0;
            for (int t = lag; t < n; t++) {
                product += (values[t] - mean) * (values[t - lag] - mean);
            }
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * product / n;
        }
        return variance > 0 ? sums / ((double) n * n * variance) : 0;
    }

    /** Returns how often to difference, 0 to 2. */
    static int differences(double[] values) {
        double[] rest = values;
        int count = 0;
        while (count < MOST_DIFFERENCES && !constant(rest) && kpss(rest) > CRITICAL) {
            rest = LagPolynomial.difference(1).applied(rest);
            count++;
        }
        return count;
    }

    /** Returns how often to difference by a season, 0 or 1. */
    static int seasonalDifferences(double[] values, int period) {
        boolean strong = values.length > 2 * period
                && !constant(values)
                && SeasonalTrend.of(values, period).strength() > STRONG_SEASON;
        return strong ? 1 : 0;
    }

    static boolean constant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
