package io.reelbudget.forecast.series;

import java.util.Arrays;

/**
 * Values at equal steps, oldest first, with the lengths of the seasons that may repeat in them.
 *
 * <p>There are no gaps in a series; package {@code cleaning} fills them, and evens out days of 23 and 25 hours.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class TimeSeries {

    private static final int HOURS_PER_DAY = 24;
    private static final int HOURS_PER_WEEK = 168;
    private static final int WEEKS_PER_YEAR = 52;

    /** The sums of larger values' squares would overflow. */
    private static final double MOST_VALUE = 1e120;

    private final double[] values;
    private final int[] seasons;

    private TimeSeries(double[] values, int[] seasons) {
        this.values = values;
        this.seasons = seasons;
    }

    /**
     * Returns a series.
     *
     * @param values one or more, oldest first, all finite and no more than {@value #MOST_VALUE} on either side of zero
     * @param seasons how many steps each season has, ascending, each 2 or more; none for a series without seasons
     * @throws IllegalArgumentException if a value is NaN, infinite or too large, or there is none, or the seasons do
     *     not ascend
     */
    public static TimeSeries of(double[] values, int... seasons) {
        double[] kept = values.clone();
        int[] lengths = seasons.clone();
        if (kept.length == 0) {
            throw new IllegalArgumentException(
                    "Series had no values but must have one at least; forecast from a prior where there is no history.");
        }
        for (int i = 0; i < kept.length; i++) {
            if (!(Math.abs(kept[i]) <= MOST_VALUE)) {
                require(kept[i], "Value " + i + " of the series");
            }
        }
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 2 || (i > 0 && lengths[i] <= lengths[i - 1])) {
                throw new IllegalArgumentException("Seasons were " + Arrays.toString(lengths)
                        + " but must ascend and have two steps or more each; use for instance 24 and 168.");
            }
        }
        return new TimeSeries(kept, lengths);
    }

    /** Returns a series of hours, whose seasons are the day and the week; otherwise as {@link #of}. */
    public static TimeSeries hourly(double... values) {
        return of(values, HOURS_PER_DAY, HOURS_PER_WEEK);
    }

    /** Returns a series of weeks, whose season is the year of 52 weeks; otherwise as {@link #of}. */
    public static TimeSeries weekly(double... values) {
        return of(values, WEEKS_PER_YEAR);
    }

    /** Returns how many values there are, 1 or more. */
    public int length() {
        return values.length;
    }

    /**
     * Returns one value.
     *
     * @param index from 0, the oldest, to below {@link #length}
     */
    public double value(int index) {
        return values[index];
    }

    /** Returns a copy of the values, oldest first. */
    public double[] values() {
        return values.clone();
    }

    /** Returns a copy of the seasons' lengths in steps, ascending; empty for a series without seasons. */
    public int[] seasons() {
        return seasons.clone();
    }

    /**
     * Returns the beginning of this series.
     *
     * @param count how many of its values, 1 to {@link #length}
     */
    public TimeSeries first(int count) {
        return of(Arrays.copyOf(values, requireCount(count)), seasons);
    }

    /**
     * Returns the end of this series.
     *
     * @param count how many of its values, 1 to {@link #length}
     */
    public TimeSeries last(int count) {
        return of(Arrays.copyOfRange(values, values.length - requireCount(count), values.length), seasons);
    }

    private int requireCount(int count) {
        if (count < 1 || count > values.length) {
            throw new IllegalArgumentException("A part of " + count + " values was asked of a series of "
                    + values.length + "; ask for 1 to " + values.length + ".");
        }
        return count;
    }

    /**
     * Returns a value that can be observed, and refuses others; for {@link FittedModel#observe}.
     *
     * @throws IllegalArgumentException if the value is NaN, infinite, or beyond {@value #MOST_VALUE} on either side
     */
    public static double requireFinite(double value) {
        return require(value, "Value to observe");
    }

    private static double require(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " was " + value
                    + " but must be finite; fill gaps first, for instance from the same hour of the week before.");
        }
        if (Math.abs(value) > MOST_VALUE) {
            throw new IllegalArgumentException(what + " was " + value + " but must be no more than " + MOST_VALUE
                    + " on either side of zero; count in a larger unit.");
        }
        return value;
    }

    /**
     * Returns an amount that can be observed, and refuses others; for models of usage that is never negative.
     *
     * @throws IllegalArgumentException if the value is negative, or {@link #requireFinite} refuses it
     */
    public static double requireAmount(double value) {
        if (requireFinite(value) < 0) {
            throw new IllegalArgumentException("Value to observe was " + value
                    + " but must be zero or more; observe a correction as zero, or use a model of any values.");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeSeries that
                && Arrays.equals(values, that.values)
                && Arrays.equals(seasons, that.seasons);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(seasons);
    }

    @Override
    public String toString() {
        return "series of " + values.length + " values, seasons " + Arrays.toString(seasons);
    }
}
