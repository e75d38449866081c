package io.reelbudget.ledger.internal.journal;

import java.nio.ByteBuffer;

/** Goes through the frames of one segment, from the first to the end of what was written. */
final class SegmentWalk {

    private final ByteBuffer bytes;
    private int offset;
    private long nextNumber;
    private int lastBatch;

    SegmentWalk(ByteBuffer bytes, long firstFrame) {
        this(bytes, SegmentHeader.SIZE, firstFrame);
    }

    /** Begins at an offset, with the frame that comes next there. */
    SegmentWalk(ByteBuffer bytes, int offset, long nextFrame) {
        this.bytes = bytes;
        this.offset = offset;
        this.lastBatch = offset;
        this.nextNumber = nextFrame;
    }

    /** Returns whether another whole frame with the next number is here. */
    boolean hasNext() {
        return Frame.isWhole(bytes, offset, bytes.limit()) && Frame.number(bytes, offset) == nextNumber;
    }

    /** Goes past the frame that is here. */
    void skip() {
        if (Frame.indexInBatch(bytes, offset) == 0) {
            lastBatch = offset;
        }
        offset += Frame.sizeOf(Frame.length(bytes, offset));
        nextNumber++;
    }

    byte[] record() {
        return Frame.record(bytes, offset);
    }

    int offset() {
        return offset;
    }

    long nextNumber() {
        return nextNumber;
    }

    /** Returns where the newest batch begins: the only one that may not have been forced. */
    int lastBatch() {
        return lastBatch;
    }

    ByteBuffer lastBatchBytes() {
        return bytes.slice(lastBatch, offset - lastBatch);
    }

    /** Returns where the bytes after this place end that are not zero; this place where all are. */
    int endOfBytes() {
        int end = bytes.limit();
        while (end > offset && bytes.get(end - 1) == 0) {
            end--;
        }
        return end;
    }

    /**
     * Returns whether what is here was whole once. A batch is written only when the one before it is durable, so a
     * whole frame of a later batch proves that this place had been forced and was damaged since. Whole frames of the
     * same batch prove nothing: a crash may keep any part of a batch that was never forced.
     */
    boolean isDamage() {
        int end = endOfBytes();
        for (int at = offset; at < end; at += Frame.ALIGNMENT) {
            if (mayBeLater(at) && Frame.isWhole(bytes, at, bytes.limit())) {
                return true;
            }
        }
        return false;
    }

    /** Asked before the checksum, which costs as much as a forged length says. */
    private boolean mayBeLater(int at) {
        if (bytes.limit() - at < Frame.HEADER || Frame.length(bytes, at) <= 0) {
            return false;
        }
        long number = Frame.number(bytes, at);
        long batchStart = number - Frame.indexInBatch(bytes, at);
        long most = nextNumber + (at - offset) / Frame.ALIGNMENT + 1;
        return batchStart > nextNumber && batchStart <= number && number <= most;
    }
}
