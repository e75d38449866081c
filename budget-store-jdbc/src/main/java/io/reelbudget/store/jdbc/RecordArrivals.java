package io.reelbudget.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Takes in records that another ledger made: each call is one transaction, tried again until the deadline. Records that
 * are there already are passed over. Not thread-safe.
 */
final class RecordArrivals {

    /** Archives may mix the records of many roots. */
    private static final int KEPT_ROOTS = 10_000;

    private final DataSource source;
    private final LedgerSql sql;
    private final PostgresSettings settings;
    private final RootState expected;
    private final RootDesk desk;

    /**
     * Makes one.
     *
     * @param expected where the roots must be said to be
     */
    RecordArrivals(DataSource source, LedgerSql sql, PostgresSettings settings, RootState expected) {
        this.source = source;
        this.sql = sql;
        this.settings = settings;
        this.expected = expected;
        this.desk = new RootDesk(
                "Shared ledger in schema " + settings.schema(),
                position -> {
                    throw EntryReader.missing(position);
                },
                InstantSource.system());
    }

    /**
     * Keeps records, those of each root in their order.
     *
     * @return how many were added by the last try
     * @throws IllegalArgumentException if some do not follow what is kept
     * @throws LedgerUnavailableException if the database cannot keep them, or a root is not where it is expected
     */
    int add(List<PortableRecord> records) {
        return new Tries(settings.deadline()).until("keep records", () -> keep(records));
    }

    private int keep(List<PortableRecord> records) throws SQLException {
        BatchConnection connection = BatchConnection.open(source, sql, settings);
        try {
            Map<String, Integer> numbers = numbers(connection, names(records));
            bring(connection, numbers);
            records.forEach(this::adopt);
            List<RootDesk.Image> images = desk.dueImages();
            int added = desk.made().size();
            connection.keep(desk, images);
            desk.commit(images);
            desk.keepNewest(KEPT_ROOTS);
            connection.close();
            return added;
        } catch (SQLException | RuntimeException failed) {
            desk.rollBack();
            connection.abort();
            throw failed;
        }
    }

    private static Set<String> names(List<PortableRecord> records) {
        Set<String> names = new TreeSet<>();
        records.forEach(record -> names.add(record.root()));
        return names;
    }

    private static Map<String, Integer> numbers(BatchConnection connection, Set<String> names) throws SQLException {
        Map<String, Integer> numbers = connection.numbers(names);
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(numbers.keySet());
        if (!missing.isEmpty()) {
            connection.makeRoots(missing);
            numbers.putAll(connection.numbers(missing));
        }
        return numbers;
    }

    /** Locks the roots and has the desk know what is kept of them. */
    private void bring(BatchConnection connection, Map<String, Integer> numbers) throws SQLException {
        long[] roots =
                numbers.values().stream().mapToLong(Integer::longValue).sorted().toArray();
        Map<Integer, LockedRoot> locked =
                connection.lock(roots, BatchConnection.Locking.WAIT, new long[0], 0, (record, position) -> {});
        RootLoading loading = new RootLoading(desk, connection);
        for (Map.Entry<String, Integer> root : numbers.entrySet()) {
            LockedRoot row = requireNonNull(locked.get(root.getValue()), root.getKey());
            if (row.state() != expected && expected == RootState.IMPORTING) {
                throw new LedgerUnavailableException("Root '" + root.getKey() + "' was no longer being imported, since"
                        + " another import of it has ended, but must be; import again.");
            } else if (row.state() != expected) {
                RootElsewhereException why = new RootElsewhereException(root.getKey());
                throw new LedgerUnavailableException(String.valueOf(why.getMessage()), why);
            }
            loading.require(root.getValue(), root.getKey(), row.transactions());
        }
        loading.load();
    }

    /** Passes over what is there already, the newest of which must be the same. */
    private void adopt(PortableRecord record) {
        long known = desk.transactions(desk.numberOf(record.root()));
        boolean isThere = record.number() < known - 1
                || (record.number() == known - 1 && record.seal().equals(desk.seal(record.root())));
        if (!isThere) {
            desk.adopt(record);
        }
    }
}
