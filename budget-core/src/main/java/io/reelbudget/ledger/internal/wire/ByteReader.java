package io.reelbudget.ledger.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteWriter} wrote, and refuses what it cannot have written. This class is not thread-safe. */
public final class ByteReader {

    private static final int LAST_VARINT_SHIFT = 63;

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int readByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    long readLong() {
        require(Long.BYTES);
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            value |= (bytes[position++] & 0xFFL) << shift;
        }
        return value;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift <= LAST_VARINT_SHIFT; shift += 7) {
            int next = readByte();
            value |= (next & 0x7FL) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new MalformedRecordException("a number had more than 64 bits");
    }

    long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads a number from 0 to a limit. */
    int readCount(int limit) {
        long count = readVarint();
        if (count < 0 || count > limit) {
            throw new MalformedRecordException("a count was " + count + " but at most " + limit + " fit");
        }
        return (int) count;
    }

    /** Reads a number of elements, each of which takes at least a byte. */
    int readSize() {
        int size = readCount(bytes.length);
        require(size);
        return size;
    }

    byte[] readBytes(int count) {
        require(count);
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    String readText() {
        int length = readSize();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, length))
                    .toString();
            position += length;
            return text;
        } catch (CharacterCodingException noText) {
            throw new MalformedRecordException("a text was no UTF-8", noText);
        }
    }

    void requireEnd() {
        if (position != bytes.length) {
            throw new MalformedRecordException((bytes.length - position) + " bytes were left over");
        }
    }

    private void require(int count) {
        if (bytes.length - position < count) {
            throw new MalformedRecordException("it ended within a field");
        }
    }
}
