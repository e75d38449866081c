package io.reelbudget.ledger.internal.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: its length, a checksum, its number, its place in the batch that was written and
 * forced together, then its bytes, then zeros up to a multiple of {@value #ALIGNMENT}.
 */
final class Frame {

    static final int HEADER = 20;
    static final int ALIGNMENT = 8;

    private static final int CHECKSUM = 4;
    private static final int NUMBER = 8;
    private static final int INDEX = 16;

    private Frame() {}

    /** Returns the room that a record takes. */
    static int sizeOf(int length) {
        return (HEADER + length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a frame, whose padding is zero before; the checksum covers it too. */
    static void write(ByteBuffer to, int offset, byte[] record, int length, long number, int indexInBatch) {
        to.putInt(offset, length);
        to.putLong(offset + NUMBER, number);
        to.putInt(offset + INDEX, indexInBatch);
        to.put(offset + HEADER, record, 0, length);
        to.putInt(offset + CHECKSUM, checksum(to, offset, length));
    }

    /** Returns whether a whole frame is at an offset, whatever its number. */
    static boolean isWhole(ByteBuffer from, int offset, int end) {
        if (end - offset < HEADER) {
            return false;
        }
        int length = length(from, offset);
        return length > 0
                && length <= end - offset - HEADER
                && sizeOf(length) <= end - offset
                && checksum(from, offset, length) == from.getInt(offset + CHECKSUM);
    }

    static int length(ByteBuffer from, int offset) {
        return from.getInt(offset);
    }

    static long number(ByteBuffer from, int offset) {
        return from.getLong(offset + NUMBER);
    }

    static int indexInBatch(ByteBuffer from, int offset) {
        return from.getInt(offset + INDEX);
    }

    static byte[] record(ByteBuffer from, int offset) {
        byte[] record = new byte[length(from, offset)];
        from.get(offset + HEADER, record);
        return record;
    }

    private static int checksum(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        int start = bytes.arrayOffset() + offset;
        crc.update(bytes.array(), start, Integer.BYTES);
        crc.update(bytes.array(), start + NUMBER, sizeOf(length) - NUMBER);
        return (int) crc.getValue();
    }
}
