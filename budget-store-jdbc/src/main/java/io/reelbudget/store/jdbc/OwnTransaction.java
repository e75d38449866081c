package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * One transaction over a connection that the host lends for it, within a time, and that it gets back as it was: also
 * one that begins with autocommit off.
 */
final class OwnTransaction {

    /** A server that is gone without a word must not keep who asks for longer than its statements may take. */
    static final int NETWORK_SLACK_MILLIS = 1_000;

    /** Neither the driver nor the server counts further. */
    private static final int MOST_MILLIS = Integer.MAX_VALUE - NETWORK_SLACK_MILLIS;

    /** What SQL has for a server that is not ready: another may be, or this one later. */
    static final String CANNOT_CONNECT_NOW = "57P03";

    private static final Executor HERE = Runnable::run;

    /** What is done. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private OwnTransaction() {}

    /**
     * Reads, without asking whether what is read will last.
     *
     * @param limit how long each statement may take
     */
    static <T> T read(DataSource source, Duration limit, Work<T> reading) throws SQLException {
        return lent(source, limit, connection -> {
            T found = reading.on(connection);
            connection.rollback();
            return found;
        });
    }

    /**
     * Reads or writes, and commits so that what was written, and what was read, lasts as the settings ask for: where a
     * quorum is needed, a standby has it when this returns.
     *
     * @throws SQLException also where nobody knows whether it will last
     */
    static <T> T lasting(DataSource source, PostgresSettings settings, Work<T> work) throws SQLException {
        return lent(source, settings.statementTimeout(), connection -> {
            requireDurable(connection, settings.durability());
            T made = work.on(connection);
            String commit = SessionSettings.commit(connection, settings.durability());
            try (Statement last = connection.createStatement()) {
                SureCommit.execute(last, commit);
            }
            return made;
        });
    }

    private static void requireDurable(Connection connection, PostgresSettings.Durability durability)
            throws SQLException {
        if (durability == PostgresSettings.Durability.WARNED) {
            return; // The log has the warning of whoever opened the ledger.
        }
        Optional<String> objection = DurabilityCheck.objection(connection, durability);
        if (objection.isPresent()) {
            throw new SQLException(objection.get(), CANNOT_CONNECT_NOW);
        }
    }

    private static <T> T lent(DataSource source, Duration limit, Work<T> work) throws SQLException {
        int millis = (int) Math.min(limit.toMillis(), MOST_MILLIS);
        Connection connection = source.getConnection();
        boolean isWell = false;
        try {
            boolean autoCommit = connection.getAutoCommit();
            int networkMillis = connection.getNetworkTimeout();
            try {
                connection.setNetworkTimeout(HERE, millis + NETWORK_SLACK_MILLIS);
                connection.setAutoCommit(false);
                try (Statement set = connection.createStatement()) {
                    set.execute("SET LOCAL statement_timeout = " + millis);
                }
                return work.on(connection);
            } finally {
                isWell = isGivenBack(connection, autoCommit, networkMillis);
            }
        } finally {
            if (isWell) {
                connection.close();
            } else {
                BatchConnection.abort(connection);
            }
        }
    }

    /** Undoes what is not committed; returns whether the connection is as it was lent. */
    private static boolean isGivenBack(Connection connection, boolean autoCommit, int networkMillis) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(HERE, networkMillis);
            return true;
        } catch (SQLException broken) {
            return false;
        }
    }
}
