package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/**
 * What the connection for turns sets for its session, so that the server ends by itself what its host has given up or
 * does not go on with: a session that waits for a row, or that keeps one, would otherwise be there as long as the
 * server likes. It is set back when the host gets its connection back.
 */
final class TurnSession {

    /** Servers before version 14, and some platforms, have none. */
    private static final String NOTICE_WHO_IS_GONE = "client_connection_check_interval";

    private static final List<String> LIMITS = List.of("lock_timeout", "idle_in_transaction_session_timeout");

    private final boolean isPostgres;
    private final boolean noticesWhoIsGone;

    private TurnSession(boolean isPostgres, boolean noticesWhoIsGone) {
        this.isPostgres = isPostgres;
        this.noticesWhoIsGone = noticesWhoIsGone;
    }

    /** @param patienceMillis how long this host waits for an answer */
    static TurnSession begin(Connection connection, int patienceMillis) throws SQLException {
        boolean isPostgres = DurabilityCheck.isPostgres(connection);
        try (Statement set = connection.createStatement()) {
            set.execute("SET statement_timeout = " + patienceMillis);
            if (isPostgres) {
                // Sooner than this host cuts the connection: then the server says why.
                set.execute("SET lock_timeout = " + patienceMillis / 2);
                // A host that is suspended in the middle of a sign of life has its row locked, so that nobody sees
                // that it died.
                set.execute("SET idle_in_transaction_session_timeout = " + patienceMillis);
            }
        }
        return new TurnSession(isPostgres, isPostgres && triedToNotice(connection, patienceMillis / 2));
    }

    private static boolean triedToNotice(Connection connection, int everyMillis) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement set = connection.createStatement()) {
            set.execute("SET " + NOTICE_WHO_IS_GONE + " = " + everyMillis);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException unknown) {
            connection.rollback(before);
            return false;
        }
    }

    boolean isPostgres() {
        return isPostgres;
    }

    /**
     * Lets the transaction that is open be committed without its standbys: what would be lost with the server may be
     * lost, and while they are away each wait for them would keep a session.
     */
    void waitForNoStandby(Connection connection) throws SQLException {
        if (isPostgres) {
            try (Statement set = connection.createStatement()) {
                set.execute("SET LOCAL synchronous_commit = local");
            }
        }
    }

    void end(Connection connection) throws SQLException {
        try (Statement reset = connection.createStatement()) {
            reset.execute("RESET statement_timeout");
            if (isPostgres) {
                for (String limit : LIMITS) {
                    reset.execute("RESET " + limit);
                }
            }
            if (noticesWhoIsGone) {
                reset.execute("RESET " + NOTICE_WHO_IS_GONE);
            }
        }
        connection.commit();
    }
}
