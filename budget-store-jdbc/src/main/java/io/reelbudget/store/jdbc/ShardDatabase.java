package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A shard, or the directory, as moves see it: each statement is a transaction of its own, tried again until a deadline.
 */
final class ShardDatabase {

    /** Makes something of rows. */
    @FunctionalInterface
    interface Rows<T> {
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
        return new Tries(settings.deadline()).until("move a root on shard '" + name + "'", () -> {
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = prepared(connection, sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    <T> T ask(String sql, Rows<T> reading, Object... values) {
        return new Tries(settings.deadline()).until("read shard '" + name + "'", () -> {
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = prepared(connection, sql, values);
                    ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        });
    }

    private PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(
                Math.toIntExact(Math.max(1, settings.statementTimeout().toSeconds())));
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
