package io.reelbudget.ledger.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All partitions of a ledger. All methods are thread-safe. */
final class Partitions {

    private final ConcurrentMap<String, Partition> byRoot = new ConcurrentHashMap<>();
    private final Stripe[] stripes = new Stripe[Stripe.COUNT];

    Partitions() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(i);
        }
    }

    Stripe stripeOf(String root) {
        return stripes[Stripe.of(root)];
    }

    @Nullable
    Partition find(String root) {
        return byRoot.get(root);
    }

    synchronized Partition findOrCreate(String root) {
        Partition known = byRoot.get(root);
        if (known != null) {
            return known;
        }
        Partition created = new Partition(stripeOf(root), byRoot.size(), root);
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

    /** Does something while nothing changes: no partition comes and all stripes are locked. */
    synchronized void whileStill(Runnable work) {
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
        }
        try {
            work.run();
        } finally {
            for (Stripe stripe : stripes) {
                stripe.lock.unlock();
            }
        }
    }
}
