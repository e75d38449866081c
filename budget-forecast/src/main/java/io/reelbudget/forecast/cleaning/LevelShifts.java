package io.reelbudget.forecast.cleaning;

import io.reelbudget.forecast.decomposition.SeasonalTrend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Steps at which a series moved to another level at once and stayed there: a new customer, a changed ladder.
 *
 * <p>A shift is where the medians of the two windows on either side, without the season, differ by more than four times
 * the typical deviation within them, and by nearly as much right at the step, so that a steep trend is none. The
 * largest is taken first, then those of what is left, {@value #MOST} at most.
 */
public final class LevelShifts {

    /** So many shifts are sought at most. */
    public static final int MOST = 5;

    private static final int LEAST_WINDOW = 12;
    private static final double FAR = 4;
    private static final double AT_ONCE = 0.6;

    /** What the median absolute deviation of normal values is multiplied by to be their standard deviation. */
    private static final double NORMAL = 1.4826;

    private LevelShifts() {}

    /**
     * A move to another level.
     *
     * @param at the first step on the new level, from 0
     * @param by how much higher it is than the old one; negative where it is lower
     */
    public record Shift(int at, double by) {}

    /**
     * Returns the shifts, in their order in time.
     *
     * @param values all finite
     * @param period how many steps the season has; 1 without a season
     */
    public static List<Shift> of(double[] values, int period) {
        int window = Math.max(LEAST_WINDOW, 2 * period);
        List<Shift> shifts = new ArrayList<>();
        double[] rest = values.clone();
        if (values.length < 2 * window) {
            return shifts;
        }
        while (shifts.size() < MOST) {
            Optional<Shift> largest = largest(withoutSeason(rest, period), window);
            if (largest.isEmpty()) {
                break;
            }
            lift(rest, largest.get());
            shifts.add(largest.get());
        }
        shifts.sort(java.util.Comparator.comparingInt(Shift::at));
        return List.copyOf(shifts);
    }

    /**
     * Returns a series whose history is lifted to today's level at each shift.
     *
     * @param values all finite; not changed
     * @param period how many steps the season has; 1 without a season
     */
    public static double[] levelled(double[] values, int period) {
        double[] levelled = values.clone();
        of(values, period).forEach(shift -> lift(levelled, shift));
        return levelled;
    }

    private static void lift(double[] values, Shift shift) {
        for (int t = 0; t < shift.at(); t++) {
            values[t] += shift.by();
        }
    }

    private static double[] withoutSeason(double[] values, int period) {
        if (period < 2 || values.length <= 2 * period) {
            return values;
        }
        double[] season = SeasonalTrend.robust(values, period).season();
        double[] rest = new double[values.length];
        Arrays.setAll(rest, t -> values[t] - season[t]);
        return rest;
    }

    private static Optional<Shift> largest(double[] values, int window) {
        Optional<Shift> largest = Optional.empty();
        double most = FAR;
        int near = Math.max(3, window / 4);
        for (int at = window; at <= values.length - window; at++) {
            double[] before = sorted(values, at - window, at);
            double[] after = sorted(values, at, at + window);
            double by = median(after) - median(before);
            double deviation = NORMAL * Math.max(spread(before), spread(after));
            double atOnce = median(sorted(values, at, at + near)) - median(sorted(values, at - near, at));
            if (Math.abs(by) > most * deviation && by * atOnce > AT_ONCE * by * by) {
                most = deviation > 0 ? Math.abs(by) / deviation : Double.MAX_VALUE;
                largest = Optional.of(new Shift(at, by));
            }
        }
        return largest;
    }

    private static double[] sorted(double[] values, int from, int until) {
        double[] part = Arrays.copyOfRange(values, from, until);
        Arrays.sort(part);
        return part;
    }

    private static double median(double[] sorted) {
        return Outliers.quantile(sorted, 0.5);
    }

    private static double spread(double[] sorted) {
        double centre = median(sorted);
        double[] distances =
                Arrays.stream(sorted).map(value -> Math.abs(value - centre)).toArray();
        Arrays.sort(distances);
        return median(distances);
    }
}
