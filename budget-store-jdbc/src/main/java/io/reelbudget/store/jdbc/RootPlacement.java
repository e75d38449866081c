package io.reelbudget.store.jdbc;

import java.util.Collection;
import java.util.Comparator;

/**
 * Where a new root goes: to the shard with the highest hash of the two names (rendezvous hashing; Thaler and
 * Ravishankar, "Using name-based mappings to increase hit rates", 1998), so that roots spread evenly and hosts that
 * know the same shards choose alike without asking each other. The choice is written down: later shards move nothing.
 */
final class RootPlacement {

    private static final long PRIME = 0x0000_0100_0000_01B3L;
    private static final long OFFSET = 0xCBF2_9CE4_8422_2325L;

    private RootPlacement() {}

    /** Returns the shard of a root, of at least one. */
    static String of(String root, Collection<String> shards) {
        return shards.stream()
                .max(Comparator.comparingLong((String shard) -> weight(root, shard))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow(() -> new IllegalArgumentException("Shards were none but must be at least one."));
    }

    /** FNV-1a of both names, mixed by the finalizer of SplitMix64, since their last characters differ most. */
    private static long weight(String root, String shard) {
        long hash = hashed(hashed(OFFSET, shard) * PRIME, root);
        hash = (hash ^ (hash >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return hash ^ (hash >>> 31);
    }

    private static long hashed(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
