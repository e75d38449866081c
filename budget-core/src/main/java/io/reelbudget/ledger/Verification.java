package io.reelbudget.ledger;

import java.util.List;
import java.util.Map;

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
 */
public record Verification(long entries, long accounts, List<String> differences, Map<String, String> seals) {

    public Verification {
        differences = List.copyOf(differences);
        seals = Map.copyOf(seals);
    }

    /** Returns whether everything agreed. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
