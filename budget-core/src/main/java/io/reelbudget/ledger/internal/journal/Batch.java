package io.reelbudget.ledger.internal.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is written and forced together: what arrived while the batch before was. Guarded by the queue's lock. */
final class Batch {

    /** The part of a batch that lies in one segment; a second one waits until the first is durable. */
    static final class Run {

        final long segment;
        final int offset;
        final long firstFrame;
        private ByteBuffer bytes;
        private int size;

        private Run(long segment, int offset, long firstFrame, ByteBuffer buffer) {
            this.segment = segment;
            this.offset = offset;
            this.firstFrame = firstFrame;
            this.bytes = buffer;
        }

        void add(byte[] record, int length, long number) {
            int needed = size + Frame.sizeOf(length);
            if (needed > bytes.capacity()) {
                ByteBuffer larger = Frame.littleEndian(new byte[Math.max(needed, 2 * bytes.capacity())]);
                larger.put(0, bytes, 0, size);
                bytes = larger;
            }
            // The buffer was used before; the frame's padding must be zeros.
            bytes.putLong(needed - Frame.ALIGNMENT, 0);
            Frame.write(bytes, size, record, length, number, Math.toIntExact(number - firstFrame));
            size = needed;
        }

        ByteBuffer written() {
            return bytes.slice(0, size);
        }
    }

    private static final int FIRST_CAPACITY = 16 * 1024;

    /** The position at which it begins. */
    final long start;

    final CompletableFuture<Void> durable = new CompletableFuture<>();

    /** Closed after {@link #durable} completed. */
    final AnswerList answers = new AnswerList();

    private final List<Run> runs = new ArrayList<>(1);
    private final ByteBuffer buffer;
    private long bytes;
    private int records;

    Batch(long start) {
        this(start, Frame.littleEndian(new byte[FIRST_CAPACITY]));
    }

    private Batch(long start, ByteBuffer buffer) {
        this.start = start;
        this.buffer = buffer;
    }

    /** Returns an empty batch that uses this one's buffer, when this one is written. */
    Batch successor(long position) {
        return new Batch(position, runs.isEmpty() ? buffer : runs.get(0).bytes);
    }

    /** Wakes those who wait for it, and has the others answered. */
    void acknowledge() {
        durable.complete(null);
        answers.close(null);
    }

    /** Tells all who wait that it never will be durable. */
    void lose(RuntimeException why) {
        durable.completeExceptionally(why);
        answers.close(why);
    }

    List<Run> runs() {
        return runs;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    int records() {
        return records;
    }

    void add(long segment, int offset, byte[] record, int length, long number) {
        if (runs.isEmpty()) {
            runs.add(new Run(segment, offset, number, buffer));
        } else if (runs.get(runs.size() - 1).segment != segment) {
            runs.add(new Run(segment, offset, number, Frame.littleEndian(new byte[FIRST_CAPACITY])));
        }
        runs.get(runs.size() - 1).add(record, length, number);
        bytes += Frame.sizeOf(length);
        records++;
    }
}
