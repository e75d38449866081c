package io.reelbudget.account;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Hours by the clock of a time zone. Each has 3,600 seconds: they follow the minutes of the zone's standard time, so
 * that an hour begins at half past by UTC in India, and none is skipped or repeated where daylight saving begins or
 * ends.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param zone the time zone whose full hours count
 */
public record CalendarHours(ZoneId zone) implements Periods {

    private static final int SECONDS_PER_HOUR = 3_600;

    /** The standard offset of this instant decides, once for all hours: numbers must not jump where a zone moved. */
    private static final Instant REFERENCE = Instant.parse("2024-01-01T00:00:00Z");

    @Override
    public Period periodAt(Instant instant) {
        return period(Math.floorDiv(instant.getEpochSecond() + shift(), SECONDS_PER_HOUR));
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal hours since 1970 in the zone's standard time
     */
    @Override
    public Period period(long ordinal) {
        long start = Math.multiplyExact(ordinal, (long) SECONDS_PER_HOUR) - shift();
        return new Period(ordinal, Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + SECONDS_PER_HOUR));
    }

    private int shift() {
        return zone.getRules().getStandardOffset(REFERENCE).getTotalSeconds();
    }
}
