package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.fitting.LeastSquares;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Theta method: simple exponential smoothing with a drift of half the slope of the series' line, after the season
 * was taken off where a test finds one.
 *
 * <p>The season is taken off by classical decomposition where the autocorrelation at its lag is significant at 90 per
 * cent; it multiplies, or adds where a value is zero or less. Sources: Assimakopoulos and Nikolopoulos,
 * <i>International Journal of Forecasting</i> 16 (2000); Hyndman and Billah, ibid. 19 (2003). The first season of a
 * series is used. A constant series is forecast as it is. This class is immutable and thread-safe.
 */
public final class Theta implements SeriesModel {

    private static final int LEAST_VALUES = 7;
    private static final double SIGNIFICANT = 0.95;
    private static final Theta STANDARD = new Theta();

    private Theta() {}

    /** Returns the standard method. */
    public static Theta standard() {
        return STANDARD;
    }

    @Override
    public String name() {
        return "Theta";
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return series.length() >= LEAST_VALUES
                ? Optional.empty()
                : Optional.of("Series had " + series.length() + " values but Theta must have " + LEAST_VALUES
                        + " at least; wait for more history.");
    }

    @Override
    public FittedTheta fit(TimeSeries series) {
        require(series);
        double[] values = series.values();
        int period = Arrays.stream(series.seasons()).findFirst().orElse(1);
        EtsForm.Season kind = season(values, period);
        double[] season = kind == EtsForm.Season.NONE ? new double[0] : ClassicalSeason.of(values, period, kind);
        double[] adjusted = values.clone();
        for (int t = 0; t < adjusted.length && season.length > 0; t++) {
            adjusted[t] = FittedTheta.without(values[t], season[t % period], kind);
        }
        FittedEts level = Ets.of(EtsForm.of("A,N,N")).fit(TimeSeries.of(adjusted));
        return new FittedTheta(level, slope(adjusted) / 2, kind, turned(season, values.length), values.length);
    }

    private static EtsForm.Season season(double[] values, int period) {
        int n = values.length;
        if (period < 2 || n <= 2 * period) {
            return EtsForm.Season.NONE;
        }
        double[] correlations = autocorrelations(values, period);
        double squares = 0;
        for (int lag = 1; lag < period; lag++) {
            squares += correlations[lag] * correlations[lag];
        }
        double deviation = Math.sqrt((1 + 2 * squares) / n);
        if (!(Math.abs(correlations[period]) / deviation > Forecast.standardNormal(SIGNIFICANT))) {
            return EtsForm.Season.NONE;
        }
        return Arrays.stream(values).allMatch(value -> value > 0)
                ? EtsForm.Season.MULTIPLICATIVE
                : EtsForm.Season.ADDITIVE;
    }

    private static double[] autocorrelations(double[] values, int lags) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] correlations = new double[lags + 1];
        for (int lag = lags; lag >= 0; lag--) {
            for (int t = lag; t < values.length; t++) {
                correlations[lag] += (values[t] - mean) * (values[t - lag] - mean);
            }
        }
        double variance = correlations[0];
        Arrays.setAll(correlations, lag -> variance > 0 ? correlations[lag] / variance : 0);
        return correlations;
    }

    private static double slope(double[] values) {
        double[] ones = new double[values.length];
        double[] time = new double[values.length];
        Arrays.fill(ones, 1);
        Arrays.setAll(time, t -> t);
        return LeastSquares.of(new double[][] {ones, time}, values).coefficients()[1];
    }

    /** Returns the season as it stands after so many values: the next step's place first. */
    private static double[] turned(double[] season, int steps) {
        double[] turned = season.clone();
        Arrays.setAll(turned, i -> season[(i + steps) % season.length]);
        return turned;
    }

    @Override
    public FittedTheta restore(ModelState state) {
        return FittedTheta.restore(state);
    }

    @Override
    public String toString() {
        return name();
    }
}
