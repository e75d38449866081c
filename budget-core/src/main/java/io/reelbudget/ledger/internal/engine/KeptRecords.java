package io.reelbudget.ledger.internal.engine;

import java.util.Optional;

/** The records that a store keeps. Implementations are thread-safe. */
@FunctionalInterface
public interface KeptRecords {

    /**
     * Returns the record at a position.
     *
     * @throws io.reelbudget.ledger.DroppedEntriesException if it was dropped
     */
    byte[] read(long position);

    /** Returns whether the record at a position was dropped. */
    default boolean isDropped(long position) {
        return false;
    }

    /** Returns the image of a root that stands for its records that were dropped; empty where none was. */
    default Optional<byte[]> beginning(String root) {
        return Optional.empty();
    }
}
