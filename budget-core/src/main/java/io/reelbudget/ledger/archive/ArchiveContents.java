package io.reelbudget.ledger.archive;

import java.util.Map;

/**
 * What an archive has.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param roots how far each root goes, by its name
 */
public record ArchiveContents(Map<String, RootEnd> roots) {

    public ArchiveContents {
        roots = Map.copyOf(roots);
    }

    /** Returns how many transactions there are of all roots. */
    public long transactions() {
        return roots.values().stream().mapToLong(RootEnd::transactions).sum();
    }
}
