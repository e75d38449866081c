package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.series.Forecast;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well a contender did, on one series or on average: the scores of the M4 competition.
 *
 * <p>Source: Makridakis, Spiliotis and Assimakopoulos, <i>The M4 Competition: 100,000 time series and 61 forecasting
 * methods</i>, International Journal of Forecasting 36(1), 2020.
 *
 * @param smape mean of 200 |y - f| / (|y| + |f|), per cent
 * @param mase mean of |y - f| over the series' scale
 * @param msis mean of the interval's width and 40 times by how far it was missed, over the same scale
 * @param coverage share of the values inside the interval of 95 per cent
 */
record Score(double smape, double mase, double msis, double coverage) {

    private static final double PENALTY = 2 / 0.05;

    static Score of(Forecast forecast, ScoredSeries series, int period) {
        double smape = 0;
        double error = 0;
        double interval = 0;
        double inside = 0;
        int horizon = series.test().length;
        for (int step = 1; step <= horizon; step++) {
            double actual = series.test()[step - 1];
            double point = forecast.point(step);
            double lower = forecast.quantile(Contender.LOWER, step);
            double upper = forecast.quantile(Contender.UPPER, step);
            double size = Math.abs(actual) + Math.abs(point);
            smape += size == 0 ? 0 : 200 * Math.abs(actual - point) / size;
            error += Math.abs(actual - point);
            interval += upper - lower + PENALTY * (Math.max(0, lower - actual) + Math.max(0, actual - upper));
            inside += lower <= actual && actual <= upper ? 1 : 0;
        }
        double scale = series.scale(period) * horizon;
        return new Score(smape / horizon, error / scale, interval / scale, inside / horizon);
    }

    /** Returns the mean over series. */
    static Score mean(List<Score> scores) {
        return new Score(
                mean(scores, Score::smape),
                mean(scores, Score::mase),
                mean(scores, Score::msis),
                mean(scores, Score::coverage));
    }

    /** Returns the overall weighted average against the benchmark, both averages over the same series. */
    double owa(Score benchmark) {
        return (smape / benchmark.smape + mase / benchmark.mase) / 2;
    }

    private static double mean(List<Score> scores, ToDoubleFunction<Score> part) {
        return scores.stream().mapToDouble(part).average().orElseThrow();
    }
}
