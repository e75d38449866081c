package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The database's clock, the same for all hosts. */
final class StoreClock {

    private static final String NOW = "SELECT clock_timestamp()";

    private StoreClock() {}

    /**
     * Asks for it.
     *
     * @throws LedgerUnavailableException if the database does not answer within {@code patience}
     */
    static Instant read(DataSource source, Duration patience) {
        try {
            return OwnTransaction.read(source, patience, StoreClock::answer);
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The shared ledger's database could not be asked for the time: " + failed.getMessage(), failed);
        }
    }

    private static Instant answer(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(NOW);
                ResultSet told = ask.executeQuery()) {
            told.next();
            return told.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
