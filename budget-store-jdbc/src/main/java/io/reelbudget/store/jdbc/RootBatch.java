package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One attempt at a batch: one transaction of the database. Locks the batch's roots, brings the desk up to date, has
 * everything decided, writes and commits. Used once, by the lane's thread.
 */
final class RootBatch {

    /** Clocks of hosts differ; a key that a root forgot is told apart by the desk. */
    private static final long KEYS_LOOKED_BACK = (7L * 24 + 1) * 3_600_000_000L;

    private final RootDesk desk;
    private final BatchConnection connection;
    private final String host;
    private final DatabaseUse use;
    private final RootLoading loading;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Operation<?>> decided = new ArrayList<>();
    private final List<Operation<?>> putOff = new ArrayList<>();
    private final List<Operation<?>> unknown = new ArrayList<>();
    private final List<Operation<?>> elsewhere = new ArrayList<>();

    private final List<Operation<?>> importing = new ArrayList<>();

    /** Those that would open a root where another database may have it. */
    private final List<Operation<?>> notToOpen = new ArrayList<>();

    private boolean opensNone;
    private final Set<String> made = new LinkedHashSet<>();
    private int records;
    private long bytes;

    RootBatch(RootDesk desk, BatchConnection connection, String host, DatabaseUse use) {
        this.use = use;
        this.desk = desk;
        this.connection = connection;
        this.host = host;
        this.loading = new RootLoading(desk, connection);
    }

    /** Carries out a batch, but for operations on roots that others have locked. */
    void run(List<Operation<?>> batch, BatchConnection.Locking locking) throws SQLException {
        findRoots(batch);
        Map<Integer, LockedRoot> locked = lock(batch, locking, desk.now());
        catchUp(locked);
        for (Operation<?> operation : batch) {
            Integer number = numbers.get(operation.root);
            if (number == null) {
                (opensNone && operation.opensRoot() ? notToOpen : unknown).add(operation);
                continue;
            }
            LockedRoot root = locked.get(number);
            if (root != null && opensNone && root.transactions() == 0 && operation.opensRoot()) {
                notToOpen.add(operation);
            } else if (root == null) {
                putOff.add(operation);
            } else if (root.state() == RootState.HERE) {
                decide(operation);
                decided.add(operation);
            } else {
                (root.state() == RootState.IMPORTING ? importing : elsewhere).add(operation);
            }
        }
        keep();
    }

    private void decide(Operation<?> operation) throws SQLException {
        try {
            operation.decide(desk);
        } catch (RuntimeException broken) {
            throw new FailedRootException(
                    operation.root, "Root '" + operation.root + "' could not be worked on: " + broken, broken);
        }
        connection.requireRead();
    }

    /** Undoes an attempt that failed, as far as the desk goes. */
    void rollBack() {
        desk.rollBack();
        // What was read may be on a server that is lost next: as many other records may stand in its place then.
        loading.undo();
        // Their numbers are gone with the transaction.
        for (String root : made) {
            Integer number = numbers.get(root);
            if (number != null) {
                desk.forget(number);
            }
        }
    }

    private void findRoots(List<Operation<?>> batch) throws SQLException {
        Set<String> missing = new LinkedHashSet<>();
        for (Operation<?> operation : batch) {
            int number = desk.numberOf(operation.root);
            if (number >= 0) {
                numbers.put(operation.root, number);
            } else {
                missing.add(operation.root);
            }
        }
        opensNone = use == DatabaseUse.ALONE && batch.stream().anyMatch(this::opensNew) && connection.isShard();
        if (missing.isEmpty()) {
            return;
        }
        numbers.putAll(connection.numbers(missing));
        for (Operation<?> operation : batch) {
            if (!opensNone && operation.opensRoot() && !numbers.containsKey(operation.root)) {
                made.add(operation.root);
            }
        }
        if (!made.isEmpty()) {
            connection.makeRoots(made);
            numbers.putAll(connection.numbers(made));
        }
    }

    /** Returns whether an operation opens a root, as far as the desk knows. */
    private boolean opensNew(Operation<?> operation) {
        return operation.opensRoot() && desk.transactions(desk.numberOf(operation.root)) <= 0;
    }

    private Map<Integer, LockedRoot> lock(List<Operation<?>> batch, BatchConnection.Locking locking, long now)
            throws SQLException {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        long[] roots =
                numbers.values().stream().mapToLong(Integer::longValue).sorted().toArray();
        long[] hashes = new long[batch.size()];
        int count = 0;
        for (Operation<?> operation : batch) {
            Integer number = numbers.get(operation.root);
            if (number != null && operation.key != null) {
                hashes[count++] = KeyHash.of(number, operation.key);
            }
        }
        return connection.lock(
                roots,
                locking,
                Arrays.copyOf(hashes, count),
                now - KEYS_LOOKED_BACK,
                (record, position) -> desk.bring(position, record));
    }

    private void catchUp(Map<Integer, LockedRoot> locked) throws SQLException {
        numbers.forEach((name, number) -> {
            LockedRoot root = locked.get(number);
            if (root != null && root.state() == RootState.HERE) {
                loading.require(number, name, root.transactions());
            }
        });
        loading.load();
    }

    private void keep() throws SQLException {
        if (desk.made().isEmpty() && made.isEmpty()) {
            // Nothing to be kept: there is no need to wait for the disk.
            connection.endReading();
            desk.commit(List.of());
            return;
        }
        List<RootDesk.Image> images = desk.dueImages();
        records = desk.made().size();
        bytes = desk.made().stream().mapToLong(one -> one.record().length).sum();
        if (!desk.made().isEmpty()) {
            connection.tell(withNews(), host);
        }
        connection.keep(desk, images);
        desk.commit(images);
    }

    /** Returns how many operations it answers. */
    int answered() {
        return decided.size() + unknown.size() + elsewhere.size() + importing.size() + notToOpen.size();
    }

    /** Returns how many records it added. */
    int records() {
        return records;
    }

    /** Returns how long these were. */
    long bytes() {
        return bytes;
    }

    /** The roots that other hosts keep something of in memory that may have changed, in the order of their names. */
    private Set<String> withNews() {
        Set<String> roots = new TreeSet<>();
        for (Operation<?> operation : decided) {
            boolean isNews =
                    operation.command instanceof Command.Note || operation.command instanceof Command.ChangePlan;
            if (isNews && desk.changed().contains(numbers.get(operation.root))) {
                roots.add(operation.root);
            }
        }
        return roots;
    }

    /** Tells what is kept now; returns what is still to be done. */
    List<Operation<?>> tell() {
        decided.forEach(Operation::tell);
        for (Operation<?> operation : unknown) {
            operation.failUnknown();
        }
        elsewhere.forEach(Operation::failElsewhere);
        importing.forEach(Operation::failImporting);
        notToOpen.forEach(Operation::failNotToOpen);
        return putOff;
    }
}
