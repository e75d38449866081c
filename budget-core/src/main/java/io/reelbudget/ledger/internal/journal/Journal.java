package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on disk: numbered, checksummed frames in preallocated segments, forced in groups.
 *
 * <p>One thread writes. Its batch is whatever was appended while it wrote and forced the one before: one record when
 * all is quiet, thousands under load, and never a wait for more. When a write or a force fails, nothing is tried again:
 * what the disk then holds is unknown until it is read anew.
 */
public final class Journal implements EntryLog {

    /** The length of a new journal's segments. */
    public static final int SEGMENT_BYTES = 16 * 1024 * 1024;

    /** Who appends waits while so many bytes do. */
    private static final long MAX_WAITING_BYTES = 8L * 1024 * 1024;

    /**
     * When so much was written since the last snapshot, the next one is due: half a million transactions of the usual
     * 120 bytes, which are replayed in about a second.
     */
    private static final long SNAPSHOT_INTERVAL = 64L * 1024 * 1024;

    private static final int LIKELY_FRAME = 512;
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Disk disk;
    private final Segments segments;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Batch waiting = new Batch();
    private @Nullable Batch writing;
    private long writingEnd;
    private long segment;
    private int offset;
    private long nextFrame;
    private boolean closing;
    private volatile long durableEnd;
    private volatile @Nullable Unavailability unavailability;
    private @Nullable Thread flusher;

    private final Snapshots snapshots;
    private final ReentrantLock snapshotLock = new ReentrantLock();
    private @Nullable StateImage image;

    /** When so much was written that the next snapshot is due. */
    private long snapshotDue = Long.MAX_VALUE;

    private @Nullable Thread snapshotter;

    /** Why nothing is answered any more. */
    private record Unavailability(String message, @Nullable Throwable cause) {}

    private Journal(Disk disk, Snapshots snapshots, Segments segments) {
        this.disk = disk;
        this.snapshots = snapshots;
        this.segments = segments;
    }

    /**
     * Opens the journal of a disk, and cuts off what a crash left unfinished at its end. {@link #start} lets it write;
     * without that, each {@link #flush} does.
     *
     * @param newSegmentBytes the length of segments where there is no journal yet
     * @throws CorruptJournalException if it is damaged before its end
     * @throws LedgerUnavailableException if the disk refuses
     */
    public static Journal open(Disk disk, int newSegmentBytes) {
        try {
            Snapshots snapshots = Snapshots.open(disk);
            Journal journal = new Journal(disk, snapshots, Segments.open(disk, newSegmentBytes, snapshots));
            try {
                journal.recoverTail();
                return journal;
            } catch (IOException | RuntimeException failed) {
                journal.segments.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger " + disk + " could not be opened (" + failed + ") but its disk must work; check it.",
                    failed);
        }
    }

    private void recoverTail() throws IOException {
        segment = segments.last();
        ByteBuffer bytes = segments.readAll(segment);
        SegmentWalk walk = new SegmentWalk(bytes, segments.header(segment).firstFrame());
        while (walk.hasNext()) {
            walk.skip();
        }
        if (walk.isDamage()) {
            throw segments.damaged(segment, walk.offset(), "a frame is not whole, but later ones are");
        }
        requireAllOfSnapshot(walk.offset());
        DiskFile file = segments.file(segment);
        int end = walk.endOfBytes();
        if (end > walk.offset()) {
            LOG.warn(
                    "Ledger {}: cut {} bytes of an unfinished write at byte {} of segment {}",
                    disk,
                    end - walk.offset(),
                    walk.offset(),
                    segment);
            Segments.writeFully(file, ByteBuffer.allocate(end - walk.offset()), walk.offset());
        }
        // A force that failed may have left the newest batch in memory only, marked as written: write it again.
        int lastBatch = walk.lastBatch();
        Segments.writeFully(file, bytes.slice(lastBatch, walk.offset() - lastBatch), lastBatch);
        file.force();
        disk.syncNames();
        offset = walk.offset();
        nextFrame = walk.nextNumber();
        durableEnd = position(segment, offset);
    }

