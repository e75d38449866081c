package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.engine.Positions;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Shows the records of roots as they are at one moment, root after root. */
final class SharedRecords {

    private static final int ROOTS_AT_ONCE = 1_000;
    private static final int ROWS_AT_ONCE = 1_000;

    private record Root(int number, long transactions) {}

    private final Connection connection;
    private final LedgerSql sql;

    private SharedRecords(Connection connection, LedgerSql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    static void show(DataSource source, LedgerSql sql, Predicate<String> roots, Consumer<PortableRecord> visitor) {
        try (Connection connection = source.getConnection()) {
            OneMoment.on(connection, () -> {
                new SharedRecords(connection, sql).showAll(roots, visitor);
                return visitor;
            });
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The entries of the shared ledger could not be read: " + failed.getMessage(), failed);
        }
    }

    private void showAll(Predicate<String> roots, Consumer<PortableRecord> visitor) throws SQLException {
        long last = 0;
        int shown;
        do {
            shown = 0;
            List<Root> chosen = new ArrayList<>();
            try (PreparedStatement find = connection.prepareStatement(sql.statesAfter)) {
                find.setLong(1, last);
                find.setInt(2, ROOTS_AT_ONCE);
                try (ResultSet rows = find.executeQuery()) {
                    while (rows.next()) {
                        shown++;
                        last = rows.getLong(1);
                        if (isShown(RootState.of(rows.getInt(4))) && roots.test(rows.getString(2))) {
                            chosen.add(new Root(Math.toIntExact(last), rows.getLong(3)));
                        }
                    }
                }
            }
            for (Root root : chosen) {
                show(connection, sql, root.number(), 0, root.transactions(), visitor);
            }
        } while (shown == ROOTS_AT_ONCE);
    }

    /** Also what has arrived of those that still do: an import goes on from there. */
    private static boolean isShown(RootState state) {
        return state.isWhole() || state == RootState.IMPORTING;
    }

    /** What was dropped cannot go elsewhere, and what came after it would follow nothing there. */
    private static void requireKept(Connection connection, LedgerSql sql, long first) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(sql.beginningOf)) {
            if (EntryReader.gone(find, first) instanceof DroppedEntriesException dropped) {
                throw dropped;
            }
        }
    }

    /** Shows the records of one root from a number on and before another. */
    static void show(
            Connection connection, LedgerSql sql, int root, long from, long to, Consumer<PortableRecord> visitor)
            throws SQLException {
        requireKept(connection, sql, Positions.of(root, from));
        try (PreparedStatement all = connection.prepareStatement(sql.allOf)) {
            all.setFetchSize(ROWS_AT_ONCE);
            all.setLong(1, Positions.of(root, from));
            all.setLong(2, Positions.of(root, to));
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    visitor.accept(RootDesk.portable(rows.getLong(1), rows.getBytes(2)));
                }
            }
        }
    }
}
