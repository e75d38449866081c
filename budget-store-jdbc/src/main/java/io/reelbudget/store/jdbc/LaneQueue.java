package io.reelbudget.store.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Operations that wait for a lane: whatever came while it worked on the batch before. This class is thread-safe. */
final class LaneQueue {

    /** Who hands in another waits while so many do. */
    private static final int MAX_WAITING = 65_536;

    private final int maxBatch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Operation<?>> waiting = new ArrayDeque<>();
    private boolean closing;

    LaneQueue(int maxBatch) {
        this.maxBatch = maxBatch;
    }

    /** Adds an operation; returns false where the lane is closing. */
    boolean add(Operation<?> operation) {
        lock.lock();
        try {
            while (waiting.size() >= MAX_WAITING && !closing) {
                room.awaitUninterruptibly();
            }
            if (closing) {
                return false;
            }
            waiting.add(operation);
            if (waiting.size() == 1) {
                work.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what waits, behind what was put off; empty when closing and nothing is left. Waits for work. */
    List<Operation<?>> take(List<Operation<?>> putOff) {
        List<Operation<?>> batch = new ArrayList<>(putOff);
        lock.lock();
        try {
            while (batch.isEmpty() && waiting.isEmpty() && !closing) {
                work.awaitUninterruptibly();
            }
            while (batch.size() < maxBatch && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            room.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out those that came first and whose deadline is over. All have as long, so that others have time left. */
    List<Operation<?>> takeLate(long nanoTime) {
        List<Operation<?>> late = new ArrayList<>();
        lock.lock();
        try {
            for (Operation<?> first = waiting.peek();
                    first != null && !first.isInTime(nanoTime);
                    first = waiting.peek()) {
                late.add(waiting.remove());
            }
            if (!late.isEmpty()) {
                room.signalAll();
            }
            return late;
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, unless the lane is closing. */
    void pause(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !closing) {
                left = room.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many operations wait. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
