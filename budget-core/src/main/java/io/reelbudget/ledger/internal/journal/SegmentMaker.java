package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.JournalFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next segment before it is needed, on a thread of its own: so the thread that writes need not wait for 16
 * MiB of zeros, and a full disk is noticed while there is still room for what was decided already.
 *
 * <p>This class is thread-safe.
 */
final class SegmentMaker {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentMaker.class);

    /** So much is written and forced at a time: the journal's own force would have to wait behind more. */
    private static final int ZEROS = 1024 * 1024;

    /**
     * The next segment is asked for when this part of the one before is used: late enough that a journal in which
     * little is written has one file, early enough that one into which much is never waits.
     */
    private static final int USED_WHEN_ASKED = 16;

    private enum State {
        /** None was asked for. */
        NONE,
        /** The thread is at it. */
        MAKING,
        /** It is there. */
        READY,
        /** The disk had no room. */
        FAILED,
        /** The disk had no room, and the thread tries again. */
        TRYING_AGAIN
    }

    /** A disk that fails to force is not one that is full: what it keeps is unknown. */
    private static final class ForceFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private ForceFailedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final Disk disk;
    private final int segmentBytes;
    private final Availability availability;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.NONE;
    private long number;
    private @Nullable DiskFile spare;
    private @Nullable Exception cause;
    private @Nullable Thread thread;
    private volatile long readyNumber;

    /** Whether someone waits for the segment that is being made. */
    private volatile boolean awaited;

    SegmentMaker(Disk disk, int segmentBytes, long next, Availability availability) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.number = next;
        this.availability = availability;
        availability.watch(this::availabilityChanged);
    }

    /** Starts the thread; without it each segment is made when it is needed. */
    void start() {
        lock.lock();
        try {
            thread = Threads.start(this::makeUntilClosed, "reelbudget-segments");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Requires room for a record whose place is decided on now.
     *
     * @param end where all that was appended ends
     * @param needed how many bytes must be left in its segment while the next one is not there
     * @throws JournalFullException if the disk has no room for the next segment and this one is nearly full
     */
    void requireRoom(long end, int needed) {
        long segment = end / segmentBytes + 1;
        if (readyNumber > segment) {
            return;
        }
        int room = segmentBytes - (int) (end % segmentBytes);
        if (segmentBytes - room > segmentBytes / USED_WHEN_ASKED) {
            requireSoon(segment, room < needed);
        }
    }

    private void requireSoon(long segment, boolean now) {
        lock.lock();
        try {
            ask(State.NONE, State.MAKING);
            while (now && readyNumber <= segment && isUnderWay()) {
                awaited = true;
                changed.awaitUninterruptibly();
                ask(State.NONE, State.MAKING);
            }
            if (now && isFull()) {
                ask(State.FAILED, State.TRYING_AGAIN);
                throw new JournalFullException(disk.toString(), segmentBytes, cause);
            }
        } finally {
            lock.unlock();
        }
    }

    private void ask(State when, State next) {
        if (thread != null && state == when) {
            state = next;
            changed.signalAll();
        }
    }

    private boolean isFull() {
        return state == State.FAILED || state == State.TRYING_AGAIN;
    }

    private boolean isUnderWay() {
        return thread != null && !isFull() && isOpen();
    }

    private void makeUntilClosed() {
        while (awaitWish()) {
            make();
        }
    }

    private boolean awaitWish() {
        lock.lock();
        try {
            while (state != State.MAKING && state != State.TRYING_AGAIN && isOpen()) {
                changed.awaitUninterruptibly();
            }
            return isOpen();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpen() {
        return availability.isUsable() && !availability.isClosing();
    }

    /** Makes the next segment now. A disk without room is remembered; one whose force fails ends the journal. */
    void make() {
        DiskFile made = null;
        Exception failure = null;
        try {
            made = makeZeros(number());
        } catch (ForceFailedException failed) {
            availability.fail(failed);
            failure = failed;
        } catch (IOException | RuntimeException failed) {
            failure = failed;
        }
        lock.lock();
        try {
            if (failure != null && state != State.TRYING_AGAIN) {
                LOG.warn("Ledger {} has no room for another segment: {}", disk, failure.toString());
            }
            state = failure == null ? State.READY : State.FAILED;
            awaited = false;
            spare = made;
            cause = failure;
            readyNumber = made == null ? 0 : number;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long number() {
        lock.lock();
        try {
            return number;
        } finally {
            lock.unlock();
        }
    }

    private DiskFile makeZeros(long segment) throws IOException {
        if (disk.usableBytes() < segmentBytes) {
            throw new IOException("only " + disk.usableBytes() + " bytes are left on the disk");
        }
        String name = Segments.nameOf(segment) + Segments.UNFINISHED;
        DiskFile file = disk.createAnew(name);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, segmentBytes));
            for (int offset = 0; offset < segmentBytes; offset += ZEROS) {
                Segments.writeFully(file, zeros.clear().limit(Math.min(ZEROS, segmentBytes - offset)), offset);
                // Where the journal waits for this one, no force of its own would have to wait behind more.
                if (!awaited || offset + ZEROS >= segmentBytes) {
                    force(file);
                }
            }
            return file;
        } catch (IOException | RuntimeException failed) {
            discard(file, name, failed);
            throw failed;
        }
    }

    private static void force(DiskFile file) throws IOException {
        try {
            file.force();
        } catch (IOException failed) {
            throw new ForceFailedException(failed);
        }
    }

    private void discard(DiskFile file, String name, Exception why) {
        try {
            file.close();
            disk.delete(name);
        } catch (IOException alsoFailed) {
            why.addSuppressed(alsoFailed);
        }
    }

    /** Returns the next segment, with its header and under its name; both are durable. */
    DiskFile take(long firstFrame) throws IOException {
        lock.lock();
        try {
            while (state == State.MAKING || state == State.TRYING_AGAIN) {
                awaited = true;
                changed.awaitUninterruptibly();
            }
            return named(firstFrame);
        } finally {
            lock.unlock();
        }
    }

    private DiskFile named(long firstFrame) throws IOException {
        DiskFile file = spare == null ? makeZeros(number) : spare;
        spare = null;
        SegmentHeader header = new SegmentHeader(SegmentHeader.VERSION, segmentBytes, number, firstFrame);
        String name = Segments.nameOf(number);
        Segments.writeFully(file, ByteBuffer.wrap(header.toBytes()), 0);
        file.force();
        disk.rename(name + Segments.UNFINISHED, name);
        disk.syncNames();
        number++;
        state = State.NONE;
        cause = null;
        changed.signalAll();
        return file;
    }

    private void availabilityChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the thread's end, when closing or failed, and removes what it made ahead. */
    void close() throws IOException {
        if (thread != null) {
            Threads.awaitEnd(thread);
        }
        DiskFile unused = spare;
        if (unused != null) {
            unused.close();
            disk.delete(Segments.nameOf(number) + Segments.UNFINISHED);
        }
    }
}
