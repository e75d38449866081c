package io.reelbudget.ledger.internal.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a section, which grow as they are written. This class is not thread-safe. */
public final class SectionWriter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_CAPACITY = 1024;

    /** Lengths and characters below this take one byte. */
    private static final int SHORT_TEXT = 0x80;

    private static final int MAX_VARINT_BYTES = 10;

    /** So many bits fit into eight bytes of seven each. */
    private static final int EIGHT_GROUPS = 56;

    /** The longest array that every Java platform has. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    /** Forgets all that was written. */
    public SectionWriter clear() {
        size = 0;
        return this;
    }

    /** Returns the array behind, of which {@link #size} bytes are written. */
    public byte[] array() {
        return bytes;
    }

    /** Returns how many bytes were written. */
    public int size() {
        return size;
    }

    /** Returns a copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        makeRoom(1);
        bytes[size++] = (byte) value;
    }

    /** Writes bytes as they are. */
    public void writeBytes(byte[] more) {
        makeRoom(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** Writes eight bytes, the lowest first: for what is no small number. */
    public void writeLong(long value) {
        makeRoom(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Writes seven bits a byte, the lowest first, the top bit set in all but the last. */
    public void writeVarint(long value) {
        makeRoom(MAX_VARINT_BYTES);
        if ((value & ~0x7FL) == 0) {
            bytes[size++] = (byte) value;
        } else if (value >>> EIGHT_GROUPS == 0) {
            writeGroups(value);
        } else {
            writeLongVarint(value);
        }
    }

    /** Spreads up to eight groups of seven bits over eight bytes, all at once, and writes those that are needed. */
    private void writeGroups(long value) {
        long spread = (value & 0x00FF_FFFF_F000_0000L) << 4 | (value & 0x0000_0000_0FFF_FFFFL);
        spread = (spread & 0x0FFF_C000_0FFF_C000L) << 2 | (spread & 0x0000_3FFF_0000_3FFFL);
        spread = (spread & 0x3F80_3F80_3F80_3F80L) << 1 | (spread & 0x007F_007F_007F_007FL);
        int last = (Long.SIZE - 1 - Long.numberOfLeadingZeros(spread)) & -Byte.SIZE;
        long more = 0x8080_8080_8080_8080L & ((1L << last) - 1);
        LONGS.set(bytes, size, spread | more);
        size += last / Byte.SIZE + 1;
    }

    private void writeLongVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a number that may be negative as a varint, the sign in the lowest bit. */
    public void writeSigned(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Writes the length in bytes as a varint, then the text in UTF-8. */
    public void writeText(String text) {
        int length = text.length();
        if (length < SHORT_TEXT && writeAscii(text, length)) {
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeVarint(utf8.length);
        writeBytes(utf8);
    }

    /** Most texts are short and plain: they need no array of their own. */
    private boolean writeAscii(String text, int length) {
        makeRoom(1 + length);
        byte[] to = bytes;
        int at = size + 1;
        for (int i = 0; i < length; i++) {
            char next = text.charAt(i);
            if (next >= SHORT_TEXT) {
                return false;
            }
            to[at++] = (byte) next;
        }
        to[size] = (byte) length;
        size = at;
        return true;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, MAX_BYTES)));
        }
    }
}
