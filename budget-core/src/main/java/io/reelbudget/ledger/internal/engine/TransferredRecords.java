package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The records of a log, on their way to another ledger or from one.
 *
 * <p>This class is thread-safe.
 */
final class TransferredRecords implements RecordStore {

    private final EntryLog log;
    private final Partitions partitions;
    private final Recorder recorder;
    private final Arrivals arrivals;
    private final Runnable requireOpen;

    /**
     * Makes those of a ledger.
     *
     * @param requireOpen throws once the ledger is closed; asked under the lock of a root, which closing waits for
     */
    TransferredRecords(
            EntryLog log, Partitions partitions, Recorder recorder, Arrivals arrivals, Runnable requireOpen) {
        this.requireOpen = requireOpen;
        this.log = log;
        this.partitions = partitions;
        this.recorder = recorder;
        this.arrivals = arrivals;
    }

    @Override
    public void show(Predicate<String> roots, Consumer<PortableRecord> visitor) {
        log.requireUsable();
        RecordShowing showing = log.keeping(() -> {
            KeptEntries.requireAll(log);
            RecordShowing shown = new RecordShowing(roots, visitor);
            log.scan((position, record) -> shown.show(record));
            return shown;
        });
        showing.requireShown();
    }

    @Override
    public Set<String> arriving() {
        return arrivals.roots();
    }

    @Override
    public void begin(Map<String, End> kept) {
        requireSeals();
        List<String> added =
                kept.keySet().stream().filter(root -> !arrivals.contains(root)).toList();
        // First: what was decided before is found below, and nothing is decided afterwards.
        arrivals.add(added);
        for (Map.Entry<String, End> root : kept.entrySet()) {
            if (added.contains(root.getKey()) && !goesTo(root.getKey(), root.getValue())) {
                arrivals.remove(added);
                throw new LedgerUnavailableException("Root '" + root.getKey() + "' was used while an import of it began"
                        + " but must be left alone; stop its hosts and import again. Nothing was changed.");
            }
        }
    }

    @Override
    public void end(Map<String, End> ends) {
        log.requireUsable();
        for (Map.Entry<String, End> root : ends.entrySet()) {
            if (arrivals.contains(root.getKey()) && !goesTo(root.getKey(), root.getValue())) {
                throw new LedgerUnavailableException("Root '" + root.getKey() + "' was being imported from elsewhere,"
                        + " too, but must be from one; end that import.");
            }
        }
        arrivals.remove(ends.keySet());
    }

    @Override
    public void adopt(List<PortableRecord> records) {
        requireSeals();
        RecordIntake intake = new RecordIntake(log, recorder);
        long newest = Links.NONE;
        for (PortableRecord record : records) {
            Partition partition = partitions.findOrCreate(record.root());
            partition.lock.lock();
            try {
                requireOpen.run();
                newest = intake.add(partition, record);
            } finally {
                partition.lock.unlock();
            }
        }
        if (newest != Links.NONE) {
            log.await(newest);
        }
    }

    /** Records arrive with their seals: a log that keeps none could not show that they follow each other. */
    private void requireSeals() {
        log.requireUsable();
        if (!log.isChained()) {
            throw new IllegalArgumentException("Ledger " + log.name()
                    + " was to take roots in but keeps no seals; take them into a ledger on disk or a shared one.");
        }
    }

    private boolean goesTo(String root, End end) {
        Partition partition = partitions.find(root);
        if (partition == null) {
            return end.transactions() == 0;
        }
        partition.lock.lock();
        try {
            boolean isEmpty = partition.lastPosition() == Links.NONE;
            return isEmpty
                    ? end.transactions() == 0
                    : Seal.text(partition.seal()).equals(end.seal());
        } finally {
            partition.lock.unlock();
        }
    }
}
