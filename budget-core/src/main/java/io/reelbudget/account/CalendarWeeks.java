package io.reelbudget.account;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Weeks by the calendar of a time zone.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param zone the time zone whose midnights count
 * @param firstDay the day on which a week begins
 */
public record CalendarWeeks(ZoneId zone, DayOfWeek firstDay) implements Periods {

    private static final int DAYS = 7;

    @Override
    public Period periodAt(Instant instant) {
        Period candidate =
                period(Math.floorDiv(LocalDate.ofInstant(instant, zone).toEpochDay() - firstDayOfZero(), DAYS));
        // Where clocks went back over midnight, the day before comes again after this week has begun.
        return instant.isBefore(candidate.end()) ? candidate : period(candidate.ordinal() + 1);
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal weeks since the one in which the first {@code firstDay} of 1970 fell
     */
    @Override
    public Period period(long ordinal) {
        return new Period(ordinal, startOf(ordinal), startOf(ordinal + 1));
    }

    private Instant startOf(long week) {
        return LocalDate.ofEpochDay(Math.addExact(Math.multiplyExact(week, (long) DAYS), firstDayOfZero()))
                .atStartOfDay(zone)
                .toInstant();
    }

    /** 1 January 1970 was a Thursday. */
    private int firstDayOfZero() {
        return Math.floorMod(firstDay.getValue() - DayOfWeek.THURSDAY.getValue(), DAYS);
    }
}
