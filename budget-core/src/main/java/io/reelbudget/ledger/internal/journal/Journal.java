package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
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

    /** Why nothing is answered any more. */
    private record Unavailability(String message, @Nullable Throwable cause) {}

    private Journal(Disk disk, Segments segments) {
        this.disk = disk;
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
            Journal journal = new Journal(disk, Segments.open(disk, newSegmentBytes));
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

    private long position(long inSegment, int at) {
        return (inSegment - 1) * segments.segmentBytes() + at;
    }

    /** Starts the thread that writes. */
    public Journal start() {
        Thread thread = new Thread(this::flushUntilClosed, "reelbudget-journal");
        thread.setDaemon(true);
        flusher = thread;
        thread.start();
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
            if (first) {
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
        long end = durableEnd;
        try {
            long expected = 1;
            for (long at = 1; position(at, SegmentHeader.SIZE) <= end; at++) {
                expected = scanSegment(at, expected, end, visitor);
            }
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger " + disk + " could not be read (" + failed + ") but its disk must work; check it.", failed);
        }
    }

    private long scanSegment(long at, long expected, long end, RecordVisitor visitor) throws IOException {
        SegmentHeader header = segments.header(at);
        if (header.firstFrame() != expected) {
            throw segments.damaged(
                    at, 24, "it begins with frame " + header.firstFrame() + " where " + expected + " is next");
        }
        SegmentWalk walk = new SegmentWalk(segments.readAll(at), expected);
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

    private void finishWriting() {
        Thread thread = flusher;
        if (thread == null) {
            flush();
            return;
        }
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
