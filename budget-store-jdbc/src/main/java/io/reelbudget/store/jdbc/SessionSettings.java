package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a lane sets for its session, and sets back when the host gets its connection back. Engines that only speak
 * PostgreSQL's protocol get the time-out of statements alone.
 */
final class SessionSettings {

    /** Plans are made while tables are small and kept: all these statements go by an index whatever was there then. */
    private static final List<String> BY_INDEX = List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin");

    /** Writes something that no table sees, so that the commit has something to wait for. */
    static final String MARK = "SELECT pg_logical_emit_message(true, 'reelbudget', '')";

    private final boolean isPostgres;
    private final boolean needsQuorum;

    private SessionSettings(boolean isPostgres, boolean needsQuorum) {
        this.isPostgres = isPostgres;
        this.needsQuorum = needsQuorum;
    }

    static SessionSettings begin(Connection connection, long statementMillis, PostgresSettings.Durability durability)
            throws SQLException {
        boolean postgres = DurabilityCheck.isPostgres(connection);
        SessionSettings session =
                new SessionSettings(postgres, postgres && durability == PostgresSettings.Durability.QUORUM);
        try (Statement set = connection.createStatement()) {
            set.execute("SET statement_timeout = " + statementMillis);
            if (session.isPostgres) {
                // Who stops in the middle of a batch, such as a host that is suspended, must not keep its locks.
                set.execute("SET idle_in_transaction_session_timeout = " + statementMillis);
                for (String setting : BY_INDEX) {
                    set.execute("SET " + setting + " = off");
                }
            }
        }
        return session;
    }

    boolean isPostgres() {
        return isPostgres;
    }

    /** Limits how long the transaction that is open waits for a lock. */
    void limitLockWait(Connection connection, int millis) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("SET LOCAL lock_timeout = " + millis);
        }
    }

    /**
     * Returns what commits. A statement's time-out there would not undo the commit but end its waiting for standbys,
     * and so acknowledge what is on one server alone; a host that waits too long cuts the connection.
     */
    String commit() {
        return isPostgres ? "SET LOCAL statement_timeout = 0; COMMIT" : "COMMIT";
    }

    /** Returns the same for a transaction that is over with it, where standbys must have what it read, too. */
    static String commit(Connection connection, PostgresSettings.Durability durability) throws SQLException {
        boolean isPostgres = DurabilityCheck.isPostgres(connection);
        boolean needsQuorum = isPostgres && durability == PostgresSettings.Durability.QUORUM;
        return (needsQuorum ? MARK + "; " : "") + new SessionSettings(isPostgres, needsQuorum).commit();
    }

    /** Returns whether an answer must rest on nothing that the server alone has. */
    boolean needsQuorum() {
        return needsQuorum;
    }

    void end(Connection connection) throws SQLException {
        try (Statement reset = connection.createStatement()) {
            reset.execute("RESET statement_timeout");
            if (isPostgres) {
                reset.execute("RESET idle_in_transaction_session_timeout");
                for (String setting : BY_INDEX) {
                    reset.execute("RESET " + setting);
                }
            }
        }
        connection.commit();
    }
}
