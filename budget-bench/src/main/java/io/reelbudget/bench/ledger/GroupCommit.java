package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The least that a durable log must do: bytes are copied into a buffer, and one thread writes and forces what came
 * while it forced what was before, into space preallocated with zeros. There is no checksum, no format and no state.
 *
 * <p>This class is thread-safe.
 */
final class GroupCommit implements AutoCloseable {

    /** Records that become durable together. */
    private static final class Batch {
        private final CompletableFuture<Void> durable = new CompletableFuture<>();
        private final ByteBuffer bytes;
        private int count;

        private Batch(ByteBuffer bytes) {
            this.bytes = bytes;
        }
    }

    private final IntConsumer whenDurable;
    private final RawSpace space;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Thread flusher = new Thread(this::flushUntilClosed, "raw-group-commit");
    private Batch filling = new Batch(ByteBuffer.allocateDirect(RawSpace.MOST_BYTES));
    private ByteBuffer spare = ByteBuffer.allocateDirect(RawSpace.MOST_BYTES);
    private boolean closing;
    private volatile @Nullable IOException failure;

    /**
     * Starts the thread that writes.
     *
     * @param space where to; closed with this
     * @param whenDurable is told after each force, failed or not, how many records it was for
     */
    GroupCommit(RawSpace space, IntConsumer whenDurable) {
        this.whenDurable = whenDurable;
        this.space = space;
        flusher.start();
    }

    /** Appends a record and returns what completes when it is durable. */
    CompletableFuture<Void> append(byte[] record) {
        IOException failed = failure;
        if (failed != null) {
            throw new UncheckedIOException(failed);
        }
        lock.lock();
        try {
            boolean first = filling.count == 0;
            filling.bytes.put(record);
            filling.count++;
            if (first) {
                work.signal();
            }
            return filling.durable;
        } finally {
            lock.unlock();
        }
    }

    private void flushUntilClosed() {
        while (true) {
            Batch batch = take();
            if (batch.count == 0) {
                return;
            }
            try {
                space.write(batch.bytes.flip());
            } catch (IOException failed) {
                failure = failed;
                batch.durable.completeExceptionally(failed);
                whenDurable.accept(batch.count);
                return;
            }
            batch.durable.complete(null);
            whenDurable.accept(batch.count);
            spare = batch.bytes;
        }
    }

    /** Waits for records; returns none when there are none any more. */
    private Batch take() {
        lock.lock();
        try {
            while (filling.count == 0 && !closing) {
                work.awaitUninterruptibly();
            }
            Batch taken = filling;
            filling = new Batch(spare.clear());
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            flusher.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        space.close();
    }
}
