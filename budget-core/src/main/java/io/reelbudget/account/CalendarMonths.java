package io.reelbudget.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Months by the calendar of a time zone, each beginning at the start of the anchor day.
 *
 * <p>A month without the anchor day begins on its last day, and the next one that has it begins on it again: anchored
 * on the 31st, periods begin on 31 January, 28 February, 31 March. Periods are computed from the rule and never stored,
 * so no missed job can make them drift.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param zone the time zone whose midnights count
 * @param anchorDay the day of the month on which a period begins, 1 to 31
 */
public record CalendarMonths(ZoneId zone, int anchorDay) {

    private static final int MONTHS_PER_YEAR = 12;

    public CalendarMonths {
        if (anchorDay < 1 || anchorDay > 31) {
            throw new IllegalArgumentException(
                    "Anchor day was " + anchorDay + " but must be 1 to 31; use 1 for calendar months.");
        }
    }

    /** Returns the period to which an instant belongs. */
    public Period periodAt(Instant instant) {
        YearMonth month = YearMonth.from(instant.atZone(zone));
        Period candidate = period(ordinalOf(month));
        return instant.isBefore(candidate.start()) ? period(candidate.ordinal() - 1) : candidate;
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal months since the year 0: 12 × year + month - 1
     */
    public Period period(long ordinal) {
        return new Period(ordinal, startOf(ordinal), startOf(ordinal + 1));
    }

    private Instant startOf(long ordinal) {
        YearMonth month = YearMonth.of(
                Math.toIntExact(Math.floorDiv(ordinal, MONTHS_PER_YEAR)),
                Math.toIntExact(Math.floorMod(ordinal, (long) MONTHS_PER_YEAR)) + 1);
        LocalDate day = month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
        return day.atStartOfDay(zone).toInstant();
    }

    private static long ordinalOf(YearMonth month) {
        return (long) month.getYear() * MONTHS_PER_YEAR + month.getMonthValue() - 1;
    }
}
