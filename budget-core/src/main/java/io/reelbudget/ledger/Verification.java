package io.reelbudget.ledger;

import java.util.List;

/**
 * What a recomputation of the ledger found.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param entries how many entries were read
 * @param accounts how many accounts they gave
 * @param differences what did not agree, in words with the entry's number; empty where all does
 */
public record Verification(long entries, long accounts, List<String> differences) {

    public Verification {
        differences = List.copyOf(differences);
    }

    /** Returns whether everything agreed. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
