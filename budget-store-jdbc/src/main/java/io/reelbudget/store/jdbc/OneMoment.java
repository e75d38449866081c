package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads a database as it is at one moment, while others go on. */
final class OneMoment {

    /** What is read. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws SQLException;
    }

    private OneMoment() {}

    /** Does a reading in a transaction of its own, and gives the connection back as it was. */
    static <T> T on(Connection connection, Reading<T> reading) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        int isolation = connection.getTransactionIsolation();
        connection.rollback(); // that was a transaction of its own
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return reading.read();
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(isolation);
            connection.setReadOnly(false);
            connection.setAutoCommit(autoCommit);
        }
    }
}
