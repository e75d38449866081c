package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.internal.image.SectionSink;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes one snapshot: a header, a frame for each section, and a frame that ends it. One thread uses it. */
final class SnapshotWriter implements SectionSink {

    /** The place "in the batch" of a section's frame, and of the frame that ends a snapshot. */
    static final int SECTION = 0;

    static final int END = 1;

    private static final int BUFFER = 1024 * 1024;

    /** So much is forced at a time: the journal's own force would have to wait behind more. */
    private static final int FORCE_BYTES = 8 * 1024 * 1024;

    private final DiskFile file;
    private ByteBuffer buffer = Frame.littleEndian(new byte[BUFFER]);
    private long written;
    private long forced;
    private long sections;

    SnapshotWriter(DiskFile file, SnapshotHeader header) {
        this.file = file;
        buffer.put(header.toBytes());
    }

    @Override
    public void add(SectionWriter section) throws IOException {
        addFrame(section.array(), section.size(), SECTION);
    }

    /**
     * Ends the snapshot and forces it.
     *
     * @return its length in bytes
     */
    long end(long through) throws IOException {
        byte[] end = new byte[Long.BYTES];
        Frame.littleEndian(end).putLong(through);
        addFrame(end, end.length, END);
        drain();
        file.force();
        return written;
    }

    private void addFrame(byte[] bytes, int length, int kind) throws IOException {
        int size = Frame.sizeOf(length);
        if (size > buffer.remaining()) {
            drain();
        }
        if (size > buffer.capacity()) {
            buffer = Frame.littleEndian(new byte[size]);
        }
        int at = buffer.position();
        // Clears the padding, which the frame's checksum covers; the rest of it is written over.
        buffer.putLong(at + size - Frame.ALIGNMENT, 0);
        sections++;
        Frame.write(buffer, at, bytes, length, sections, kind);
        buffer.position(at + size);
    }

    private void drain() throws IOException {
        int length = buffer.position();
        Segments.writeFully(file, buffer.flip(), written);
        buffer.clear();
        written += length;
        if (written - forced >= FORCE_BYTES) {
            file.force();
            forced = written;
        }
    }
}
