package io.reelbudget.ledger.internal.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many keys a ledger may still remember. Stripes claim room a few hundred keys at a time; where none is left, the
 * keys of the stripe that has the oldest make room.
 *
 * <p>All methods are thread-safe, once all stripes were added.
 */
final class KeyRoom {

    private static final int LARGEST_CLAIM = 512;

    /** What may be claimed and unused must be little of the whole. */
    private static final int CLAIMS_A_STRIPE = 64;

    private final AtomicInteger free;
    private final int claim;
    private final List<RememberedKeys> stripes = new ArrayList<>();

    /**
     * Makes room.
     *
     * @param maxKeys the most keys that all stripes remember together
     * @param stripes how many there will be
     */
    KeyRoom(int maxKeys, int stripes) {
        claim = Math.max(1, Math.min(LARGEST_CLAIM, maxKeys / (stripes * CLAIMS_A_STRIPE)));
        // A stripe whose claim found all others busy is ahead by it until the next.
        free = new AtomicInteger(stripes == 1 ? maxKeys : maxKeys - stripes * claim);
    }

    void add(RememberedKeys stripe) {
        stripes.add(stripe);
    }

    /** Returns how many keys a stripe may remember more; its lock is held. */
    int claim(RememberedKeys asking) {
        free.addAndGet(-claim);
        // A stripe that another command works on is passed over: to wait for its lock could be to wait for ever.
        Set<RememberedKeys> busy = new HashSet<>();
        while (free.get() < 0) {
            RememberedKeys oldest = oldestBut(busy);
            if (oldest == null) {
                break;
            } else if (oldest.lock.tryLock()) {
                try {
                    free.addAndGet(oldest.forget(claim));
                } finally {
                    oldest.lock.unlock();
                }
            } else {
                busy.add(oldest);
            }
        }
        return claim;
    }

    private @Nullable RememberedKeys oldestBut(Set<RememberedKeys> busy) {
        RememberedKeys oldest = null;
        long time = RememberedKeys.NEVER;
        for (RememberedKeys stripe : stripes) {
            long its = stripe.oldestTime();
            if (its < time && !busy.contains(stripe)) {
                oldest = stripe;
                time = its;
            }
        }
        return oldest;
    }

    /** Takes back what a stripe does not use. */
    void release(int keys) {
        free.addAndGet(keys);
    }
}
