package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * Usage that is often nothing, with hours of its own: for each place in the season how likely there is any, and how
 * much there is then.
 *
 * <p>Both are discounted averages of the place, shrunk towards those of all places by {@value FittedZeroInflated#PRIOR}
 * seasons; amounts are of a gamma distribution with one coefficient of variation. The longest season that the series
 * has three times is used, or none. A series of zeros is forecast as zero. This class is immutable and thread-safe.
 */
public final class ZeroInflated implements SeriesModel {

    private static final int LEAST_SEASONS = 3;
    private static final ZeroInflated SEASONAL = new ZeroInflated();

    private ZeroInflated() {}

    /** Returns the model. */
    public static ZeroInflated seasonal() {
        return SEASONAL;
    }

    @Override
    public String name() {
        return "zero-inflated usage";
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return Arrays.stream(series.values()).allMatch(value -> value >= 0)
                ? Optional.empty()
                : Optional.of("Series had negative values but zero-inflated usage must have zeros and positive ones"
                        + " only; usage is never negative.");
    }

    @Override
    public FittedZeroInflated fit(TimeSeries series) {
        require(series);
        int period = Arrays.stream(series.seasons())
                .filter(season -> LEAST_SEASONS * season <= series.length())
                .max()
                .orElse(1);
        FittedZeroInflated fitted = FittedZeroInflated.unused(period);
        for (double value : series.values()) {
            fitted.observe(value);
        }
        return fitted;
    }

    @Override
    public FittedZeroInflated restore(ModelState state) {
        return FittedZeroInflated.restore(state);
    }

    @Override
    public String toString() {
        return name();
    }
}
