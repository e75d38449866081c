package io.reelbudget.forecast.cleaning;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Optional;

/**
 * A model of hourly values that counts hours by the clock on the wall, so that days of 23 and 25 hours shift no season.
 *
 * <p>It takes and forecasts hours as they pass. This class is immutable and thread-safe.
 */
public final class OnLocalClock implements SeriesModel {

    private static final String MODEL = "local-clock";
    private static final int VERSION = 1;

    private final SeriesModel inner;
    private final LocalClock clock;

    private OnLocalClock(SeriesModel inner, LocalClock clock) {
        this.inner = inner;
        this.clock = clock;
    }

    /**
     * Returns a model on a clock.
     *
     * @param inner what is fitted to the wall's hours
     * @param clock whose start is that of every series to be fitted
     */
    public static OnLocalClock of(SeriesModel inner, LocalClock clock) {
        return new OnLocalClock(inner, clock);
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return inner.objectionTo(onWall(series));
    }

    private TimeSeries onWall(TimeSeries series) {
        return TimeSeries.of(clock.onWall(series.values()), series.seasons());
    }

    @Override
    public FittedModel fit(TimeSeries series) {
        require(series);
        return new FittedOnLocalClock(
                inner.fit(onWall(series)), clock, series.length(), series.value(series.length() - 1));
    }

    @Override
    public FittedModel restore(ModelState state) {
        StateReader in = state.read(MODEL, VERSION);
        long passed = (long) in.next();
        double last = in.next();
        FittedModel restored = inner.restore(in.nextState(name(in.nextAll())));
        in.end();
        return new FittedOnLocalClock(restored, clock, passed, last);
    }

    static ModelState write(long passed, double last, ModelState inner) {
        return ModelState.write(MODEL, VERSION)
                .add((double) passed)
                .add(last)
                .addAll(inner.model().chars().asDoubleStream().toArray())
                .addState(inner)
                .done();
    }

    private static String name(double[] letters) {
        StringBuilder name = new StringBuilder();
        for (double letter : letters) {
            name.append((char) letter);
        }
        return name.toString();
    }

    @Override
    public String toString() {
        return name();
    }
}
