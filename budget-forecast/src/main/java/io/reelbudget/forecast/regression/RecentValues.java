package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The last values of a series, as they are and on the scale that the regressions work on. Not thread-safe.
 *
 * <p>Room for twice as many as are kept: when it is full the older half goes, in whole seasons, so that places keep
 * their phase. Adding one takes a constant time on average.
 */
final class RecentValues {

    /** What stands for the scale of logarithms in a saved state; the other scale is zero. */
    private static final int LOGARITHMS = 1;

    private final Scale scale;
    private final double leastLogarithm;
    private final int kept;
    private final int season;
    private double[] values;
    private double[] scaled;
    private int count;
    private double lowest;
    private double highest;

    /**
     * @param scale which scale is kept beside the values
     * @param least what a lower value counts as on that scale
     * @param kept how many values are needed at least; all values given are kept for now
     * @param season what is dropped is a multiple of this
     */
    RecentValues(Scale scale, double least, int kept, int season, double[] values) {
        this.scale = scale;
        this.leastLogarithm = least;
        this.kept = kept;
        this.season = season;
        this.values = Arrays.copyOf(values, Math.max(values.length, 2 * kept + season));
        this.scaled = new double[this.values.length];
        this.count = values.length;
        this.lowest = Arrays.stream(values).min().orElse(Double.POSITIVE_INFINITY);
        this.highest = Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            scaled[i] = scale.of(values[i], least);
        }
    }

    void add(double value) {
        if (count == values.length) {
            int drop = (count - kept) / season * season;
            System.arraycopy(values, drop, values, 0, count - drop);
            System.arraycopy(scaled, drop, scaled, 0, count - drop);
            count -= drop;
        }
        values[count] = value;
        scaled[count] = scale.of(value, leastLogarithm);
        count++;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
    }

    /** Returns the values that were written. */
    static RecentValues read(StateReader in) {
        Scale scale = in.nextInt() == LOGARITHMS ? Scale.LOGARITHMS : Scale.VALUES;
        double least = in.next();
        int kept = in.nextInt();
        int season = in.nextInt();
        double lowest = in.next();
        double highest = in.next();
        RecentValues values = new RecentValues(scale, least, kept, season, in.nextAll());
        values.lowest = lowest;
        values.highest = highest;
        double[] mended = in.nextAll();
        for (int i = 0; i < mended.length; i += 2) {
            values.scaled[(int) mended[i]] = mended[i + 1];
        }
        return values;
    }

    /**
     * Writes what is needed to go on: the values kept, in whole seasons more, and where the scaled ones were mended.
     */
    void write(StateWriter out) {
        int drop = Math.max(0, count - kept) / season * season;
        out.add(scale == Scale.LOGARITHMS ? LOGARITHMS : 0)
                .add(leastLogarithm)
                .add(kept)
                .add(season)
                .add(lowest)
                .add(highest);
        out.addAll(Arrays.copyOfRange(values, drop, count));
        out.addAll(IntStream.range(drop, count)
                .filter(i -> scaled[i] != scale.of(values[i], leastLogarithm))
                .mapToObj(i -> DoubleStream.of(i - drop, scaled[i]))
                .flatMapToDouble(pair -> pair)
                .toArray());
    }

    /** Returns how many values there are. */
    int count() {
        return count;
    }

    /** Returns the values, oldest first, of which only the first {@link #count} are any; not a copy. */
    double[] values() {
        return values;
    }

    /** Returns the same on the scale; not a copy. */
    double[] scaled() {
        return scaled;
    }

    Scale scale() {
        return scale;
    }

    /**
     * Returns a path of forecasts on the scale as values within half the observed range beyond the extremes, and not
     * below zero where no value was; what is no number becomes the last value before.
     */
    double[] plausible(double[] path, Scale pathScale, int end) {
        double[] sane = new double[path.length];
        for (int i = 0; i < path.length; i++) {
            sane[i] = plausible(path[i], pathScale, end);
        }
        return sane;
    }

    /** Returns one forecast on the scale as a value, within the same bounds. */
    double plausible(double forecast, Scale scaleOfForecast, int end) {
        double half = (highest - lowest) / 2;
        double least = lowest >= 0 ? Math.max(0, lowest - half) : lowest - half;
        double value = scaleOfForecast.back(forecast);
        return Math.max(least, Math.min(highest + half, Double.isFinite(value) ? value : values[end - 1]));
    }

    /** Returns zero where no value was below it, otherwise negative infinity. */
    double floor() {
        return lowest >= 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
}
