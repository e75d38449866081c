package io.reelbudget.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** Commits, and believes it only where the database says nothing more. */
final class SureCommit {

    private static final String WARNING_CLASS = "01";

    /** What SQL calls it when nobody knows whether a transaction was committed. */
    private static final String OUTCOME_UNKNOWN = "08007";

    private SureCommit() {}

    /**
     * Executes statements that end with the commit. A server that was made to stop waiting for its standbys commits,
     * and says so by a warning alone: then it is as unknown as when nothing was said whether the commit will last.
     */
    static void execute(PreparedStatement last) throws SQLException {
        last.clearWarnings();
        last.execute();
        requireNoWarning(last);
    }

    /** The same with statements that were not prepared. */
    static void execute(Statement last, String statements) throws SQLException {
        last.clearWarnings();
        last.execute(statements);
        requireNoWarning(last);
    }

    private static void requireNoWarning(Statement last) throws SQLException {
        for (SQLWarning warning = last.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            String state = warning.getSQLState();
            if (state != null && state.startsWith(WARNING_CLASS)) {
                throw new SQLException(
                        "The database committed with a warning: " + warning.getMessage(), OUTCOME_UNKNOWN, warning);
            }
        }
    }
}
