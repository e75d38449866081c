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
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Recomputes the ledger from its entries as they are at one moment, some roots at a time. */
final class SharedVerification {

    private static final int ROOTS_AT_ONCE = 200;
    private static final int ROWS_AT_ONCE = 1_000;

    private record Root(int number, String name, long transactions, boolean isCompared) {}

    private final Connection connection;
    private final LedgerSql sql;
    private final Predicate<String> wanted;
    private final Predicate<RootState> states;
    private final Map<String, String> seals = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private long entries;
    private long accounts;
    private Optional<Instant> since = Optional.empty();

    private SharedVerification(
            Connection connection, LedgerSql sql, Predicate<String> wanted, Predicate<RootState> states) {
        this.connection = connection;
        this.sql = sql;
        this.wanted = wanted;
        this.states = states;
    }

    /** Recomputes those roots that are here, or still are. */
    static Verification of(DataSource source, LedgerSql sql, Predicate<String> roots) {
        return of(source, sql, roots, RootState::isWhole);
    }

    /** Recomputes roots of some states. */
    static Verification of(DataSource source, LedgerSql sql, Predicate<String> roots, Predicate<RootState> states) {
        try (Connection connection = source.getConnection()) {
            return OneMoment.on(connection, () -> new SharedVerification(connection, sql, roots, states).all());
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
                    String name = rows.getString(2);
                    boolean isCompared = states.test(RootState.of(rows.getInt(5))) && wanted.test(name);
                    Root root = new Root(Math.toIntExact(rows.getLong(1)), name, rows.getLong(3), isCompared);
                    roots.add(root);
                    if (!isCompared) {
                        continue;
                    }
                    byte[] image = rows.getBytes(4);
                    if (image == null) {
                        audit.begin(root.number(), root.name());
                    } else {
                        audit.restore(image);
                    }
                }
            }
        }
        return roots;
    }

    private void addBeginnings(List<Root> roots, Set<Integer> numbers, RootAudit audit) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(sql.beginnings)) {
            find.setLong(1, roots.get(0).number());
            find.setLong(2, roots.get(roots.size() - 1).number());
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    if (numbers.contains(Math.toIntExact(rows.getLong(1)))) {
                        audit.beginAt(rows.getBytes(2));
                    }
                }
            }
        }
    }

    private void compare(List<Root> all, RootAudit audit) throws SQLException {
        List<Root> roots = all.stream().filter(Root::isCompared).toList();
        if (roots.isEmpty()) {
            return;
        }
        Set<Integer> numbers = roots.stream().map(Root::number).collect(Collectors.toSet());
        addBeginnings(roots, numbers, audit);
        long low = Positions.of(roots.get(0).number(), 0);
        long high = Positions.of(roots.get(roots.size() - 1).number() + 1, 0);
        Verification found = audit.compare(visitor -> show(low, high, (record, position) -> {
            // What is arriving, or gone, lies between them.
            if (numbers.contains(Positions.rootOf(position))) {
                visitor.accept(record, position);
            }
        }));
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
