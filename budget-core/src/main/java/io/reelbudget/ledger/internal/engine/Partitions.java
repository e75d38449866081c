package io.reelbudget.ledger.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All partitions of a ledger. All methods are thread-safe. */
final class Partitions {

    private final ConcurrentMap<String, Partition> byRoot = new ConcurrentHashMap<>();

    @Nullable
    Partition find(String root) {
        return byRoot.get(root);
    }

    synchronized Partition findOrCreate(String root) {
        Partition known = byRoot.get(root);
        if (known != null) {
            return known;
        }
        Partition created = new Partition(byRoot.size(), root);
        byRoot.put(root, created);
        return created;
    }

    /** Adds one that a snapshot kept. */
    synchronized void add(Partition restored) {
        byRoot.put(restored.root, restored);
    }

    /** Returns all there are; their numbers are those from 0 on. */
    synchronized List<Partition> all() {
        return new ArrayList<>(byRoot.values());
    }

    /** Does something while nothing changes: no partition comes and all are locked. */
    synchronized void whileStill(Runnable work) {
        List<Partition> locked = all();
        locked.forEach(partition -> partition.lock.lock());
        try {
            work.run();
        } finally {
            locked.forEach(partition -> partition.lock.unlock());
        }
    }
}
