package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.image.StateImage;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Telemetry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on disk: numbered, checksummed frames in preallocated segments, forced in groups, and snapshots of the state
 * that they make, so that opening need not read them all.
 *
 * <p>Three threads work for it: one writes and forces ({@link GroupCommit}), one makes the next segment
 * ({@link SegmentMaker}), one writes snapshots and drops what is old ({@link SnapshotKeeper}). This class is
 * thread-safe.
 */
public final class Journal implements EntryLog {

    /** The length of a new journal's segments. */
    public static final int SEGMENT_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Disk disk;
    private final Availability availability;
    private final Segments segments;
    private final SegmentMaker maker;
    private final ForcedMark mark;
    private final CommitQueue queue;
    private final GroupCommit commit;
    private final RecordReader reader;
    private final Pruning pruning;
    private final SnapshotKeeper snapshots;
    private @Nullable Thread writer;

    private Journal(JournalOpening opening, SegmentWalk end, SegmentRetention retention, long interval) {
        disk = opening.disk();
        availability = opening.availability();
        segments = opening.segments();
        mark = opening.mark();
        int segmentBytes = segments.segmentBytes();
        maker = opening.maker();
        queue = new CommitQueue(availability, segmentBytes, segments.last(), end.offset(), end.nextNumber());
        reader = new RecordReader(disk, segments);
        commit = new GroupCommit(queue, segments, maker, mark, availability);
        pruning = new Pruning(disk, segments, opening.snapshots(), reader, retention);
        snapshots = new SnapshotKeeper(
                disk, segmentBytes, opening.snapshots(), queue, commit, pruning, availability, interval);
        commit.tell(snapshots::written);
    }

    /** Opens the journal of a disk, of which nothing is ever dropped. */
    public static Journal open(Disk disk, int newSegmentBytes) {
        return open(disk, newSegmentBytes, SegmentRetention.keepAll());
    }

    /**
     * Opens the journal of a disk, and cuts off what a crash left unfinished at its end. {@link #start} lets it write;
     * without that, each {@link #flush} does.
     *
     * @param newSegmentBytes the length of segments where there is no journal yet
     * @throws CorruptJournalException if it is damaged before its end
     * @throws LedgerUnavailableException if the disk refuses
     */
    public static Journal open(Disk disk, int newSegmentBytes, SegmentRetention retention) {
        return open(disk, newSegmentBytes, retention, SnapshotKeeper.INTERVAL);
    }

    /** The same with another number of bytes until a snapshot is due. */
    static Journal open(Disk disk, int newSegmentBytes, SegmentRetention retention, long interval) {
        try (JournalOpening opening = JournalOpening.of(disk, newSegmentBytes)) {
            Journal journal = new Journal(opening, opening.recoverTail(), retention, interval);
            opening.succeeded();
            return journal;
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger " + disk + " could not be opened (" + failed + ") but its disk must work; check it.",
                    failed);
        }
    }

    /** Starts the threads. */
    public Journal start() {
        maker.start();
        snapshots.start();
        writer = Threads.start(commit::flushUntilClosed, "reelbudget-journal");
        return this;
    }

    /** Has what it does measured from now on. */
    public void measure(Telemetry telemetry) {
        Telemetry guarded = telemetry.guarded(); // what it throws must not look like a disk that failed
        commit.measure(guarded);
        guarded.gauge(Level.JOURNAL_USABLE, () -> availability.isUsable() ? 1 : 0);
        guarded.gauge(Level.JOURNAL_WAITING, queue::unacknowledged);
    }

    @Override
    public long append(byte[] bytes, int length) {
        return queue.append(bytes, length);
    }

    @Override
    public CompletableFuture<Void> durable(long position) {
        return queue.durable(position);
    }

    @Override
    public void answer(long position, DurableAnswer answer, Executor giver) {
        queue.answer(position, answer, giver);
    }

    @Override
    public void requireRoom(Need need) {
        maker.requireRoom(queue.endPosition(), segments.segmentBytes() / (need == Need.COMMAND ? 4 : 16));
    }

    /** Writes and forces what waits. */
    public void flush() {
        commit.flush();
    }

    /** Makes the next segment ahead, as the thread does. */
    public void makeSegment() {
        maker.make();
    }

    /** Writes a snapshot of the state that was restored from this journal, and drops what is old. */
    public void snapshot() {
        snapshots.write();
    }

    @Override
    public byte[] read(long position) {
        requireUsable();
        return reader.read(position);
    }

    @Override
    public long oldest() {
        return reader.oldest();
    }

    @Override
    public boolean hasDropped() {
        return segments.first() > 1;
    }

    @Override
    public <T> T keeping(Supplier<T> reading) {
        return pruning.keeping(reading);
    }

    @Override
    public void sections(Consumer<byte[]> visitor) {
        requireUsable();
        try {
            if (hasDropped()) {
                pruning.sections(visitor);
            }
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    @Override
    public void scan(RecordVisitor visitor) {
        requireUsable();
        reader.scan(queue.durableEnd(), visitor);
    }

    @Override
    public void restore(StateImage image) {
        requireUsable();
        try {
            snapshots.restore(image, reader);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private LedgerUnavailableException unreadable(IOException failed) {
        return new LedgerUnavailableException(
                "Ledger " + disk + " could not be read (" + failed + ") but its disk must work; check it.", failed);
    }

    @Override
    public void fail(Throwable cause) {
        availability.fail(cause);
    }

    @Override
    public String name() {
        return disk.toString();
    }

    @Override
    public void requireUsable() {
        availability.requireUsable();
    }

    /** Writes what waits and a snapshot, so that the next opening need not replay. */
    @Override
    public void close() {
        if (!availability.beginClosing()) {
            return;
        }
        // What a thread that is interrupted does with a file fails, and closes it.
        boolean wasInterrupted = Thread.interrupted();
        try {
            closeInOrder();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeInOrder() {
        if (writer == null) {
            commit.flush();
        } else {
            Threads.awaitEnd(writer);
        }
        snapshots.close();
        try {
            if (availability.isUsable()) {
                snapshots.write();
            }
        } finally {
            availability.close();
            closeFiles();
        }
    }

    /** Each for itself: one that fails must not keep the directory's lock. */
    private void closeFiles() {
        List<AutoCloseable> files = List.of(maker::close, mark, segments::close, disk);
        for (AutoCloseable file : files) {
            try {
                file.close();
            } catch (Exception failed) {
                // All that was acknowledged is durable already; the lock goes with the process at the latest.
                LOG.warn("Ledger {} could not close its files", disk, failed);
            }
        }
    }
}
