package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.Positions;
import io.reelbudget.ledger.internal.engine.RootAudit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Recomputes the ledger from its entries as they are at one moment, some roots at a time. */
final class SharedVerification {

    private static final int ROOTS_AT_ONCE = 200;
    private static final int ROWS_AT_ONCE = 1_000;

    private record Root(int number, String name, long transactions) {}

    private final Connection connection;
    private final LedgerSql sql;
    private final Map<String, String> seals = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private long entries;
    private long accounts;
    private Optional<Instant> since = Optional.empty();

    private SharedVerification(Connection connection, LedgerSql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    static Verification of(DataSource source, LedgerSql sql) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return new SharedVerification(connection, sql).all();
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(isolation);
                connection.setReadOnly(false);
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The shared ledger could not be read to be verified: " + failed.getMessage(), failed);
        }
    }

    private Verification all() throws SQLException {
        long last = 0;
        List<Root> some;
        do {
            RootAudit audit = new RootAudit();
            some = roots(last, audit);
            if (!some.isEmpty()) {
                last = some.get(some.size() - 1).number();
                addBeginnings(some, audit);
                compare(some, audit);
            }
        } while (some.size() == ROOTS_AT_ONCE);
        return new Verification(entries, accounts, differences, seals, since);
    }

    private List<Root> roots(long after, RootAudit audit) throws SQLException {
        List<Root> roots = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(sql.rootsAfter)) {
            find.setLong(1, after);
            find.setInt(2, ROOTS_AT_ONCE);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    Root root = new Root(Math.toIntExact(rows.getLong(1)), rows.getString(2), rows.getLong(3));
                    byte[] image = rows.getBytes(4);
                    if (image == null) {
                        audit.begin(root.number(), root.name());
                    } else {
                        audit.restore(image);
                    }
                    roots.add(root);
                }
            }
        }
        return roots;
    }

    private void addBeginnings(List<Root> roots, RootAudit audit) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(sql.beginnings)) {
            find.setLong(1, roots.get(0).number());
            find.setLong(2, roots.get(roots.size() - 1).number());
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    audit.beginAt(rows.getBytes(2));
                }
            }
        }
    }

    private void compare(List<Root> roots, RootAudit audit) {
        long low = Positions.of(roots.get(0).number(), 0);
        long high = Positions.of(roots.get(roots.size() - 1).number() + 1, 0);
        Verification found = audit.compare(visitor -> show(low, high, visitor));
        entries += found.entries();
        accounts += found.accounts();
        differences.addAll(found.differences());
        seals.putAll(found.seals());
        since = Stream.concat(since.stream(), found.since().stream()).max(Comparator.naturalOrder());
        for (Root root : roots) {
            if (audit.transactions(root.number()) != root.transactions()) {
                differences.add("There were " + audit.transactions(root.number()) + " transactions but the root's row"
                        + " counts " + root.transactions() + "; root '" + root.name() + "'.");
            }
        }
    }

    private void show(long low, long high, ObjLongConsumer<byte[]> visitor) {
        try (PreparedStatement all = connection.prepareStatement(sql.allOf)) {
            all.setFetchSize(ROWS_AT_ONCE);
            all.setLong(1, low);
            all.setLong(2, high);
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    visitor.accept(rows.getBytes(2), rows.getLong(1));
                }
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The entries of the shared ledger could not be read: " + failed.getMessage(), failed);
        }
    }
}
