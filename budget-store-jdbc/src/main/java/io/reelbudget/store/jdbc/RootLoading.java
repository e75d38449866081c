package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.internal.engine.Positions;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings a desk up to what the database keeps of the roots that are locked: their images, then what came after. */
final class RootLoading {

    /** A root of which the desk does not know all, and how many transactions it has. */
    private record Behind(int number, String name, long transactions) {}

    private final RootDesk desk;
    private final BatchConnection connection;
    private final Map<Integer, Behind> behind = new HashMap<>();

    RootLoading(RootDesk desk, BatchConnection connection) {
        this.desk = desk;
        this.connection = connection;
    }

    /** Asks for a root, where the desk does not know all of it. */
    void require(int number, String name, long transactions) {
        long known = desk.transactions(number);
        if (known > transactions) {
            // A database that was put back to an earlier state knows less than this host.
            desk.forget(number);
        }
        if (known != transactions) {
            behind.put(number, new Behind(number, name, transactions));
        }
    }

    /**
     * Loads what was asked for. A root that the desk knows from long ago may lack what was dropped since: then it is
     * begun anew.
     *
     * @throws FailedRootException if what is kept of a root is damaged
     */
    void load() throws SQLException {
        if (behind.isEmpty()) {
            return;
        }
        List<Integer> known = behind.keySet().stream()
                .filter(number -> desk.transactions(number) >= 0)
                .toList();
        try {
            loadAll();
        } catch (FailedRootException gap) {
            if (known.isEmpty()) {
                throw gap;
            }
            known.forEach(desk::forget);
            loadAll();
        }
    }

    /** Has the desk forget what was loaded, where it is not known that it will last. */
    void undo() {
        behind.keySet().forEach(desk::forget);
    }

    private void loadAll() throws SQLException {
        loadImages();
        List<Behind> all = List.copyOf(behind.values());
        long[] lows = new long[all.size()];
        long[] highs = new long[all.size()];
        for (int i = 0; i < lows.length; i++) {
            Behind root = all.get(i);
            lows[i] = Positions.of(root.number(), desk.transactions(root.number()));
            highs[i] = Positions.of(root.number(), root.transactions());
        }
        connection.tails(
                lows,
                highs,
                (record, position) -> guarded(Positions.rootOf(position), () -> desk.replay(position, record)));
        for (Behind root : all) {
            long known = desk.transactions(root.number());
            if (known != root.transactions()) {
                guarded(root.number(), () -> {
                    throw EntryReader.missing(Positions.of(root.number(), known));
                });
            }
        }
    }

    private void loadImages() throws SQLException {
        List<Behind> absent = new ArrayList<>();
        for (Behind root : behind.values()) {
            if (desk.transactions(root.number()) < 0) {
                absent.add(root);
            }
        }
        if (absent.isEmpty()) {
            return;
        }
        connection.images(
                absent.stream().mapToLong(Behind::number).toArray(),
                (image, number) -> guarded((int) number, () -> desk.restore(image)));
        for (Behind root : absent) {
            if (desk.transactions(root.number()) < 0) {
                desk.begin(root.number(), root.name());
            }
        }
    }

    /** What is kept of one root may be damaged; only it is refused then. */
    private void guarded(int number, Runnable loading) {
        try {
            loading.run();
        } catch (RuntimeException damaged) {
            desk.forget(number);
            Behind root = behind.get(number);
            if (root == null) {
                throw damaged;
            }
            throw new FailedRootException(
                    root.name(),
                    "What the database keeps of root '" + root.name() + "' could not be read; verify the ledger. ("
                            + damaged.getMessage() + ")",
                    damaged);
        }
    }
}
