package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.List;

/**
 * Models of this library as a contender: the first that there is no objection to.
 *
 * @param name as printed
 * @param models in order of preference; the last must suit any series
 */
record ModelContender(String name, List<SeriesModel> models) implements Contender {

    @Override
    public Forecast forecast(TimeSeries series, int horizon) {
        SeriesModel model = models.stream()
                .filter(candidate -> candidate.objectionTo(series).isEmpty())
                .findFirst()
                .orElseThrow();
        return model.fit(series).forecast(horizon, LOWER, UPPER);
    }
}
