package io.reelbudget.ledger.internal.engine;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A ledger whose roots can be taken elsewhere and back, record by record, with the chain of their seals. All methods
 * are thread-safe.
 */
public interface RecordStore {

    /**
     * Shows the durable records of some roots, those of each from its first one on in their order; those of different
     * roots may be mixed. Commands go on meanwhile, so that the last ones may not be shown.
     *
     * @param roots which, by their names
     * @throws io.reelbudget.ledger.DroppedEntriesException if the first ones were dropped
     * @throws IllegalArgumentException if some were written before records were sealed
     */
    void show(Predicate<String> roots, Consumer<PortableRecord> visitor);

    /**
     * Adds records, each of which is the next one of its root. They are as durable as this ledger makes them when this
     * returns; where it throws, some of them may be kept: {@link #show} says which.
     *
     * @throws IllegalArgumentException if a record does not follow what is kept of its root
     */
    void adopt(List<PortableRecord> records);
}
