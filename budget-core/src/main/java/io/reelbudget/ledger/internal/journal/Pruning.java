package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops snapshots that are too many, and segments that are too old.
 *
 * <p>Where all entries are kept, the newest two snapshots are: one of them may be damaged. Where old ones go, the
 * oldest snapshot stands for what came before it, so that all that is kept can be recomputed from there; segments go up
 * to where it begins, and it gives way to the next one when all before that is over. As that may be long after, some
 * between the oldest and the newest two are kept too.
 */
final class Pruning {

    /** As many are kept where segments go: the oldest, two between, and the newest two. */
    private static final int MOST = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);

    private final Disk disk;
    private final Segments segments;
    private final Snapshots snapshots;
    private final RecordReader reader;
    private final SegmentRetention retention;

    /** Whoever drops has it alone. Taken after any lock of the ledger's, and none of those is taken under it. */
    private final ReentrantReadWriteLock dropping = new ReentrantReadWriteLock();

    Pruning(Disk disk, Segments segments, Snapshots snapshots, RecordReader reader, SegmentRetention retention) {
        this.disk = disk;
        this.segments = segments;
        this.snapshots = snapshots;
        this.reader = reader;
        this.retention = retention;
    }

    /** Does a reading while nothing is dropped. */
    <T> T keeping(Supplier<T> reading) {
        dropping.readLock().lock();
        try {
            return reading.get();
        } finally {
            dropping.readLock().unlock();
        }
    }

    /** Shows the sections of the oldest snapshot that is whole; within {@link #keeping}. */
    void sections(Consumer<byte[]> visitor) throws IOException {
        for (Snapshot snapshot : snapshots.all()) {
            Snapshot whole = snapshots.checked(snapshot.header().number());
            if (whole != null) {
                snapshots.show(whole, visitor);
                return;
            }
        }
        throw new CorruptJournalException(
                disk.pathOf(Segments.nameOf(1)), 0, "it was dropped, and no snapshot that stands for it is whole");
    }

    /** Drops what may go, after a new snapshot. */
    void prune() throws IOException {
        dropping.writeLock().lock();
        try {
            if (retention.over().isPresent()) {
                prune(retention.over().get());
            } else {
                dropAllBut(2);
            }
            disk.syncNames();
        } finally {
            dropping.writeLock().unlock();
        }
    }

    private void prune(Predicate<byte[]> over) throws IOException {
        List<Snapshot> kept = snapshots.all();
        while (kept.size() > 2 && isOver(kept.get(1), over)) {
            snapshots.remove(kept.get(0));
            kept = snapshots.all();
        }
        while (kept.size() > MOST) {
            snapshots.remove(closest(kept));
            kept = snapshots.all();
        }
        // Two are whole then, so that one may be damaged later: the new one, and the newest before it.
        if (kept.size() >= 2 && isOver(kept.get(0), over)) {
            dropSegmentsBefore(Math.min(kept.get(0).firstSegment(), segments.last()));
        }
    }

    /** Where segments went before, the oldest snapshot goes on to stand for them. */
    private void dropAllBut(int newest) throws IOException {
        int first = segments.first() > 1 ? 1 : 0;
        while (snapshots.all().size() > newest + first) {
            snapshots.remove(snapshots.all().get(first));
        }
    }

    /** Returns the one between the oldest and the newest two without which the rest is spread most evenly. */
    private static Snapshot closest(List<Snapshot> kept) {
        int closest = 1;
        for (int i = 2; i < kept.size() - 2; i++) {
            closest = gapWithout(kept, i) < gapWithout(kept, closest) ? i : closest;
        }
        return kept.get(closest);
    }

    private static long gapWithout(List<Snapshot> kept, int i) {
        return kept.get(i + 1).header().from() - kept.get(i - 1).header().from();
    }

    private void dropSegmentsBefore(long end) throws IOException {
        for (long segment = segments.first(); segment < end; segment++) {
            String name = Segments.nameOf(segment);
            if (retention.archive().isPresent()) {
                disk.copyTo(retention.archive().get(), name);
            }
            segments.forgetBefore(segment + 1);
            disk.delete(name);
            disk.syncNames();
            LOG.info("Ledger {}: dropped {}", disk, name);
        }
    }

    /** Returns whether the first record after a snapshot may go. One comes: there is a newer snapshot. */
    private boolean isOver(Snapshot older, Predicate<byte[]> over) {
        return over.test(reader.firstFrom(older.header().from()));
    }
}
