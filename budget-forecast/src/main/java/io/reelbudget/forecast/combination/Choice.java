package io.reelbudget.forecast.combination;

import io.reelbudget.forecast.series.SeriesModel;
import java.util.Optional;

/**
 * What was chosen for a series: a model, a naive forecast, or something between.
 *
 * @param model the model; empty where none suits
 * @param naive the better naive forecast
 * @param naiveShare how much the naive forecast counts, 0 to 1
 */
record Choice(Optional<SeriesModel> model, SeriesModel naive, double naiveShare) {

    /** Returns the model that forecasts so. */
    SeriesModel toModel() {
        if (model.isEmpty() || naiveShare >= 1) {
            return naive;
        }
        return naiveShare <= 0
                ? model.get()
                : MeanCombination.of(
                        new MeanCombination.Member(model.get(), 1 - naiveShare),
                        new MeanCombination.Member(naive, naiveShare));
    }
}
