package io.reelbudget.ledger.internal.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link SectionWriter} wrote, and refuses what it cannot have written. This class is not thread-safe. */
public final class SectionReader {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LAST_VARINT_SHIFT = 63;

    /** What the JDK puts in place of bytes that are no UTF-8; it may also be written on purpose. */
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int position;

    public SectionReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns how many bytes were read. */
    public int position() {
        return position;
    }

    public int readByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    public long readLong() {
        require(Long.BYTES);
        long value = (long) LONGS.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift <= LAST_VARINT_SHIFT; shift += 7) {
            int next = readByte();
            value |= (next & 0x7FL) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new MalformedSectionException("a number had more than 64 bits");
    }

    public long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads a number from 0 to 2³¹ − 1. */
    public int readInt() {
        long value = readVarint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedSectionException(
                    "a number was " + value + " but at most " + Integer.MAX_VALUE + " fits");
        }
        return (int) value;
    }

    /** Reads a number of elements, each of which takes at least a byte. */
    public int readSize() {
        int size = readInt();
        require(size);
        return size;
    }

    /** Reads a number from 0 to a limit. */
    public int readCount(int limit) {
        long count = readVarint();
        if (count < 0 || count > limit) {
            throw new MalformedSectionException("a count was " + count + " but at most " + limit + " fit");
        }
        return (int) count;
    }

    /** Reads so many bytes as they are. */
    public byte[] readBytes(int count) {
        require(count);
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    /** Reads a length in bytes and a text in UTF-8. */
    public String readText() {
        int length = readSize();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(length)) {
            throw new MalformedSectionException("a text was no UTF-8");
        }
        position += length;
        return text;
    }

    private boolean isUtf8(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, length));
            return true;
        } catch (CharacterCodingException noText) {
            return false;
        }
    }

    /** Refuses bytes that are left over. */
    public void requireEnd() {
        if (position != bytes.length) {
            throw new MalformedSectionException((bytes.length - position) + " bytes were left over");
        }
    }

    private void require(int count) {
        if (bytes.length - position < count) {
            throw new MalformedSectionException("it ended within a field");
        }
    }
}
