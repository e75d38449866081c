package io.reelbudget.usage;

import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;

/**
 * What was posted in each of a run of consecutive hours of UTC.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class HourlyUsage {

    private final Instant start;
    private final Unit unit;
    private final long[] micros;

    private HourlyUsage(Instant start, Unit unit, long[] micros) {
        this.start = start;
        this.unit = unit;
        this.micros = micros;
    }

    /**
     * Returns a history.
     *
     * @param start when the first hour begins; a full hour of UTC
     * @param unit what is counted
     * @param micros what was posted in each hour, in millionths of the unit; may be empty, may hold negative
     *     corrections
     */
    public static HourlyUsage of(Instant start, Unit unit, long... micros) {
        if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException(
                    "Usage began at " + start + " but must begin at a full hour of UTC; cut the instant to the hour.");
        }
        return new HourlyUsage(start, Objects.requireNonNull(unit, "unit"), micros.clone());
    }

    /** Returns when the first hour begins. */
    public Instant start() {
        return start;
    }

    /** Returns when the last hour ends; the start where there is none. */
    public Instant end() {
        return start.plus(Duration.ofHours(micros.length));
    }

    /** Returns what is counted. */
    public Unit unit() {
        return unit;
    }

    /** Returns how many hours there are. */
    public int hours() {
        return micros.length;
    }

    /**
     * Returns what was posted in one hour, in millionths of the unit.
     *
     * @param hour the number of the hour, from 0
     */
    public long micros(int hour) {
        return micros[hour];
    }

    /** Returns a copy of all hours, in millionths of the unit. */
    public long[] toArray() {
        return micros.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HourlyUsage that
                && start.equals(that.start)
                && unit.equals(that.unit)
                && Arrays.equals(micros, that.micros);
    }

    @Override
    public int hashCode() {
        return Objects.hash(start, unit, Arrays.hashCode(micros));
    }

    @Override
    public String toString() {
        return micros.length + " hours of " + unit + " from " + start;
    }
}
