package io.reelbudget.cli.forecast;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.usage.HourlyUsage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was spent hour by hour, as a file says: a table with a column {@code time} and one of what was spent then. Of
 * that kind are what {@code ledger export} writes, and {@code job-history.csv} of a ledger's directory.
 */
final class UsageHistory {

    private static final String MICROS = "charged_micros";

    /** Names of columns of what was spent, those that are looked for first. */
    static final List<String> AMOUNTS = List.of("amount", "posted", "spent", "cost", MICROS);

    private static final List<String> TIMES = List.of("time", "at", "timestamp");
    private static final Duration LONGEST = Duration.ofDays(2 * 366);

    private UsageHistory() {}

    /**
     * Reads a file.
     *
     * @param column the column of what was spent; where empty, the first of {@link #AMOUNTS} that it has
     * @throws IllegalArgumentException if it has no such columns, or a row is illegible; it says which
     */
    static HourlyUsage read(Path file, String column, Unit unit) {
        CsvTable table = CsvTable.read(file);
        int time = require(table, TIMES, "of the time");
        int amount = require(table, column.isEmpty() ? AMOUNTS : List.of(column), "of what was spent");
        boolean inMicros = table.header().get(amount).equals(MICROS);
        SortedMap<Instant, Long> hours = new TreeMap<>();
        for (CsvTable.Row row : table.rows()) {
            Instant at = instant(table, row, row.cells().get(time));
            long micros = micros(table, row, row.cells().get(amount), inMicros, unit);
            hours.merge(at.truncatedTo(ChronoUnit.HOURS), micros, Math::addExact);
        }
        return usage(table, hours, unit);
    }

    private static int require(CsvTable table, List<String> names, String what) {
        return table.column(names)
                .orElseThrow(() -> new IllegalArgumentException("Columns of '" + table.file() + "' were "
                        + table.header() + " but one " + what + " must be among them, called " + alternatives(names)
                        + "; rename it" + (names == TIMES ? "." : ", or name it with --column.")));
    }

    private static String alternatives(List<String> names) {
        return names.size() == 1
                ? "'" + names.get(0) + "'"
                : "'" + String.join("', '", names.subList(0, names.size() - 1)) + "' or '" + names.get(names.size() - 1)
                        + "'";
    }

    private static Instant instant(CsvTable table, CsvTable.Row row, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException illegible) {
            throw new IllegalArgumentException(
                    "Time in line " + row.line() + " of '" + table.file() + "' was '" + text
                            + "' but must be an instant with its offset, such as 2026-11-23T14:00:00Z.",
                    illegible);
        }
    }

    private static long micros(CsvTable table, CsvTable.Row row, String text, boolean inMicros, Unit unit) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return inMicros
                    ? new BigDecimal(text).longValueExact()
                    : Amount.parse(text, unit).micros();
        } catch (IllegalArgumentException | ArithmeticException illegible) {
            throw new IllegalArgumentException(
                    "Amount in line " + row.line() + " of '" + table.file() + "' was '" + text
                            + "' but must be a decimal with at most six places, such as 1.25; mend the line.",
                    illegible);
        }
    }

    private static HourlyUsage usage(CsvTable table, SortedMap<Instant, Long> hours, Unit unit) {
        Instant first = hours.firstKey();
        Duration span = Duration.between(first, hours.lastKey());
        if (span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("History '" + table.file() + "' went from " + first + " to "
                    + hours.lastKey() + " but must not be longer than " + LONGEST.toDays()
                    + " days; leave out what is older.");
        }
        long[] micros = new long[(int) span.toHours() + 1];
        hours.forEach(
                (hour, spent) -> micros[(int) Duration.between(first, hour).toHours()] = spent);
        return HourlyUsage.of(first, unit, micros);
    }
}
