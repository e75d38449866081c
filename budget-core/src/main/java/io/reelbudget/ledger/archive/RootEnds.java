package io.reelbudget.ledger.archive;

import io.reelbudget.ledger.internal.engine.PortableRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the records of roots: each must be the next one of its root, and chained to the one before. Not thread-safe.
 */
final class RootEnds {

    private final Map<String, PortableRecord> newest = new HashMap<>();

    /**
     * Notes a record.
     *
     * @param where names what has the record, for messages
     * @throws IllegalArgumentException if it is not the next one
     */
    void add(PortableRecord record, String where) {
        PortableRecord before = newest.put(record.root(), record);
        if (record.number() != transactions(before) || !record.follows(before)) {
            throw new IllegalArgumentException(where + " had transaction " + record.number() + " of root '"
                    + record.root() + "' after " + transactions(before) + " others but must have each once, in order,"
                    + " sealed to the one before; it is damaged, or was changed.");
        }
    }

    private static long transactions(@Nullable PortableRecord newest) {
        return newest == null ? 0 : newest.number() + 1;
    }

    /** Returns how many transactions there were of a root. */
    long transactions(String root) {
        return transactions(newest.get(root));
    }

    /** Returns the seal of the newest transaction of a root, nothing where there was none. */
    String seal(String root) {
        PortableRecord last = newest.get(root);
        return last == null ? "" : last.seal();
    }

    Set<String> roots() {
        return newest.keySet();
    }

    ArchiveContents toContents() {
        Map<String, RootEnd> ends = new HashMap<>();
        newest.forEach((root, last) -> ends.put(root, new RootEnd(last.number() + 1, last.seal())));
        return new ArchiveContents(ends);
    }
}
