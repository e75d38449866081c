package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The least that a durable log must do: bytes are copied into a buffer, and one thread writes and forces what came
 * while it forced what was before, into a file preallocated with zeros. There is no checksum, no format and no state.
 *
 * <p>This class is thread-safe.
 */
final class GroupCommit implements AutoCloseable {

    private static final int FILE_BYTES = 256 * 1024 * 1024;
    private static final int BUFFER_BYTES = 2 * 1024 * 1024;

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
    private final FileChannel file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Thread flusher = new Thread(this::flushUntilClosed, "raw-group-commit");
    private Batch filling = new Batch(ByteBuffer.allocateDirect(BUFFER_BYTES));
    private ByteBuffer spare = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private boolean closing;
    private long offset;
    private volatile @Nullable IOException failure;

    /**
     * Makes the file and starts the thread that writes.
     *
     * @param whenDurable is told after each force, failed or not, how many records it was for
     */
    GroupCommit(Path path, IntConsumer whenDurable) throws IOException {
        this.whenDurable = whenDurable;
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (long at = 0; at < FILE_BYTES; at += BUFFER_BYTES) {
            file.write(zeros.clear(), at);
        }
        file.force(true);
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
                flush(batch);
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

    private void flush(Batch batch) throws IOException {
        ByteBuffer bytes = batch.bytes.flip();
        if (offset + bytes.remaining() > FILE_BYTES) {
            offset = 0;
        }
        while (bytes.hasRemaining()) {
            offset += file.write(bytes, offset);
        }
        file.force(false);
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
        file.close();
    }
}
