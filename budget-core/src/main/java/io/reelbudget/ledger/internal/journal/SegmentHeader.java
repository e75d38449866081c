package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first {@value #SIZE} bytes of a segment.
 *
 * @param version the version of the format
 * @param segmentBytes the length of every segment of the journal
 * @param segment the segment's number, from 1
 * @param firstFrame the number of the first frame in it, from 1
 */
record SegmentHeader(int version, int segmentBytes, long segment, long firstFrame) {

    static final int SIZE = 64;
    static final int VERSION = 1;

    /** "REELBJRN" in ASCII. */
    private static final long MAGIC = 0x4E524A42_4C454552L;

    private static final int CHECKSUM = SIZE - Integer.BYTES;

    byte[] toBytes() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer buffer = Frame.littleEndian(bytes);
        buffer.putLong(MAGIC)
                .putInt(version)
                .putInt(segmentBytes)
                .putLong(segment)
                .putLong(firstFrame);
        buffer.putInt(CHECKSUM, checksum(buffer));
        return bytes;
    }

    /** Reads a header, null where there is none or it is damaged. */
    static @Nullable SegmentHeader read(ByteBuffer bytes) {
        boolean whole = bytes.limit() >= SIZE && bytes.getLong(0) == MAGIC && bytes.getInt(CHECKSUM) == checksum(bytes);
        return whole
                ? new SegmentHeader(bytes.getInt(8), bytes.getInt(12), bytes.getLong(16), bytes.getLong(24))
                : null;
    }

    /**
     * Reads the header of a segment.
     *
     * @param bytes the file's first bytes
     * @throws CorruptJournalException if it is damaged, of another version or of another segment
     */
    static SegmentHeader checked(Disk disk, String name, long segment, ByteBuffer bytes) {
        SegmentHeader header = read(bytes);
        if (header == null) {
            throw new CorruptJournalException(disk.pathOf(name), 0, "its header is not whole");
        }
        if (header.version() != VERSION) {
            throw new CorruptJournalException(
                    disk.pathOf(name),
                    8,
                    "its format has version " + header.version() + ", this program reads " + VERSION);
        }
        if (header.segment() != segment) {
            throw new CorruptJournalException(
                    disk.pathOf(name), 16, "it is segment " + header.segment() + " by its header");
        }
        return header;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, CHECKSUM));
        return (int) crc.getValue();
    }
}
