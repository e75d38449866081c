package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots when they are due, while the ledger goes on. Where the disk fails, the journal does without: what is
 * acknowledged rests on the records alone.
 *
 * <p>This class is thread-safe.
 */
final class SnapshotKeeper {

    /**
     * When so much was written since the last snapshot, the next one is due: a million transactions of the usual 170 to
     * 200 bytes, which are replayed in a few seconds.
     */
    static final long INTERVAL = 192L * 1024 * 1024;

    /** For each byte of the last snapshot so many are written to the journal before the next one. */
    private static final int SHARE_OF_WRITING = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final Disk disk;
    private final int segmentBytes;
    private final Snapshots snapshots;
    private final CommitQueue queue;
    private final GroupCommit commit;
    private final Pruning pruning;
    private final Availability availability;
    private final long interval;

    /** Held while one is written. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ReentrantLock dueLock = new ReentrantLock();
    private final Condition dueChanged = dueLock.newCondition();
    private volatile long due = Long.MAX_VALUE;
    private @Nullable StateImage image;
    private @Nullable Thread thread;

    /**
     * Is for one journal.
     *
     * @param interval how much is written to the journal, in bytes, until a snapshot is due; more where snapshots are
     *     long
     */
    SnapshotKeeper(
            Disk disk,
            int segmentBytes,
            Snapshots snapshots,
            CommitQueue queue,
            GroupCommit commit,
            Pruning pruning,
            Availability availability,
            long interval) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.snapshots = snapshots;
        this.queue = queue;
        this.commit = commit;
        this.pruning = pruning;
        this.availability = availability;
        this.interval = interval;
        availability.watch(this::wake);
    }

    void start() {
        thread = Threads.startInBackground(this::writeWhenDue, "reelbudget-snapshots");
    }

    /** Makes a state of the newest snapshot and of what came after it, and takes the later snapshots of that state. */
    void restore(StateImage state, RecordReader reader) throws IOException {
        lock.lock();
        try {
            Snapshot newest = snapshots.newest();
            if (newest == null) {
                reader.scan(queue.durableEnd(), state::replay);
            } else {
                snapshots.restore(newest, state);
                SnapshotHeader header = newest.header();
                reader.scan(header.from(), header.nextFrame(), queue.durableEnd(), state::replay);
            }
            image = state;
            due = dueAfter(newest == null ? 0 : newest.header().from());
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** At most a third of all that is written is for snapshots. */
    private long dueAfter(long from) {
        Snapshot newest = snapshots.newest();
        return from + Math.max(interval, newest == null ? 0 : SHARE_OF_WRITING * newest.bytes());
    }

    /** Is told how far the journal was written. */
    void written(long end) {
        if (end >= due) {
            wake();
        }
    }

    private void wake() {
        dueLock.lock();
        try {
            dueChanged.signalAll();
        } finally {
            dueLock.unlock();
        }
    }

    private void writeWhenDue() {
        while (awaitDue()) {
            write();
        }
    }

    private boolean awaitDue() {
        dueLock.lock();
        try {
            while (queue.durableEnd() < due && isOpen()) {
                dueChanged.awaitUninterruptibly();
            }
            return isOpen();
        } finally {
            dueLock.unlock();
        }
    }

    private boolean isOpen() {
        return availability.isUsable() && !availability.isClosing();
    }

    /** Writes a snapshot now, unless nothing came since the last one. */
    void write() {
        lock.lock();
        try {
            CommitQueue.End from = queue.end();
            Snapshot newest = snapshots.newest();
            boolean somethingCame = newest == null || newest.header().from() < from.position();
            if (image != null && somethingCame) {
                write(image, from);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(StateImage state, CommitQueue.End from) {
        SnapshotHeader header = new SnapshotHeader(
                SnapshotHeader.VERSION, segmentBytes, snapshots.nextNumber(), from.position(), from.nextFrame());
        String name = Snapshots.nameOf(header.number());
        due = Long.MAX_VALUE;
        try {
            disk.requireOwned();
            snapshots.publish(written(state, header, name));
            pruning.prune();
        } catch (IOException failed) {
            LOG.warn("Ledger {}: could not write {} or drop what is old, and goes on without", disk, name, failed);
        } catch (LedgerUnavailableException | CompletionException failed) {
            LOG.warn("Ledger {}: left {} unfinished", disk, name, failed);
        } catch (RuntimeException damaged) {
            // Such as old segments that cannot be read. Thrown on, it would end this thread, or keep the lock at
            // closing.
            LOG.error("Ledger {}: could not write {} or drop what is old, and goes on without", disk, name, damaged);
        } finally {
            due = dueAfter(from.position());
        }
    }

    private Snapshot written(StateImage state, SnapshotHeader header, String name) throws IOException {
        String unfinished = name + Segments.UNFINISHED;
        try (DiskFile file = disk.createAnew(unfinished)) {
            SnapshotWriter writer = new SnapshotWriter(file, header);
            state.write(header.from(), writer);
            long through = awaitDurable(queue.end().position());
            long bytes = writer.end(through);
            // A state that is ahead of the records, because one could not be appended, must not count.
            availability.requireUsable();
            return new Snapshot(name, header, through, bytes);
        } catch (IOException | RuntimeException failed) {
            discard(unfinished, failed);
            throw failed;
        }
    }

    private void discard(String unfinished, Exception why) {
        try {
            disk.delete(unfinished);
        } catch (IOException alsoFailed) {
            why.addSuppressed(alsoFailed);
        }
    }

    private long awaitDurable(long end) {
        if (thread == null) {
            commit.flush();
        }
        queue.durable(end - 1).join();
        return end;
    }

    /** Waits for the thread's end, when closing or failed. */
    void close() {
        if (thread != null) {
            Threads.awaitEnd(thread);
        }
    }
}
