package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.KeptRecords;
import io.reelbudget.ledger.internal.engine.Positions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries that are long kept, over a connection of its own for a moment. Who reads goes back from one to the one
 * before: those before it are read along.
 *
 * <p>This class is thread-safe.
 */
final class EntryReader implements KeptRecords {

    private static final int READ_ALONG = 127;

    private final DataSource source;
    private final LedgerSql sql;
    private final Duration limit;

    /** What each thread read last. */
    private final ThreadLocal<Map<Long, byte[]>> readLast = ThreadLocal.withInitial(HashMap::new);

    EntryReader(DataSource source, LedgerSql sql, PostgresSettings settings) {
        this.source = source;
        this.limit = settings.statementTimeout();
        this.sql = sql;
    }

    static LedgerUnavailableException missing(long position) {
        return new LedgerUnavailableException(
                "Entry at position " + position + " was not in the database but must be; verify the ledger.");
    }

    /**
     * Says why an entry is not there.
     *
     * @param beginningOf finds what stands for the dropped entries of a root
     * @return that it was dropped, or else that it is missing
     */
    static RuntimeException gone(PreparedStatement beginningOf, long position) throws SQLException {
        beginningOf.setLong(1, Positions.rootOf(position));
        try (ResultSet row = beginningOf.executeQuery()) {
            return row.next() && Positions.countThrough(position) <= row.getLong(1)
                    ? new DroppedEntriesException(Instant.EPOCH.plus(row.getLong(2), ChronoUnit.MICROS))
                    : missing(position);
        }
    }

    @Override
    public byte[] read(long position) {
        byte[] record = find(position);
        if (record == null) {
            throw gone(position);
        }
        return record;
    }

    @Override
    public boolean isDropped(long position) {
        return find(position) == null && gone(position) instanceof DroppedEntriesException;
    }

    @Override
    public Optional<byte[]> beginning(String root) {
        return reading(sql.beginningNamed, find -> {
            find.setString(1, root);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        });
    }

    private RuntimeException gone(long position) {
        return reading(sql.beginningOf, find -> gone(find, position));
    }

    /** What is asked of a statement. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(PreparedStatement statement) throws SQLException;
    }

    private <T> T reading(String statement, Question<T> question) {
        try {
            return OwnTransaction.read(source, limit, connection -> {
                try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                    return question.ask(prepared);
                }
            });
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    private byte @Nullable [] find(long position) {
        Map<Long, byte[]> known = readLast.get();
        byte[] record = known.get(position);
        if (record == null) {
            known.clear();
            readAlong(position, known);
            record = known.get(position);
        }
        return record;
    }

    private void readAlong(long position, Map<Long, byte[]> into) {
        long first = Math.max(Positions.of(Positions.rootOf(position), 0), position - READ_ALONG);
        into.putAll(reading(sql.entriesUpTo, read -> {
            Map<Long, byte[]> records = new HashMap<>();
            read.setLong(1, first);
            read.setLong(2, position);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    records.put(rows.getLong(1), rows.getBytes(2));
                }
            }
            return records;
        }));
    }

    private static LedgerUnavailableException unreadable(SQLException failed) {
        return new LedgerUnavailableException(
                "Entries of the shared ledger could not be read; ask again: " + failed.getMessage(), failed);
    }
}
