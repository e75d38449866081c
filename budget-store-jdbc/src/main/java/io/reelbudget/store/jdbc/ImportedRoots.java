package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.RecordStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Keeps roots from being used while their records are added: each method is one transaction. Not thread-safe. */
final class ImportedRoots {

    private final DataSource source;
    private final LedgerSql sql;
    private final PostgresSettings settings;

    ImportedRoots(DataSource source, LedgerSql sql, PostgresSettings settings) {
        this.source = source;
        this.sql = sql;
        this.settings = settings;
    }

    /** Returns the names of roots whose import has not ended. */
    Set<String> unfinished() {
        return inTransaction("find imports", connection -> {
            try (PreparedStatement find = connection.prepareStatement(sql.importing)) {
                return names(find);
            }
        });
    }

    void begin(Map<String, RecordStore.End> kept) {
        int unused = inTransaction("begin an import", connection -> {
            requireAlone(connection);
            makeRoots(connection, kept.keySet());
            requireAsKept(connection, kept);
            try (PreparedStatement begin = connection.prepareStatement(sql.beginImport)) {
                begin.setObject(1, namesOf(kept.keySet()));
                return begin.executeUpdate();
            }
        });
    }

    private void requireAlone(Connection connection) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(sql.isShard);
                ResultSet found = mark.executeQuery()) {
            if (found.next()) {
                throw new LedgerUnavailableException("Schema '" + settings.schema() + "' was one of several shards but"
                        + " must be used by itself to be imported to; import into another one.");
            }
        }
    }

    private void makeRoots(Connection connection, Collection<String> roots) throws SQLException {
        try (PreparedStatement make = connection.prepareStatement(sql.makeRoots)) {
            make.setObject(1, namesOf(roots));
            make.executeUpdate();
        }
    }

    /** Locks them: what a host was about to add is there, or is not. */
    private void requireAsKept(Connection connection, Map<String, RecordStore.End> kept) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql.lockNamed)) {
            lock.setObject(1, namesOf(kept.keySet()));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    RecordStore.End end = kept.get(rows.getString(1));
                    RootState state = RootState.of(rows.getInt(3));
                    boolean isAsKept = state == RootState.HERE && end != null && end.transactions() == rows.getLong(2);
                    if (!isAsKept && state != RootState.IMPORTING) {
                        throw new LedgerUnavailableException("Root '" + rows.getString(1) + "' was used while an import"
                                + " of it began, or was moved, but must be left alone; stop its hosts and import again."
                                + " Nothing was changed.");
                    }
                }
            }
        }
    }

    void end(Map<String, RecordStore.End> ends) {
        Map<String, RecordStore.End> sorted = new TreeMap<>(ends);
        Set<String> others = inTransaction("end an import", connection -> {
            try (PreparedStatement end = connection.prepareStatement(sql.endImport);
                    PreparedStatement find = connection.prepareStatement(sql.importing)) {
                end.setObject(1, namesOf(sorted.keySet()));
                end.setObject(
                        2,
                        sorted.values().stream()
                                .mapToLong(RecordStore.End::transactions)
                                .toArray());
                end.executeUpdate();
                Set<String> left = names(find);
                left.retainAll(sorted.keySet());
                return left;
            }
        });
        if (!others.isEmpty()) {
            throw new LedgerUnavailableException("Roots " + others
                    + " were being imported from elsewhere, too, but must" + " be from one; end that import.");
        }
    }

    private <T> T inTransaction(String what, OwnTransaction.Work<T> work) {
        return new Tries(settings.deadline()).until(what, () -> OwnTransaction.lasting(source, settings, work));
    }

    private static Set<String> names(PreparedStatement find) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String[] namesOf(Collection<String> roots) {
        return roots.stream().sorted().toArray(String[]::new);
    }
}
