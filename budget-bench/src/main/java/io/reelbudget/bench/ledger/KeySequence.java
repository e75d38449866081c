package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.IdempotencyKey;

/**
 * Keys that differ in all 128 bits, and numbers, from a seed. SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a few
 * instructions, so that what is measured is not this. Not thread-safe.
 */
final class KeySequence {

    private long state;

    KeySequence(long seed) {
        // Mixed, or the sequences of neighbouring seeds would be the same one, a step apart.
        state = mixed(seed);
    }

    IdempotencyKey next() {
        return new IdempotencyKey(nextLong(), nextLong());
    }

    /** Returns a number from 0 to below a bound, each as likely as the others but for a part in 2<sup>32</sup>. */
    int nextBelow(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    long nextLong() {
        state += 0x9E37_79B9_7F4A_7C15L;
        return mixed(state);
    }

    private static long mixed(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
