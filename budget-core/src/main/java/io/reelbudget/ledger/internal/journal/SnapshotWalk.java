package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Goes through the frames of a snapshot, from the first to the one that ends it. */
final class SnapshotWalk {

    private static final int BUFFER = 1024 * 1024;

    private final DiskFile file;
    private final long size;
    private ByteBuffer buffer = Frame.littleEndian(new byte[BUFFER]).limit(0);
    private long bufferStart;
    private int at;
    private long number;

    SnapshotWalk(DiskFile file) throws IOException {
        this.file = file;
        this.size = file.size();
        this.bufferStart = SnapshotHeader.SIZE;
    }

    static @Nullable SnapshotHeader header(DiskFile file) throws IOException {
        return SnapshotHeader.read(Segments.readUpTo(file, 0, SnapshotHeader.SIZE));
    }

    /** Goes to the next frame, and returns whether it is whole. */
    boolean next() throws IOException {
        at = number == 0 ? 0 : at + Frame.sizeOf(Frame.length(buffer, at));
        number++;
        if (!load(Frame.HEADER)) {
            return false;
        }
        int length = Frame.length(buffer, at);
        return length > 0
                && length <= size - offset() - Frame.HEADER
                && load(Frame.sizeOf(length))
                && Frame.isWhole(buffer, at, buffer.limit())
                && Frame.number(buffer, at) == number;
    }

    /** Returns whether the frame here is the one that ends the snapshot, and the file ends with it. */
    boolean isEnd() {
        return Frame.indexInBatch(buffer, at) == SnapshotWriter.END
                && Frame.length(buffer, at) == Long.BYTES
                && offset() + Frame.sizeOf(Long.BYTES) == size;
    }

    boolean isSection() {
        return Frame.indexInBatch(buffer, at) == SnapshotWriter.SECTION;
    }

    byte[] section() {
        return Frame.record(buffer, at);
    }

    /** Returns what the frame that ends the snapshot says. */
    long through() {
        return buffer.getLong(at + Frame.HEADER);
    }

    /** Returns where in the file this frame is. */
    long offset() {
        return bufferStart + at;
    }

    long size() {
        return size;
    }

    /** Has so many bytes from here on in the buffer, and returns false where the file ends before. */
    private boolean load(int length) throws IOException {
        if (buffer.limit() - at >= length) {
            return true;
        }
        bufferStart += at;
        at = 0;
        int most = (int) Math.min(Math.max(BUFFER, length), size - bufferStart);
        if (most < length) {
            return false;
        }
        buffer = most <= buffer.capacity() ? buffer : Frame.littleEndian(new byte[most]);
        buffer.limit(most).position(0);
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = file.read(buffer, bufferStart + buffer.position());
        }
        buffer.flip();
        return buffer.limit() >= length;
    }
}
