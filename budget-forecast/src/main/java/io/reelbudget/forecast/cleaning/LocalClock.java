package io.reelbudget.forecast.cleaning;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Hours as they pass against hours as the clock on the wall shows them, where every day has 24.
 *
 * <p>When clocks go forward an hour of the wall never was, when they go back one was twice. A series of wall hours has
 * its seasons at the same place all year. Immutable and thread-safe.
 */
public final class LocalClock {

    private static final long SECONDS_PER_HOUR = Duration.ofHours(1).toSeconds();

    private final ZoneId zone;
    private final Instant start;

    private LocalClock(ZoneId zone, Instant start) {
        this.zone = zone;
        this.start = start;
    }

    /**
     * Returns the clock of a zone.
     *
     * @param start when the first hour of the series begins
     */
    public static LocalClock of(ZoneId zone, Instant start) {
        return new LocalClock(zone, start);
    }

    /**
     * Returns in which hour of the wall an hour lies, both counted from 0 at the start.
     *
     * @param passed the hours that have passed since the start
     */
    public long wallHour(long passed) {
        return wall(start.plus(Duration.ofHours(passed))) - wall(start);
    }

    private long wall(Instant instant) {
        long local =
                instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds();
        return Math.floorDiv(local, SECONDS_PER_HOUR);
    }

    /**
     * Returns a series by the wall's hours: an hour that was twice has the mean of both, one that never was the mean of
     * its neighbours.
     *
     * @param passed one finite value an hour that passed, oldest first; one at least
     */
    public double[] onWall(double[] passed) {
        int length = (int) wallHour(passed.length - 1L) + 1;
        double[] sums = new double[length];
        int[] counts = new int[length];
        for (int i = 0; i < passed.length; i++) {
            int hour = (int) wallHour(i);
            sums[hour] += passed[i];
            counts[hour]++;
        }
        Arrays.setAll(sums, hour -> counts[hour] > 0 ? sums[hour] / counts[hour] : Double.NaN);
        return Gaps.filled(sums, 1);
    }
}
