package io.reelbudget.ledger.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The header and the frames of an archive; docs/archive-format.md has them byte by byte. All methods are pure. */
final class ArchiveFrames {

    static final int VERSION = 1;

    /** What a frame has. */
    static final int RECORD = 1;

    static final int ROOT_END = 2;
    static final int END = 3;

    private static final byte[] MAGIC = "REELBARC".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 16;
    private static final int FRAME_HEADER_BYTES = 8;

    /** No record is nearly as long. */
    private static final int MAX_FRAME_BYTES = 1 << 30;

    private ArchiveFrames() {}

    static void writeHeader(OutputStream out) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putInt(VERSION).putInt(crc(header.array(), 0, MAGIC.length + Integer.BYTES));
        out.write(header.array());
    }

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException if there is none of this version
     */
    static void readHeader(DataInputStream in, String file) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(readFully(in, HEADER_BYTES, file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        int version = header.get(magic).getInt();
        boolean isWhole = header.getInt() == crc(header.array(), 0, MAGIC.length + Integer.BYTES);
        if (!Arrays.equals(magic, MAGIC) || !isWhole) {
            throw new IllegalArgumentException(
                    file + " was no archive of a ledger but must be one; make it with 'budget ledger export'.");
        }
        if (version != VERSION) {
            throw new IllegalArgumentException(file + " was of version " + version + " but this program reads version "
                    + VERSION + "; use the program that made it, or a later one.");
        }
    }

    static void write(OutputStream out, byte[] content, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(length).position(FRAME_HEADER_BYTES).put(content, 0, length);
        frame.putInt(Integer.BYTES, crcOf(frame.array(), length));
        out.write(frame.array());
    }

    /** Reads the next frame's content. */
    static byte[] read(DataInputStream in, String file) throws IOException {
        byte[] header = readFully(in, FRAME_HEADER_BYTES, file);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int length = fields.getInt();
        if (length < 1 || length > MAX_FRAME_BYTES) {
            throw damaged(file, "a frame of " + length + " bytes");
        }
        byte[] content = readFully(in, length, file);
        CRC32C crc = new CRC32C();
        crc.update(header, 0, Integer.BYTES);
        crc.update(content, 0, length);
        if ((int) crc.getValue() != fields.getInt()) {
            throw damaged(file, "a frame whose checksum does not agree");
        }
        return content;
    }

    static IllegalArgumentException damaged(String file, String what) {
        return new IllegalArgumentException(file + " had " + what
                + " but must be as it was written; take another copy of it, or export anew. Nothing was changed.");
    }

    private static byte[] readFully(InputStream in, int length, String file) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw damaged(file, "no end");
        }
        return bytes;
    }

    private static int crcOf(byte[] frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, Integer.BYTES);
        crc.update(frame, FRAME_HEADER_BYTES, length);
        return (int) crc.getValue();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
