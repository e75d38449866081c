package io.reelbudget.rate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/** Over which span volumes and fees are counted, by the calendar of UTC; each begins when the one before it ends. */
public enum BillingPeriod {
    /** A calendar month. */
    MONTH(1),
    /** Three months from January, April, July or October. */
    QUARTER(3),
    /** Six months from January or July. */
    HALF_YEAR(6),
    /** A calendar year. */
    YEAR(12),
    /** All time: what is paid once. */
    ONCE(0);

    private static final int MONTHS_A_YEAR = 12;

    private final int months;

    BillingPeriod(int months) {
        this.months = months;
    }

    /** Returns the first instant of the period to which an instant belongs; 1970 for {@link #ONCE}. */
    public Instant startOf(Instant instant) {
        if (months == 0) {
            return Instant.EPOCH;
        }
        YearMonth month = YearMonth.from(instant.atZone(ZoneOffset.UTC));
        long number = (long) month.getYear() * MONTHS_A_YEAR + month.getMonthValue() - 1;
        long first = Math.floorDiv(number, (long) months) * months;
        LocalDate day = LocalDate.of(
                Math.toIntExact(Math.floorDiv(first, MONTHS_A_YEAR)), Math.floorMod(first, MONTHS_A_YEAR) + 1, 1);
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * Returns the first instant after the period to which an instant belongs; none for {@link #ONCE}, which never ends.
     */
    public Optional<Instant> endOf(Instant instant) {
        if (months == 0) {
            return Optional.empty();
        }
        LocalDate first = LocalDate.ofInstant(startOf(instant), ZoneOffset.UTC);
        return Optional.of(first.plusMonths(months).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
