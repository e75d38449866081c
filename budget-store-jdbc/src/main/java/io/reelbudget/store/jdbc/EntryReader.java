package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.Positions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Reads entries that are long kept, over a connection of its own for a moment. Who reads goes back from one to the one
 * before: those before it are read along.
 *
 * <p>This class is thread-safe.
 */
final class EntryReader {

    private static final int READ_ALONG = 127;

    private final DataSource source;
    private final LedgerSql sql;

    /** What each thread read last. */
    private final ThreadLocal<Map<Long, byte[]>> readLast = ThreadLocal.withInitial(HashMap::new);

    EntryReader(DataSource source, LedgerSql sql) {
        this.source = source;
        this.sql = sql;
    }

    static LedgerUnavailableException missing(long position) {
        return new LedgerUnavailableException(
                "Entry at position " + position + " was not in the database but must be; verify the ledger.");
    }

    byte[] read(long position) {
        Map<Long, byte[]> known = readLast.get();
        byte[] record = known.get(position);
        if (record == null) {
            known.clear();
            readAlong(position, known);
            record = known.get(position);
        }
        if (record == null) {
            throw missing(position);
        }
        return record;
    }

    private void readAlong(long position, Map<Long, byte[]> into) {
        long first = Math.max(Positions.of(Positions.rootOf(position), 0), position - READ_ALONG);
        try (Connection connection = source.getConnection();
                PreparedStatement read = connection.prepareStatement(sql.entriesUpTo)) {
            read.setLong(1, first);
            read.setLong(2, position);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    into.put(rows.getLong(1), rows.getBytes(2));
                }
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "Entries of the shared ledger could not be read; ask again: " + failed.getMessage(), failed);
        }
    }
}
