package io.reelbudget.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recomputation of the ledger found.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param entries how many entries were read
 * @param accounts how many accounts they gave
 * @param differences what did not agree, in words with the entry's number; empty where all does
 * @param seals for each root the end of the chain of its entries, in hexadecimal digits: kept elsewhere, it shows later
 *     that none of them was changed since
 * @param since empty where every entry was recomputed from the first one on; where old ones were dropped, the time of
 *     the oldest snapshot that is kept: what it says was taken for granted, its seals included, and all after it was
 *     recomputed
 */
public record Verification(
        long entries, long accounts, List<String> differences, Map<String, String> seals, Optional<Instant> since) {

    public Verification {
        differences = List.copyOf(differences);
        seals = Map.copyOf(seals);
    }

    /** Returns whether everything agreed. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
