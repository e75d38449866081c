package io.reelbudget.store.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** What is to be done about a failure of the database, by its SQLSTATE. All methods are pure. */
enum SqlFailure {
    /** The transaction is over and had no effect; the connection is good. */
    AGAIN,
    /** What became of the transaction is unknown, or the server is going: over another connection. */
    AGAIN_ELSEWHERE,
    /** Trying again would be refused again. */
    FINAL;

    private static final int CLASS_LENGTH = 2;

    /** Serialization failures and deadlocks, transactions rolled back; locks not to be had; statements timed out. */
    private static final Set<String> CONNECTION_GOOD = Set.of("40001", "40P01", "40002", "40003", "55P03", "57014");

    /**
     * Connections lost; resources short; operators at work, such as a shutdown; a transaction ended for its idleness.
     */
    private static final Set<String> CLASSES_ELSEWHERE = Set.of("08", "53", "57", "58");

    /** Written to a server that became a standby; session or transaction ended for idleness. */
    private static final Set<String> STATES_ELSEWHERE = Set.of("25006", "25P02", "25P03", "25P04");

    static SqlFailure of(SQLException failed) {
        String state = failed.getSQLState();
        if (state == null || state.length() < CLASS_LENGTH) {
            // Pools and drivers give none where no connection was to be had.
            return AGAIN_ELSEWHERE;
        } else if (CONNECTION_GOOD.contains(state)) {
            return AGAIN;
        } else if (CLASSES_ELSEWHERE.contains(state.substring(0, CLASS_LENGTH)) || STATES_ELSEWHERE.contains(state)) {
            return AGAIN_ELSEWHERE;
        }
        return FINAL;
    }
}
