package io.reelbudget.ledger.internal.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was appended and is not durable yet: the batch that is being written, and the one that gathers meanwhile.
 *
 * <p>Every batch begins where the one before ends, and is published before the one after it; so {@link #durable} needs
 * no lock. This class is thread-safe, but one thread at a time may write.
 */
final class CommitQueue {

    /** Who appends waits while so many bytes do. */
    private static final long MAX_WAITING_BYTES = 8L * 1024 * 1024;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** The journal's end: where the next record goes, if it fits there. */
    record End(long position, long nextFrame) {}

    private final Availability availability;
    private final int segmentBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private long segment;
    private int offset;
    private long nextFrame;
    private volatile long end;
    private volatile Batch waiting;
    private volatile @Nullable Batch writing;
    private Batch written;
    private volatile long durableEnd;

    CommitQueue(Availability availability, int segmentBytes, long segment, int offset, long nextFrame) {
        this.availability = availability;
        this.segmentBytes = segmentBytes;
        this.segment = segment;
        this.offset = offset;
        this.nextFrame = nextFrame;
        this.end = position();
        this.durableEnd = end;
        this.waiting = new Batch(durableEnd);
        this.written = new Batch(durableEnd);
        availability.watch(this::availabilityChanged);
    }

    private long position() {
        return (segment - 1) * segmentBytes + offset;
    }

    long append(byte[] bytes, int length) {
        int size = Frame.sizeOf(length);
        if (size > segmentBytes - SegmentHeader.SIZE) {
            throw new IllegalArgumentException("Record had " + length + " bytes but must fit into a segment of "
                    + segmentBytes + "; make it shorter.");
        }
        lock.lock();
        try {
            awaitRoom();
            if (size > segmentBytes - offset) {
                segment++;
                offset = SegmentHeader.SIZE;
            }
            long position = position();
            boolean first = waiting.isEmpty();
            waiting.add(segment, offset, bytes, length, nextFrame);
            nextFrame++;
            offset += size;
            end = position + size;
            if (first) {
                work.signal();
            }
            return position;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        availability.requireOpen();
        while (waiting.bytes() > MAX_WAITING_BYTES) {
            room.awaitUninterruptibly();
            availability.requireOpen();
        }
    }

    /** Returns what completes when the record at a position, which was appended before, is durable. */
    CompletableFuture<Void> durable(long position) {
        Batch batch = batchOf(position);
        return usableOr(batch == null ? DONE : batch.durable);
    }

    /** Gives an answer when the record at a position, which was appended before, is durable. */
    void answer(long position, DurableAnswer answer, Executor giver) {
        Batch batch = batchOf(position);
        boolean waits = batch != null && availability.isUsable() && batch.answers.add(answer, giver);
        if (waits) {
            return;
        } else if (availability.isUsable()) {
            answer.give();
        } else {
            answer.lose(availability.exception());
        }
    }

    /** Returns the batch that has a record, null where it was acknowledged. */
    private @Nullable Batch batchOf(long position) {
        Batch gathering = waiting;
        if (position >= gathering.start) {
            return gathering;
        }
        Batch inWork = writing;
        return inWork != null && position >= inWork.start ? inWork : null;
    }

    private CompletableFuture<Void> usableOr(CompletableFuture<Void> durable) {
        return availability.isUsable() ? durable : CompletableFuture.failedFuture(availability.exception());
    }

    /** Waits for something to write; returns false when closing or failed, and nothing is left. */
    boolean awaitWork() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !availability.isClosing() && availability.isUsable()) {
                work.awaitUninterruptibly();
            }
            return !waiting.isEmpty() && availability.isUsable();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what waits, null where nothing does. */
    @Nullable
    Batch take() {
        lock.lock();
        try {
            if (waiting.isEmpty() || !availability.isUsable()) {
                return null;
            }
            Batch taken = waiting;
            // In this order: who no longer finds a batch waiting must find it here.
            writing = taken;
            waiting = written.successor(position());
            written = taken;
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Acknowledges a batch that was taken, written and forced. */
    void acknowledge(Batch batch) {
        lock.lock();
        try {
            if (!availability.isUsable()) {
                return;
            }
            durableEnd = waiting.start;
            writing = null;
        } finally {
            lock.unlock();
        }
        batch.acknowledge();
    }

    /** Returns how many records were appended and are not acknowledged yet. */
    int unacknowledged() {
        lock.lock();
        try {
            Batch inWork = writing;
            return waiting.records() + (inWork == null ? 0 : inWork.records());
        } finally {
            lock.unlock();
        }
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    long durableEnd() {
        return durableEnd;
    }

    End end() {
        lock.lock();
        try {
            return new End(position(), nextFrame);
        } finally {
            lock.unlock();
        }
    }

    /** Returns where all that was appended ends: in the segment to which records go. */
    long endPosition() {
        return end;
    }

    /** Wakes all who wait, after the availability has changed; where it failed, nothing here will be durable. */
    private void availabilityChanged() {
        Batch lost;
        Batch neverWritten;
        lock.lock();
        try {
            work.signalAll();
            room.signalAll();
            neverWritten = waiting;
            lost = writing == null ? waiting : writing;
        } finally {
            lock.unlock();
        }
        if (!availability.isUsable()) {
            lost.lose(availability.exception());
            neverWritten.lose(availability.exception());
        }
    }
}
