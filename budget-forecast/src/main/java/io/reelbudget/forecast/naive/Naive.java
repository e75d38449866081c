package io.reelbudget.forecast.naive;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says that the last values come again: the last one, or those of the last season.
 *
 * <p>An error's variance is the mean square of the changes over that many steps, and grows by it with each repetition.
 * With no more values than one season there is no change to learn from: the variance is that of the values about their
 * mean. This class is immutable and thread-safe.
 */
public final class Naive implements SeriesModel {

    private static final int STATE_VERSION = 1;

    private final String name;
    private final int season;

    private Naive(String name, int season) {
        this.name = name;
        this.season = season;
    }

    /** Returns the model that the last value stays. */
    public static Naive lastValue() {
        return new Naive("last value", 1);
    }

    /**
     * Returns the model that the last season comes again.
     *
     * @param season how many steps it has, 2 or more
     */
    public static Naive repeating(int season) {
        if (season < 2) {
            throw new IllegalArgumentException("Season was " + season
                    + " steps but must have 2 or more; use lastValue() where there is no season.");
        }
        return new Naive("seasonal naive, " + season, season);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return series.length() >= season
                ? Optional.empty()
                : Optional.of("Series had " + series.length() + " values but '" + name + "' must have " + season
                        + " or more; use a shorter season, or the last value.");
    }

    @Override
    public FittedModel fit(TimeSeries series) {
        double[] values = require(series).values();
        double variance = values.length > season ? meanSquaredChange(values) : spread(values);
        return new RepeatedValues(this, Arrays.copyOfRange(values, values.length - season, values.length), variance);
    }

    private double meanSquaredChange(double[] values) {
        double squares = 0;
        for (int i = season; i < values.length; i++) {
            double change = values[i] - values[i - season];
            squares += change * change;
        }
        return squares / (values.length - season);
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }

    @Override
    public FittedModel restore(ModelState state) {
        StateReader in = state.read(name, STATE_VERSION);
        double variance = in.next();
        double[] last = in.nextAll();
        in.end();
        return new RepeatedValues(this, last, variance);
    }

    ModelState state(double variance, double[] last) {
        return ModelState.write(name, STATE_VERSION).add(variance).addAll(last).done();
    }
}
