package io.reelbudget.ledger.internal.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a section, which grow as they are written. This class is not thread-safe. */
public final class SectionWriter {

    private static final int FIRST_CAPACITY = 1024;
    private static final int MAX_VARINT_BYTES = 10;

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
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Writes seven bits a byte, the lowest first, the top bit set in all but the last. */
    public void writeVarint(long value) {
        makeRoom(MAX_VARINT_BYTES);
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
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeVarint(utf8.length);
        makeRoom(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, MAX_BYTES)));
        }
    }
}
