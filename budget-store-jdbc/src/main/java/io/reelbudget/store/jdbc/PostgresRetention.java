package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * How long the shared ledger keeps its entries: until their months are dropped. What accounts have stays; their
 * statements, what commands sent again were answered, and what a verification recomputes, reach back only as far as the
 * entries do. Reading further back throws {@link io.reelbudget.ledger.DroppedEntriesException}, which names the time
 * from which on all are kept.
 *
 * <p>To be called by the tables' owner, while hosts work. All methods are safe to be called again, by several processes
 * at once too, and go on where a call was cut short.
 */
public final class PostgresRetention {

    /** As long as a command's key is remembered, its entry is needed to answer it again; and clocks differ. */
    private static final Duration LEAST = Duration.ofDays(8);

    private static final Pattern PARTITION = Pattern.compile("entry_(\\d{4})_(\\d{2})");

    private PostgresRetention() {}

    /**
     * Drops the entries of all months before one. First what they came to is recomputed, compared with what each of
     * them says and with the chain of their seals, and kept for each root, so that balances, holds and the chain go on
     * from there. Then the partitions go, for a moment in which hosts wait.
     *
     * @param schema see {@link PostgresSettings#schema}
     * @param month the first whose entries stay
     * @param now the present; {@code month} must have begun eight days before at least
     * @return the months whose partitions were dropped, the oldest first; entries of months that had none go too
     * @throws IllegalArgumentException if entries were to go that are needed to answer commands that are sent again
     * @throws LedgerUnavailableException if the database refuses, or an entry is not as those before it say: then
     *     nothing is dropped
     */
    public static List<YearMonth> dropMonthsBefore(DataSource owner, String schema, YearMonth month, Instant now) {
        PostgresSettings.defaults().withSchema(schema);
        Instant cut = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (cut.plus(LEAST).isAfter(now)) {
            throw new IllegalArgumentException("Month was " + month + " but must have begun eight days before " + now
                    + " at least, for so long commands that are sent again are answered from their entries; name an"
                    + " earlier one.");
        }
        RootBeginnings beginnings = new RootBeginnings(schema, PostgresSchema.micros(month));
        long last = 0;
        while (last >= 0) {
            long after = last;
            long[] reached = {-1};
            PostgresSchema.inTransaction(
                    owner,
                    "keep what entries came to",
                    statement -> reached[0] = beginnings.keepAfter(statement, after));
            last = reached[0];
        }
        List<YearMonth> dropped = new ArrayList<>();
        PostgresSchema.inTransaction(owner, "drop months", statement -> dropped.addAll(drop(statement, schema, month)));
        return dropped;
    }

    static List<YearMonth> drop(Statement statement, String schema, YearMonth before) throws SQLException {
        // Batches that have begun end; others wait for this one.
        statement.execute("LOCK TABLE " + schema + ".entry IN ACCESS EXCLUSIVE MODE");
        long cut = PostgresSchema.micros(before);
        requireNoneCameLate(statement, schema, cut);
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month : partitions(statement, schema)) {
            if (month.isBefore(before)) {
                statement.execute("DROP TABLE " + schema + "." + PostgresSchema.partitionOf(month));
                months.add(month);
            }
        }
        statement.execute("DELETE FROM " + schema + ".entry_other WHERE at < " + cut);
        return months;
    }

    /** A host whose clock is days late may have added to a month that is to go since what it came to was kept. */
    private static void requireNoneCameLate(Statement statement, String schema, long cut) throws SQLException {
        String late =
                "SELECT r.name FROM " + schema + ".root r LEFT JOIN " + schema + ".beginning b ON b.root_id = r.id"
                        + " WHERE EXISTS (SELECT 1 FROM " + schema + ".entry e WHERE e.position = r.id * 68719476736"
                        + " + coalesce(b.transactions, 0) AND e.at < " + cut + ") LIMIT 1";
        try (ResultSet found = statement.executeQuery(late)) {
            if (found.next()) {
                throw new LedgerUnavailableException("Root '" + found.getString(1)
                        + "' was given an entry of a month that was to be dropped, so none was; see whether a host's clock"
                        + " is late or the root is being moved here, and drop them again later.");
            }
        }
    }

    private static List<YearMonth> partitions(Statement statement, String schema) throws SQLException {
        List<YearMonth> months = new ArrayList<>();
        try (ResultSet names = statement.executeQuery("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid ="
                + " i.inhrelid WHERE i.inhparent = '" + schema + ".entry'::regclass ORDER BY c.relname")) {
            while (names.next()) {
                Matcher name = PARTITION.matcher(names.getString(1));
                if (name.matches()) {
                    months.add(YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))));
                }
            }
        }
        return months;
    }
}
