package io.reelbudget.ledger.internal.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is written and forced together: what arrived while the batch before was. Guarded by the journal's lock. */
final class Batch {

    /** The part of a batch that lies in one segment; a second one waits until the first is durable. */
    static final class Run {

        private static final int FIRST_CAPACITY = 4 * 1024;

        final long segment;
        final int offset;
        final long firstFrame;
        private ByteBuffer bytes = ByteBuffer.allocate(FIRST_CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
        private int size;

        private Run(long segment, int offset, long firstFrame) {
            this.segment = segment;
            this.offset = offset;
            this.firstFrame = firstFrame;
        }

        void add(byte[] record, int length, long number) {
            int needed = size + Frame.sizeOf(length);
            if (needed > bytes.capacity()) {
                ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                larger.put(0, bytes, 0, size);
                bytes = larger;
            }
            Frame.write(bytes, size, record, length, number, Math.toIntExact(number - firstFrame));
            size = needed;
        }

        int end() {
            return offset + size;
        }

        ByteBuffer written() {
            return bytes.slice(0, size);
        }
    }

    final CompletableFuture<Void> durable = new CompletableFuture<>();
    private final List<Run> runs = new ArrayList<>(1);
    private long bytes;

    List<Run> runs() {
        return runs;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    void add(long segment, int offset, byte[] record, int length, long number) {
        if (runs.isEmpty() || runs.get(runs.size() - 1).segment != segment) {
            runs.add(new Run(segment, offset, number));
        }
        runs.get(runs.size() - 1).add(record, length, number);
        bytes += Frame.sizeOf(length);
    }
}
