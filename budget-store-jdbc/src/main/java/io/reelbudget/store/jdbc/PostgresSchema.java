package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * The tables of the shared ledger. To be called by their owner, who may create tables; hosts need less, see
 * {@link #grant}.
 *
 * <p>The statements are in the resources {@code io/reelbudget/store/jdbc/schema/V….sql} of this module too, for those
 * who apply such files by hand, in the order of their numbers.
 *
 * <p>All methods are safe to be called again, by several processes at once too.
 */
public final class PostgresSchema {

    /** The table in which Flyway keeps what it applied: the host's own is left alone. */
    public static final String HISTORY = "reelbudget_schema_history";

    static final String LOCATION = "io/reelbudget/store/jdbc/schema";
    private static final int MONTHS_AHEAD = 12;

    private PostgresSchema() {}

    /**
     * Makes the tables where they are missing, by Flyway where it is on the class path, and partitions for the entries
     * of the month of an instant and of the 12 after it.
     *
     * @param schema see {@link PostgresSettings#schema}; made where it is missing
     * @throws LedgerUnavailableException if the database refuses
     */
    public static void apply(DataSource owner, String schema, Instant now) {
        PostgresSettings.defaults().withSchema(schema);
        if (isFlywayPresent()) {
            FlywayMigration.apply(owner, schema);
        } else {
            applyPlainly(owner, schema);
        }
        addMonths(owner, schema, now);
    }

    private static boolean isFlywayPresent() {
        try {
            Class.forName("org.flywaydb.core.Flyway", false, PostgresSchema.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }

    /** Makes the tables without Flyway. */
    static void applyPlainly(DataSource owner, String schema) {
        inTransaction(owner, "make tables", statement -> {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            statement.execute("SET LOCAL search_path = " + schema);
            for (SchemaScript step : SchemaScript.ALL) {
                if (!exists(statement, schema, step.table())) {
                    statement.execute(step.statements());
                }
            }
        });
    }

    static boolean exists(Statement statement, String schema, String table) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM information_schema.tables WHERE table_schema = '"
                + schema + "' AND table_name = '" + table + "'")) {
            return found.next();
        }
    }

    /**
     * Makes partitions for the entries of a month and of the 12 after it, as far as they are missing. To be called once
     * a month or so; entries of a month without a partition go to {@code entry_other}, and stay there.
     */
    public static void addMonths(DataSource owner, String schema, Instant now) {
        YearMonth first = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        inTransaction(owner, "add partitions", statement -> {
            for (int i = 0; i <= MONTHS_AHEAD; i++) {
                addMonth(statement, schema, first.plusMonths(i));
            }
        });
    }

    private static void addMonth(Statement statement, String schema, YearMonth month) throws SQLException {
        String table = partitionOf(month);
        String range = "at >= " + micros(month) + " AND at < " + micros(month.plusMonths(1));
        if (!exists(statement, schema, table) && !hasRows(statement, schema + ".entry_other WHERE " + range)) {
            statement.execute("CREATE TABLE " + schema + "." + table + " PARTITION OF " + schema
                    + ".entry FOR VALUES FROM (" + micros(month) + ") TO (" + micros(month.plusMonths(1)) + ")");
        }
    }

    static String partitionOf(YearMonth month) {
        return "entry_" + month.toString().replace('-', '_').toLowerCase(Locale.ROOT);
    }

    private static boolean hasRows(Statement statement, String of) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM " + of + " LIMIT 1")) {
            return found.next();
        }
    }

    static long micros(YearMonth month) {
        return Math.multiplyExact(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond(), 1_000_000L);
    }

    /**
     * Gives a role what hosts need and no more: it may add entries and read them, but neither change nor delete them,
     * and may not make or drop tables. It may change whose turn it is, and delete hosts that are gone.
     *
     * @param role a role that is there: at most 63 of lower-case letters, digits and underscores, no digit first
     */
    public static void grant(DataSource owner, String schema, String role) {
        PostgresSettings.defaults().withSchema(schema).withSchema(role);
        inTransaction(owner, "grant rights", statement -> {
            statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
            statement.execute("GRANT SELECT, INSERT, UPDATE (transactions) ON " + schema + ".root TO " + role);
            statement.execute("GRANT SELECT, INSERT ON " + schema + ".account TO " + role);
            statement.execute("GRANT SELECT, INSERT, UPDATE ON " + schema + ".image TO " + role);
            statement.execute("GRANT SELECT, INSERT ON " + schema + ".entry TO " + role);
            statement.execute("GRANT SELECT ON " + schema + ".beginning TO " + role);
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + schema + ".host TO " + role);
            statement.execute("GRANT SELECT, INSERT, UPDATE ON " + schema + ".lease TO " + role);
            statement.execute("GRANT SELECT, INSERT, UPDATE ON " + schema + ".news TO " + role);
            statement.execute("GRANT SELECT ON " + schema + ".shard TO " + role);
            statement.execute("GRANT SELECT, INSERT ON " + schema + ".route TO " + role);
        });
    }

    /**
     * Gives a role what {@link ShardMoves}, and imports of {@link io.reelbudget.ledger.archive.LedgerArchive}, need
     * more than a host: it may say where roots are, and whether they are used. It still may neither change nor delete
     * an entry.
     *
     * @param role one that {@link #grant} was called for
     */
    public static void grantMoves(DataSource owner, String schema, String role) {
        PostgresSettings.defaults().withSchema(schema).withSchema(role);
        inTransaction(owner, "grant rights", statement -> {
            statement.execute("GRANT UPDATE (transactions, state, move) ON " + schema + ".root TO " + role);
            statement.execute("GRANT INSERT, UPDATE ON " + schema + ".shard TO " + role);
            statement.execute("GRANT UPDATE ON " + schema + ".route TO " + role);
        });
    }

    /** Works on a statement of a transaction. */
    @FunctionalInterface
    interface Work {
        void on(Statement statement) throws SQLException;
    }

    static void inTransaction(DataSource owner, String what, Work work) {
        try (Connection connection = owner.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // One process at a time: the others find what this one made.
                statement.execute("SELECT pg_advisory_xact_lock(7233181)");
                work.on(statement);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The shared ledger's owner could not " + what + ": " + failed.getMessage(), failed);
        }
    }
}
