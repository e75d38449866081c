package io.reelbudget.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Months, quarters or years by the calendar of a time zone, each beginning at the start of the anchor day.
 *
 * <p>A month without the anchor day begins on its last day, and the next one that has it begins on it again: anchored
 * on the 31st, periods begin on 31 January, 28 February, 31 March.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param zone the time zone whose midnights count
 * @param anchorDay the day of the month on which a period begins, 1 to 31
 * @param length how many months a period has: 1, {@value #QUARTER} or {@value #YEAR}
 * @param firstMonth a month in which a period begins, 1 to {@code length}
 */
public record CalendarMonths(ZoneId zone, int anchorDay, int length, int firstMonth) implements Periods {

    /** The months of a quarter. */
    public static final int QUARTER = 3;

    /** The months of a year. */
    public static final int YEAR = 12;

    private static final int LAST_DAY = 31;

    public CalendarMonths {
        if (anchorDay < 1 || anchorDay > LAST_DAY) {
            throw new IllegalArgumentException(
                    "Anchor day was " + anchorDay + " but must be 1 to 31; use 1 for calendar months.");
        }
        if (length != 1 && length != QUARTER && length != YEAR) {
            throw new IllegalArgumentException("Period was of " + length + " months but must be of 1, " + QUARTER
                    + " or " + YEAR + "; use fixed periods for other lengths.");
        }
        if (firstMonth < 1 || firstMonth > length) {
            throw new IllegalArgumentException("First month was " + firstMonth + " but must be 1 to " + length
                    + "; use 1 for periods that begin with the year.");
        }
    }

    /** Makes months that begin on a day, 1 to 31. */
    public CalendarMonths(ZoneId zone, int anchorDay) {
        this(zone, anchorDay, 1, 1);
    }

    @Override
    public Period periodAt(Instant instant) {
        YearMonth month = YearMonth.from(instant.atZone(zone));
        Period candidate = period(ordinalOf(month));
        if (instant.isBefore(candidate.start())) {
            return period(candidate.ordinal() - 1);
        }
        // Where clocks went back over midnight, the day before comes again after the next period has begun.
        return instant.isBefore(candidate.end()) ? candidate : period(candidate.ordinal() + 1);
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal for months 12 × year + month − 1; for quarters and years that, less the first month's, divided by
     *     their length
     */
    @Override
    public Period period(long ordinal) {
        return new Period(ordinal, startOf(ordinal), startOf(ordinal + 1));
    }

    private Instant startOf(long ordinal) {
        long months = ordinal * length + firstMonth - 1;
        YearMonth month = YearMonth.of(
                Math.toIntExact(Math.floorDiv(months, YEAR)), Math.toIntExact(Math.floorMod(months, (long) YEAR)) + 1);
        LocalDate day = month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
        return day.atStartOfDay(zone).toInstant();
    }

    private long ordinalOf(YearMonth month) {
        long months = (long) month.getYear() * YEAR + month.getMonthValue() - firstMonth;
        return Math.floorDiv(months, length);
    }
}
