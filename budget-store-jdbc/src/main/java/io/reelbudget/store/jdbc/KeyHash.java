package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.IdempotencyKey;

/**
 * The 64 bits by which rows are found that a key of a root may have; whether it has is read from them. Keys are the
 * client's: they are mixed (by the finalizer of SplitMix64), so that any choice of them spreads.
 */
final class KeyHash {

    /** Stands for rows without a key. */
    static final long NONE = 0;

    private KeyHash() {}

    static long of(int root, IdempotencyKey key) {
        if (key.equals(IdempotencyKey.NONE)) {
            return NONE;
        }
        long hash = mixed(mixed(mixed(key.high()) ^ key.low()) ^ root);
        return hash == NONE ? 1 : hash;
    }

    private static long mixed(long value) {
        long mixed = value + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
