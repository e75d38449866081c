package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Says up to where the journal was forced once, so that damage in its newest batch is not taken for a write that a
 * crash cut short.
 *
 * <p>It is written after a force when nothing more waits, into two places in turn, and is never forced itself: it
 * survives the end of the process at once, and that of the machine when the operating system has written it by itself.
 * Where it was lost or torn, the mark before counts, or none: it can be behind, never ahead.
 */
final class ForcedMark implements AutoCloseable {

    static final String NAME = "forced";

    private static final int SIZE = 24;

    /** The two places lie in sectors of their own: a torn one leaves the other whole. */
    private static final int STEP = 4096;

    /** "REELBFRC" in ASCII. */
    private static final long MAGIC = 0x43524642_4C454552L;

    private final DiskFile file;
    private long forced;
    private int next;

    private ForcedMark(DiskFile file) {
        this.file = file;
    }

    /** Opens the mark of a disk, and makes the file where there is none. */
    static ForcedMark open(Disk disk) throws IOException {
        boolean isNew = !disk.names().contains(NAME);
        ForcedMark mark = new ForcedMark(isNew ? disk.create(NAME) : disk.open(NAME));
        if (mark.file.size() < STEP + SIZE) {
            // Room for both places, so that a disk that is full later does not matter.
            Segments.writeFully(mark.file, ByteBuffer.allocate(STEP + SIZE), 0);
        }
        for (int place = 0; place < 2; place++) {
            long found = read(Segments.readUpTo(mark.file, (long) place * STEP, SIZE));
            if (found > mark.forced) {
                mark.forced = found;
                mark.next = 1 - place;
            }
        }
        return mark;
    }

    private static long read(ByteBuffer bytes) {
        boolean whole = bytes.getLong(0) == MAGIC && bytes.getLong(16) == checksum(bytes);
        return whole ? bytes.getLong(8) : 0;
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, 16));
        return crc.getValue();
    }

    /** Returns the position before which all was forced, zero where that is not known. */
    long forced() {
        return forced;
    }

    /** Notes that all before a position was forced. */
    void write(long end) throws IOException {
        ByteBuffer bytes = Frame.littleEndian(new byte[SIZE]);
        bytes.putLong(0, MAGIC).putLong(8, end);
        bytes.putLong(16, checksum(bytes));
        Segments.writeFully(file, bytes, (long) next * STEP);
        next = 1 - next;
        forced = end;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
