package io.reelbudget.ledger.internal.machine;

import java.security.SecureRandom;

/**
 * Where keys belong in tables of this process. Keys are the client's, who may choose them so that a known hash puts all
 * of them in one place: this one begins with a number that nobody knows and mixes each half by itself (the multipliers
 * and shifts of Steele, Lea and Flood 2014, <i>Fast splittable pseudorandom number generators</i>, variant 13 by
 * Stafford).
 */
public final class KeyHash {

    private static final long SEED = new SecureRandom().nextLong();

    private KeyHash() {}

    /** Returns a hash of a key and the number of whom it belongs to; it differs between processes. */
    public static int of(int owner, long high, long low) {
        long mixed = (high ^ SEED ^ owner) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 31) ^ low) * 0x94D0_49BB_1331_11EBL;
        mixed = (mixed ^ (mixed >>> 27)) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> Integer.SIZE);
    }
}
