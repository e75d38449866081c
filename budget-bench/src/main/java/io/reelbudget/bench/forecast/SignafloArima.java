package io.reelbudget.bench.forecast;

import com.github.signaflo.timeseries.TimePeriod;
import com.github.signaflo.timeseries.TimeUnit;
import com.github.signaflo.timeseries.model.arima.Arima;
import com.github.signaflo.timeseries.model.arima.ArimaOrder;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;

/** The peer on Maven Central, signaflo's timeseries 0.4: a seasonal ARIMA by conditional least squares. */
final class SignafloArima implements Contender {

    private static final double ALPHA = 0.05;
    private static final int LEAST_SEASONS = 3;

    private final String name;
    private final ArimaOrder seasonal;
    private final ArimaOrder plain;
    private final int season;

    private SignafloArima(String name, ArimaOrder seasonal, ArimaOrder plain, int season) {
        this.name = name;
        this.seasonal = seasonal;
        this.plain = plain;
        this.season = season;
    }

    /** Returns the orders that did best for hours. */
    static SignafloArima hourly() {
        return new SignafloArima(
                "signaflo ARIMA(2,0,1)(0,1,1)24", ArimaOrder.order(2, 0, 1, 0, 1, 1), ArimaOrder.order(2, 0, 1), 24);
    }

    /** Returns the orders that did best for weeks; without a season where there are less than three years. */
    static SignafloArima weekly() {
        return new SignafloArima(
                "signaflo ARIMA(1,1,1)(0,1,1)52", ArimaOrder.order(1, 1, 1, 0, 1, 1), ArimaOrder.order(1, 1, 1), 52);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Forecast forecast(TimeSeries series, int horizon) {
        com.github.signaflo.timeseries.TimeSeries values =
                com.github.signaflo.timeseries.TimeSeries.from(TimePeriod.oneHour(), series.values());
        ArimaOrder order = series.length() > LEAST_SEASONS * season ? seasonal : plain;
        com.github.signaflo.timeseries.forecast.Forecast forecast = Arima.model(
                        values, order, new TimePeriod(TimeUnit.HOUR, season), Arima.FittingStrategy.CSS)
                .forecast(horizon, ALPHA);
        return Forecast.of(forecast.pointEstimates().asArray(), new double[] {LOWER, UPPER}, new double[][] {
            forecast.lowerPredictionInterval().asArray(),
            forecast.upperPredictionInterval().asArray()
        });
    }
}
