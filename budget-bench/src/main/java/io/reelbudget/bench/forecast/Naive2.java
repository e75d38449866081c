package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;

/**
 * The benchmark of the M4 competition: the last value, seasonally adjusted by classical multiplicative decomposition
 * where the autocorrelation at the period is significant (90 per cent). It has no interval: both ends are the point.
 */
final class Naive2 implements Contender {

    private static final double SIGNIFICANT = 1.645;

    private final int period;

    Naive2(int period) {
        this.period = period;
    }

    @Override
    public String name() {
        return "Naive2";
    }

    @Override
    public Forecast forecast(TimeSeries series, int horizon) {
        double[] values = series.values();
        int n = values.length;
        double[] index = isSeasonal(values) ? seasonalIndex(values) : ones();
        double[] points = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            points[step] = values[n - 1] / index[(n - 1) % period] * index[(n + step) % period];
        }
        return Forecast.of(points, new double[] {LOWER, UPPER}, new double[][] {points, points});
    }

    private double[] ones() {
        double[] ones = new double[period];
        Arrays.fill(ones, 1);
        return ones;
    }

    private boolean isSeasonal(double[] values) {
        if (period == 1 || values.length < 3 * period) {
            return false;
        }
        double squares = 0;
        for (int lag = 1; lag < period; lag++) {
            double r = autocorrelation(values, lag);
            squares += r * r;
        }
        return Math.abs(autocorrelation(values, period)) > SIGNIFICANT * Math.sqrt((1 + 2 * squares) / values.length);
    }

    private static double autocorrelation(double[] values, int lag) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            products += i < lag ? 0 : (values[i] - mean) * (values[i - lag] - mean);
        }
        return products / squares;
    }

    private double[] seasonalIndex(double[] values) {
        double[] sums = new double[period];
        int[] counts = new int[period];
        int half = period / 2;
        for (int i = half; i < values.length - half; i++) {
            double trend = 0;
            for (int j = -half; j <= half; j++) {
                double weight = period % 2 == 0 && Math.abs(j) == half ? 0.5 : 1;
                trend += weight * values[i + j] / period;
            }
            sums[i % period] += values[i] / trend;
            counts[i % period]++;
        }
        double mean = 0;
        for (int i = 0; i < period; i++) {
            sums[i] /= counts[i];
            mean += sums[i] / period;
        }
        for (int i = 0; i < period; i++) {
            sums[i] /= mean;
        }
        return sums;
    }
}