    /** What a snapshot holds was durable before it was written. */
    private void requireAllOfSnapshot(int end) {
        Snapshot newest = snapshots.newest();
        if (newest != null && position(segment, end) < newest.through()) {
            throw segments.damaged(
                    segment,
                    end,
                    "it ends here but " + newest.name() + " was written when all up to position " + newest.through()
                            + " was durable");
        }
    }

    private long position(long inSegment, int at) {
        return (inSegment - 1) * segments.segmentBytes() + at;
    }

    /** Starts the thread that writes. */
    public Journal start() {
        Thread thread = new Thread(this::flushUntilClosed, "reelbudget-journal");
        thread.setDaemon(true);
        flusher = thread;
        thread.start();
        Thread background = new Thread(this::snapshotWhenDue, "reelbudget-snapshots");
        background.setDaemon(true);
        background.setPriority(Thread.MIN_PRIORITY);
        snapshotter = background;
        background.start();
        return this;
    }

    @Override
    public long append(byte[] bytes, int length) {
        int size = Frame.sizeOf(length);
        if (size > segments.segmentBytes() - SegmentHeader.SIZE) {
            throw new IllegalArgumentException("Record had " + length + " bytes but must fit into a segment of "
                    + segments.segmentBytes() + "; make it shorter.");
        }
        lock.lock();
        try {
            awaitRoom();
            if (size > segments.segmentBytes() - offset) {
                segment++;
                offset = SegmentHeader.SIZE;
            }
            long position = position(segment, offset);
            boolean first = waiting.isEmpty();
            waiting.add(segment, offset, bytes, length, nextFrame);
            nextFrame++;
            offset += size;
            if (first || position >= snapshotDue) {
                changed.signalAll();
            }
            return position;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        requireOpen();
        while (waiting.bytes() > MAX_WAITING_BYTES) {
            changed.awaitUninterruptibly();
            requireOpen();
        }
    }

    private void requireOpen() {
        requireUsable();
        if (closing) {
            throw closed();
        }
    }

    private LedgerUnavailableException closed() {
        return new LedgerUnavailableException("Ledger " + disk + " was closed but must be open; open it anew.");
    }

    @Override
    public CompletableFuture<Void> durable(long position) {
        Unavailability why = unavailability;
        if (why != null) {
            return CompletableFuture.failedFuture(new LedgerUnavailableException(why.message(), why.cause()));
        }
        if (position < durableEnd) {
            return CompletableFuture.completedFuture(null);
        }
        lock.lock();
        try {
            if (position < durableEnd) {
                return CompletableFuture.completedFuture(null);
            }
            return writing != null && position < writingEnd ? writing.durable : waiting.durable;
        } finally {
            lock.unlock();
        }
    }

    private void flushUntilClosed() {
        while (awaitWork()) {
            flush();
        }
    }

    /** Returns whether there is something to write; not so when closing or failed. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing && unavailability == null) {
                changed.awaitUninterruptibly();
            }
            return !waiting.isEmpty() && unavailability == null;
        } finally {
            lock.unlock();
        }
    }

    /** Writes and forces what waits. */
    public void flush() {
        Batch batch = takeWaiting();
        if (batch == null) {
            return;
        }
        try {
            for (Batch.Run run : batch.runs()) {
                write(run);
            }
        } catch (IOException | RuntimeException | Error failed) {
            fail(failed);
            return;
        }
        lock.lock();
        try {
            if (unavailability != null) {
                return;
            }
            durableEnd = writingEnd;
            writing = null;
        } finally {
            lock.unlock();
        }
        batch.durable.complete(null);
    }

    private @Nullable Batch takeWaiting() {
        lock.lock();
        try {
            if (waiting.isEmpty() || unavailability != null) {
                return null;
            }
            Batch batch = waiting;
            writing = batch;
            writingEnd = position(segment, offset);
            waiting = new Batch();
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void write(Batch.Run run) throws IOException {
        if (run.segment > segments.last()) {
            segments.create(run.segment, run.firstFrame);
        }
        DiskFile file = segments.file(run.segment);
        Segments.writeFully(file, run.written(), run.offset);
        file.force();
    }

    @Override
    public byte[] read(long position) {
        requireUsable();
        long inSegment = position / segments.segmentBytes() + 1;
        int at = (int) (position % segments.segmentBytes());
        try {
            DiskFile file = segments.file(inSegment);
            ByteBuffer bytes = Segments.readUpTo(file, at, Math.min(LIKELY_FRAME, segments.segmentBytes() - at));
            int needed = bytes.limit() < Frame.HEADER ? 0 : sizeAt(bytes);
            if (needed > bytes.limit() && needed <= segments.segmentBytes() - at) {
                bytes = Segments.readUpTo(file, at, needed);
            }
            if (!Frame.isWhole(bytes, 0, bytes.limit())) {
                throw segments.damaged(inSegment, at, "a frame is not whole that was so before");
            }
            return Frame.record(bytes, 0);
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger " + disk + " could not read an entry (" + failed + ") but its disk must work; check it.",
                    failed);
        }
    }

    /** A damaged length may be any number. */
    private int sizeAt(ByteBuffer bytes) {
        int length = Frame.length(bytes, 0);
        return length > 0 && length < segments.segmentBytes() ? Frame.sizeOf(length) : 0;
    }

    @Override
    public void scan(RecordVisitor visitor) {
        requireUsable();
        try {
            long first = segments.first();
            scanFrom(position(first, SegmentHeader.SIZE), segments.header(first).firstFrame(), visitor);
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger " + disk + " could not be read (" + failed + ") but its disk must work; check it.", failed);
        }
    }

    private void scanFrom(long from, long frame, RecordVisitor visitor) throws IOException {
        long end = durableEnd;
        long at = from / segments.segmentBytes() + 1;
        int start = Math.max(SegmentHeader.SIZE, (int) (from % segments.segmentBytes()));
        long expected = frame;
        while (position(at, start) < end) {
            expected = scanSegment(at, start, expected, end, visitor);
            start = SegmentHeader.SIZE;
            at++;
        }
    }

    private long scanSegment(long at, int start, long expected, long end, RecordVisitor visitor) throws IOException {
        SegmentHeader header = segments.header(at);
        if (start == SegmentHeader.SIZE && header.firstFrame() != expected) {
            throw segments.damaged(
                    at, 24, "it begins with frame " + header.firstFrame() + " where " + expected + " is next");
        }
        SegmentWalk walk = new SegmentWalk(segments.readAll(at), start, expected);
        while (position(at, walk.offset()) < end && walk.hasNext()) {
            try {
                visitor.visit(position(at, walk.offset()), walk.record());
            } catch (LedgerUnavailableException | CorruptJournalException passedOn) {
                throw passedOn;
            } catch (RuntimeException unreadable) {
                throw segments.damaged(at, walk.offset(), "its record is none: " + unreadable.getMessage(), unreadable);
            }
            walk.skip();
        }
        boolean more = position(at + 1, SegmentHeader.SIZE) <= end;
        if (more
                && (walk.endOfBytes() > walk.offset() || segments.header(at + 1).firstFrame() != walk.nextNumber())) {
            throw segments.damaged(at, walk.offset(), "a frame is not whole, but the next segment follows");
        }
        if (!more && position(at, walk.offset()) < end) {
            throw segments.damaged(at, walk.offset(), "a frame is not whole that was so before");
        }
        return walk.nextNumber();
    }

    @Override
    public void restore(StateImage state) {
        requireUsable();
        Snapshot newest = snapshots.newest();
        try {
            if (newest == null) {
                scan(state::replay);
            } else {
                snapshots.restore(newest, state);
                scanFrom(newest.header().from(), newest.header().nextFrame(), state::replay);
            }
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger " + disk + " could not be read (" + failed + ") but its disk must work; check it.", failed);
        }
        lock.lock();
        try {
            image = state;
            long from = newest == null ? 0 : newest.header().from();
            snapshotDue = from + snapshotInterval();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more is written for snapshots than for the journal itself. */
    private long snapshotInterval() {
        Snapshot newest = snapshots.newest();
        return Math.max(SNAPSHOT_INTERVAL, newest == null ? 0 : newest.bytes());
    }

    private void snapshotWhenDue() {
        while (awaitSnapshotDue()) {
            snapshot();
        }
    }

    private boolean awaitSnapshotDue() {
        lock.lock();
        try {
            while (position(segment, offset) < snapshotDue && !closing && unavailability == null) {
                changed.awaitUninterruptibly();
            }
            return !closing && unavailability == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a snapshot of the state that was restored from this journal, while the ledger goes on. Where the disk
     * fails, the journal does without: what is acknowledged rests on the records alone.
     */
    public void snapshot() {
        snapshotLock.lock();
        try {
            StateImage state = image;
            if (state != null) {
                writeSnapshot(state);
            }
        } finally {
            snapshotLock.unlock();
        }
    }

    private void writeSnapshot(StateImage state) {
        SnapshotHeader header = nextSnapshot();
        String name = Snapshots.nameOf(header.number());
        String unfinished = name + Segments.UNFINISHED;
        try {
            if (disk.names().contains(unfinished)) {
                disk.delete(unfinished);
            }
            long through;
            long bytes;
            try (DiskFile file = disk.create(unfinished)) {
                SnapshotWriter writer = new SnapshotWriter(file, header);
                state.write(header.from(), writer);
                through = awaitDurableEnd();
                bytes = writer.end(through);
            }
            requireUsable();
            snapshots.publish(unfinished, new Snapshot(name, header, through, bytes));
        } catch (IOException failed) {
            LOG.warn("Ledger {}: could not write {} and goes on without", disk, name, failed);
        } catch (LedgerUnavailableException | CompletionException failed) {
            LOG.warn("Ledger {}: left {} unfinished", disk, name, failed);
        }
        lock.lock();
        try {
            snapshotDue = header.from() + snapshotInterval();
        } finally {
            lock.unlock();
        }
    }

    private SnapshotHeader nextSnapshot() {
        lock.lock();
        try {
            return new SnapshotHeader(
                    SnapshotHeader.VERSION,
                    segments.segmentBytes(),
                    snapshots.nextNumber(),
                    position(segment, offset),
                    nextFrame);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was appended is durable, and returns where it ends. */
    private long awaitDurableEnd() {
        long end;
        lock.lock();
        try {
            end = position(segment, offset);
        } finally {
            lock.unlock();
        }
        if (flusher == null) {
            flush();
        }
        durable(end - 1).join();
        return end;
    }

    @Override
    public void fail(Throwable cause) {
        Batch lost;
        Batch neverWritten;
        lock.lock();
        try {
            if (unavailability != null || (closing && cause instanceof LedgerUnavailableException)) {
                return;
            }
            unavailability = new Unavailability(
                    "Ledger " + disk + " failed (" + cause + ") and must not go on; open it anew, which keeps all that"
                            + " was acknowledged.",
                    cause);
            lost = writing == null ? waiting : writing;
            neverWritten = waiting;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.error("Ledger {} failed and answers no more", disk, cause);
        lost.durable.completeExceptionally(unavailable());
        neverWritten.durable.completeExceptionally(unavailable());
    }

    private LedgerUnavailableException unavailable() {
        Unavailability why = unavailability;
        return why == null ? closed() : new LedgerUnavailableException(why.message(), why.cause());
    }

    @Override
    public String name() {
        return disk.toString();
    }

    @Override
    public void requireUsable() {
        if (unavailability != null) {
            throw unavailable();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        finishWriting();
        if (unavailability == null && hasNewRecords()) {
            snapshot();
        }
        lock.lock();
        try {
            if (unavailability == null) {
                LedgerUnavailableException closed = closed();
                unavailability = new Unavailability(String.valueOf(closed.getMessage()), null);
            }
        } finally {
            lock.unlock();
        }
        closeFiles();
    }

    private boolean hasNewRecords() {
        Snapshot newest = snapshots.newest();
        return newest == null || newest.header().from() < position(segment, offset);
    }

    private void finishWriting() {
        if (flusher == null) {
            flush();
            return;
        }
        awaitEndOf(flusher);
        if (snapshotter != null) {
            awaitEndOf(snapshotter);
        }
    }

    private static void awaitEndOf(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeFiles() {
        try {
            segments.close();
            disk.close();
        } catch (IOException failed) {
            // All that was acknowledged is durable already; the lock goes with the process at the latest.
            LOG.warn("Ledger {} could not close its files", disk, failed);
        }
    }
}
