package io.reelbudget.forecast.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Turns hours as they pass into hours of days that all have 24, and back: people's days follow the clock on the wall.
 *
 * <p>On the day of 23 hours the hour that the clock skips is a gap, filled by {@link Gaps}; on that of 25 the hour that
 * comes twice counts once, with the mean of both. Forecasts go the other way: the skipped hour is left out, the repeated
 * one given twice. In a zone without daylight saving nothing changes. This class is immutable and thread-safe.
 */
public final class WallClock {

    private static final int HOURS_PER_DAY = 24;
    private static final int HOURS_PER_WEEK = 168;

    private final Instant first;
    private final ZoneId zone;

    private WallClock(Instant first, ZoneId zone) {
        this.first = first;
        this.zone = zone;
    }

    /**
     * Returns the clock of a series.
     *
     * @param first the beginning of the series' first hour
     * @param zone where the users live
     */
    public static WallClock of(Instant first, ZoneId zone) {
        return new WallClock(first, zone);
    }

    /**
     * Returns the values in days of 24 hours, as many as the clock on the wall counts.
     *
     * @param hours values of one hour after the other, one or more, NaN where nothing is known
     */
    public double[] onTheWall(double[] hours) {
        double[] sums = new double[Math.toIntExact(place(hours.length - 1)) + 1];
        int[] counts = new int[sums.length];
        for (int i = 0; i < hours.length; i++) {
            if (!Double.isNaN(hours[i])) {
                int place = Math.toIntExact(place(i));
                sums[place] += hours[i];
                counts[place]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return Gaps.fill(sums, HOURS_PER_DAY, HOURS_PER_WEEK);
    }

    /**
     * Returns for how many hours on the wall a forecast must be made so that it covers hours that pass.
     *
     * @param known how many hours the series has
     * @param horizon how many hours to come are wanted, 1 or more
     */
    public int horizonOnTheWall(int known, int horizon) {
        long last = place(known - 1);
        long most = last + 1;
        for (int step = 0; step < horizon; step++) {
            most = Math.max(most, place(known + step));
        }
        return Math.toIntExact(most - last);
    }

    /**
     * Returns forecasts of the hours to come as they pass.
     *
     * @param onTheWall forecasts of hours on the wall, {@link #horizonOnTheWall} or more
     * @param known how many hours the series has
     * @param horizon how many hours to come are wanted
     */
    public double[] asTheyPass(double[] onTheWall, int known, int horizon) {
        double[] hours = new double[horizon];
        long last = place(known - 1);
        Arrays.setAll(hours, step -> onTheWall[(int) Math.max(0, place(known + step) - last - 1)]);
        return hours;
    }

    /** Returns which hour on the wall, from 0, an hour as it passes is. */
    private long place(int hour) {
        LocalDateTime start = LocalDateTime.ofInstant(first, zone).truncatedTo(ChronoUnit.HOURS);
        LocalDateTime then = LocalDateTime.ofInstant(first.plus(hour, ChronoUnit.HOURS), zone);
        return Math.max(0, ChronoUnit.HOURS.between(start, then.truncatedTo(ChronoUnit.HOURS)));
    }
}
