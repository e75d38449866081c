package io.reelbudget.ledger.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** All partitions of a ledger. All methods are thread-safe. */
final class Partitions {

    private static final int FIRST_PLACES = 64;

    /** Open addressing with linear probing, at most half full. Read without a lock; replaced by a larger one. */
    private volatile AtomicReferenceArray<@Nullable Partition> places = new AtomicReferenceArray<>(FIRST_PLACES);

    private int count;
    private final Stripe[] stripes = new Stripe[Stripe.COUNT];

    Partitions() {
        KeyRoom room = new KeyRoom(RememberedKeys.MAX_KEYS, stripes.length);
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(i, room);
        }
    }

    /** Returns all stripes. */
    List<Stripe> stripes() {
        return List.of(stripes);
    }

    Stripe stripeOf(String root) {
        return stripes[Stripe.of(root)];
    }

    @Nullable
    Partition find(String root) {
        AtomicReferenceArray<@Nullable Partition> all = places;
        int mask = all.length() - 1;
        int hashCode = root.hashCode();
        int at = mixed(hashCode) & mask;
        Partition there = all.get(at);
        while (there != null && !there.isOf(root, hashCode)) {
            at = (at + 1) & mask;
            there = all.get(at);
        }
        return there;
    }

    /** Names are the client's: their hash is mixed, so that those that differ in their last digits spread. */
    private static int mixed(int hashCode) {
        int mixed = hashCode * 0x9E37_79B9;
        return mixed ^ (mixed >>> 15);
    }

    synchronized Partition findOrCreate(String root) {
        Partition known = find(root);
        if (known != null) {
            return known;
        }
        Partition created = new Partition(stripeOf(root), count, root);
        add(created);
        return created;
    }

    /** Adds one that is not there, such as one that a snapshot kept. */
    synchronized void add(Partition added) {
        if (2 * (count + 1) > places.length()) {
            AtomicReferenceArray<@Nullable Partition> larger = new AtomicReferenceArray<>(2 * places.length());
            all().forEach(partition -> enter(partition, larger));
            enter(added, larger);
            places = larger;
        } else {
            enter(added, places);
        }
        count++;
    }

    private static void enter(Partition partition, AtomicReferenceArray<@Nullable Partition> all) {
        int mask = all.length() - 1;
        int at = mixed(partition.nameHash()) & mask;
        while (all.get(at) != null) {
            at = (at + 1) & mask;
        }
        all.set(at, partition);
    }

    /** Returns all there are; their numbers are those from 0 on. */
    synchronized List<Partition> all() {
        List<Partition> all = new ArrayList<>(count);
        for (int at = 0; at < places.length(); at++) {
            Partition there = places.get(at);
            if (there != null) {
                all.add(there);
            }
        }
        return all;
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
