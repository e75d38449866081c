package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A ledger whose roots can be taken elsewhere and back, record by record, with the chain of their seals. All methods
 * are thread-safe.
 */
public interface RecordStore {

    /**
     * How far the records of a root go.
     *
     * @param transactions how many there are
     * @param seal that of the last one in hexadecimal digits, nothing where there is none
     */
    record End(long transactions, String seal) {}

    /**
     * Shows the durable records of some roots, also of those whose arrival has not ended; those of each from its first
     * one on in their order; those of different roots may be mixed. Commands go on meanwhile, so that the last ones may
     * not be shown.
     *
     * @param roots which, by their names
     * @throws io.reelbudget.ledger.DroppedEntriesException if the first ones were dropped
     * @throws IllegalArgumentException if some were written before records were sealed
     */
    void show(Predicate<String> roots, Consumer<PortableRecord> visitor);

    /** Returns the roots whose arrival has not ended. */
    Set<String> arriving();

    /**
     * Has nobody use some roots from now on, whatever happens, until {@link #end}: records are going to be added.
     *
     * @param kept how far each goes; one whose arrival was begun before may have come further
     * @throws LedgerUnavailableException if a root that was in use goes further: nothing is changed
     */
    void begin(Map<String, End> kept);

    /**
     * Has roots used again.
     *
     * @param ends how far each must go
     * @throws LedgerUnavailableException if one goes further, since it is arriving from elsewhere too
     */
    void end(Map<String, End> ends);

    /**
     * Adds records, each of which is the next one of its root. They are as durable as this ledger makes them when this
     * returns; where it throws, some of them may be kept: {@link #show} says which.
     *
     * @throws IllegalArgumentException if a record does not follow what is kept of its root
     */
    void adopt(List<PortableRecord> records);
}
