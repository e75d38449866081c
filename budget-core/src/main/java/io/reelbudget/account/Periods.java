package io.reelbudget.account;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When periods begin and end. A period is computed from the rule and never stored as a date to be moved on, so that no
 * missed job and no clock set wrong can make periods drift.
 *
 * <p>Periods are half-open, cover all time from 1970 to the year 9999 without gaps or overlaps, and carry numbers that
 * rise with time.
 *
 * <p>All implementations are immutable and thread-safe.
 */
public sealed interface Periods
        permits CalendarHours, CalendarDays, CalendarWeeks, CalendarMonths, FixedPeriods, SinglePeriod {

    /** Returns the period to which an instant belongs. */
    Period periodAt(Instant instant);

    /**
     * Returns a period by its number.
     *
     * @throws IllegalArgumentException if the rule has no such period, such as a day that a time zone skipped
     */
    Period period(long ordinal);

    /** Returns hours of a zone's standard time. */
    static Periods hours(ZoneId zone) {
        return new CalendarHours(zone);
    }

    /** Returns calendar days. */
    static Periods days(ZoneId zone) {
        return new CalendarDays(zone);
    }

    /** Returns weeks that begin on a day of the week. */
    static Periods weeks(ZoneId zone, DayOfWeek firstDay) {
        return new CalendarWeeks(zone, firstDay);
    }

    /** Returns calendar months. */
    static Periods months(ZoneId zone) {
        return new CalendarMonths(zone, 1);
    }

    /** Returns quarters that begin in January, April, July and October. */
    static Periods quarters(ZoneId zone) {
        return new CalendarMonths(zone, 1, CalendarMonths.QUARTER, 1);
    }

    /** Returns years that begin in January. */
    static Periods years(ZoneId zone) {
        return new CalendarMonths(zone, 1, CalendarMonths.YEAR, 1);
    }

    /** Returns periods of one length, one of which begins at an instant: 30 days are not a month. */
    static Periods every(Duration length, Instant anchor) {
        return new FixedPeriods(length, anchor);
    }

    /** Returns one period that ends at an instant; nothing renews after it. */
    static Periods until(Instant end) {
        return new SinglePeriod(end);
    }
}
