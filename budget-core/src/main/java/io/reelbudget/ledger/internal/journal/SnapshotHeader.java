package io.reelbudget.ledger.internal.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first {@value #SIZE} bytes of a snapshot.
 *
 * @param version the version of the format
 * @param segmentBytes the length of every segment of the journal, which positions rest on
 * @param number the snapshot's number, from 1
 * @param from the position from which records are replayed upon it
 * @param nextFrame the number of the frame at that position, or of the first one to be written there
 */
record SnapshotHeader(int version, int segmentBytes, long number, long from, long nextFrame) {

    static final int SIZE = 64;
    static final int VERSION = 1;

    /** "REELBSNP" in ASCII. */
    private static final long MAGIC = 0x504E5342_4C454552L;

    private static final int CHECKSUM = SIZE - Integer.BYTES;

    byte[] toBytes() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer buffer = Frame.littleEndian(bytes);
        buffer.putLong(MAGIC)
                .putInt(version)
                .putInt(segmentBytes)
                .putLong(number)
                .putLong(from)
                .putLong(nextFrame);
        buffer.putInt(CHECKSUM, checksum(buffer));
        return bytes;
    }

    /** Reads a header, null where there is none or it is damaged. */
    static @Nullable SnapshotHeader read(ByteBuffer bytes) {
        boolean whole = bytes.limit() >= SIZE && bytes.getLong(0) == MAGIC && bytes.getInt(CHECKSUM) == checksum(bytes);
        return whole
                ? new SnapshotHeader(
                        bytes.getInt(8), bytes.getInt(12), bytes.getLong(16), bytes.getLong(24), bytes.getLong(32))
                : null;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, CHECKSUM));
        return (int) crc.getValue();
    }
}
