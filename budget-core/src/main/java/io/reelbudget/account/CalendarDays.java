package io.reelbudget.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Days by the calendar of a time zone: 23 and 25 hours long where daylight saving begins and ends. A day that the zone
 * skipped by moving over the date line has no period.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param zone the time zone whose midnights count
 */
public record CalendarDays(ZoneId zone) implements Periods {

    @Override
    public Period periodAt(Instant instant) {
        Period candidate = period(LocalDate.ofInstant(instant, zone).toEpochDay());
        // Where clocks went back over midnight, the day before comes again after this one has begun.
        return instant.isBefore(candidate.end()) ? candidate : periodAt(candidate.end());
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal days since 1 January 1970
     */
    @Override
    public Period period(long ordinal) {
        return new Period(ordinal, startOf(ordinal), startOf(ordinal + 1));
    }

    private Instant startOf(long day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant();
    }
}
