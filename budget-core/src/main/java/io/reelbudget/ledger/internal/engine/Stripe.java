package io.reelbudget.ledger.internal.engine;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Some of a ledger's roots, and the one lock that a command on any of them takes: it guards their books, their keys and
 * where their records go. There are a fixed number of stripes, more than a machine has callers that run at once.
 */
final class Stripe {

    /** How many there are; a power of two. */
    static final int COUNT = 64;

    final int number;
    final ReentrantLock lock = new BriefLock();
    final RememberedKeys keys;

    Stripe(int number, KeyRoom room) {
        this.number = number;
        this.keys = new RememberedKeys(room, lock);
    }

    /** Returns the number of the stripe of a root. */
    static int of(String root) {
        int hash = root.hashCode() * 0x9E37_79B9;
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT));
    }
}
