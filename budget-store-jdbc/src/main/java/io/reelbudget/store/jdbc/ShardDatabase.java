package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A shard, or the directory, as moves see it: each statement is a transaction of its own, tried again until a deadline.
 * What was changed lasts when the next step is taken, and so does what was read: where a quorum is needed, both wait
 * for a standby.
 */
final class ShardDatabase {

    /** Makes something of rows. */
    @FunctionalInterface
    interface Rows<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Reads what a statement returns, if it returns anything. */
    @FunctionalInterface
    interface FoundRow<T> {
        @Nullable
        T read(ResultSet rows) throws SQLException;
    }

    private final String name;
    private final DataSource source;
    private final PostgresSettings settings;

    ShardDatabase(String name, DataSource source, PostgresSettings settings) {
        this.name = name;
        this.source = source;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    DataSource source() {
        return source;
    }

    /** Returns how many rows a statement changed. */
    int change(String sql, Object... values) {
        return inTransaction("move a root", connection -> {
            try (PreparedStatement statement = prepared(connection, sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    <T> @Nullable T find(String sql, FoundRow<T> reading, Object... values) {
        Optional<T> found = ask(sql, rows -> Optional.ofNullable(reading.read(rows)), values);
        return found.orElse(null);
    }

    <T> T ask(String sql, Rows<T> reading, Object... values) {
        return inTransaction("read rows", connection -> ask(connection, sql, reading, values));
    }

    /** Does several things in one transaction, which may be tried again. */
    <T> T inTransaction(String what, OwnTransaction.Work<T> work) {
        return new Tries(settings.deadline())
                .until(what + " on shard '" + name + "'", () -> OwnTransaction.lasting(source, settings, work));
    }

    static <T> T ask(Connection connection, String sql, Rows<T> reading, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            return reading.read(rows);
        }
    }

    static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
