package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads records back: one by its position, or all in their order. This class is thread-safe. */
final class RecordReader {

    private static final int LIKELY_FRAME = 512;

    private final Disk disk;
    private final Segments segments;
    private final int segmentBytes;

    RecordReader(Disk disk, Segments segments) {
        this.disk = disk;
        this.segments = segments;
        this.segmentBytes = segments.segmentBytes();
    }

    /** Returns the position of the oldest record that is kept, or will be. */
    long oldest() {
        return segments.position(segments.first(), SegmentHeader.SIZE);
    }

    byte[] read(long position) {
        long segment = segments.segmentOf(position);
        int at = segments.offsetOf(position);
        try {
            ByteBuffer bytes = segments.read(segment, at, Math.min(LIKELY_FRAME, segmentBytes - at));
            int needed = bytes.limit() < Frame.HEADER ? 0 : sizeAt(bytes);
            if (needed > bytes.limit() && needed <= segmentBytes - at) {
                bytes = segments.read(segment, at, needed);
            }
            if (!Frame.isWhole(bytes, 0, bytes.limit())) {
                throw segments.damaged(segment, at, "a frame is not whole that was so before");
            }
            return Frame.record(bytes, 0);
        } catch (IOException failed) {
            throw unreadable(position, failed);
        }
    }

    /** Returns the record at a position, or the next one where none fitted there. */
    byte[] firstFrom(long position) {
        long segment = segments.segmentOf(position);
        int at = Math.max(SegmentHeader.SIZE, segments.offsetOf(position));
        try {
            ByteBuffer header = segments.read(segment, at, Math.min(Frame.HEADER, segmentBytes - at));
            boolean fits = header.limit() == Frame.HEADER && Frame.length(header, 0) > 0;
            return read(segments.position(fits ? segment : segment + 1, fits ? at : SegmentHeader.SIZE));
        } catch (IOException failed) {
            throw unreadable(position, failed);
        }
    }

    /** A damaged length may be any number. */
    private int sizeAt(ByteBuffer bytes) {
        int length = Frame.length(bytes, 0);
        return length > 0 && length < segmentBytes ? Frame.sizeOf(length) : 0;
    }

    private RuntimeException unreadable(long position, IOException failed) {
        if (position < oldest()) {
            return new DroppedRecordException(position);
        }
        return new LedgerUnavailableException(
                "Ledger " + disk + " could not be read (" + failed + ") but its disk must work; check it.", failed);
    }

    /** Shows the records from the oldest one that is kept up to an end. */
    void scan(long end, RecordVisitor visitor) {
        long from = oldest();
        try {
            scan(from, segments.header(segments.first()).firstFrame(), end, visitor);
        } catch (IOException failed) {
            throw unreadable(from, failed);
        }
    }

    /**
     * Shows records.
     *
     * @param from where the first one is, or the place where it would be if it fitted there
     * @param frame the number of its frame
     * @param end where the last one ends
     */
    void scan(long from, long frame, long end, RecordVisitor visitor) {
        long segment = segments.segmentOf(from);
        int start = Math.max(SegmentHeader.SIZE, segments.offsetOf(from));
        long expected = frame;
        try {
            while (segments.position(segment, start) < end) {
                expected = scanSegment(segment, start, expected, end, visitor);
                start = SegmentHeader.SIZE;
                segment++;
            }
        } catch (IOException failed) {
            throw unreadable(from, failed);
        }
    }

    private long scanSegment(long segment, int start, long expected, long end, RecordVisitor visitor)
            throws IOException {
        ByteBuffer bytes = segments.readAll(segment);
        SegmentHeader header = segments.header(segment);
        if (start == SegmentHeader.SIZE && header.firstFrame() != expected) {
            throw segments.damaged(
                    segment, 24, "it begins with frame " + header.firstFrame() + " where " + expected + " is next");
        }
        SegmentWalk walk = new SegmentWalk(bytes, start, expected);
        while (segments.position(segment, walk.offset()) < end && walk.hasNext()) {
            show(segment, walk, visitor);
            walk.skip();
        }
        requireAllShown(segment, walk, end);
        return walk.nextNumber();
    }

    private void show(long segment, SegmentWalk walk, RecordVisitor visitor) {
        try {
            visitor.visit(segments.position(segment, walk.offset()), walk.record());
        } catch (LedgerUnavailableException | CorruptJournalException passedOn) {
            throw passedOn;
        } catch (RuntimeException unreadable) {
            throw segments.damaged(
                    segment, walk.offset(), "its record is none: " + unreadable.getMessage(), unreadable);
        }
    }

    private void requireAllShown(long segment, SegmentWalk walk, long end) throws IOException {
        boolean more = segments.position(segment + 1, SegmentHeader.SIZE) <= end;
        if (more
                && (walk.endOfBytes() > walk.offset()
                        || segments.header(segment + 1).firstFrame() != walk.nextNumber())) {
            throw segments.damaged(segment, walk.offset(), "a frame is not whole, but the next segment follows");
        }
        if (!more && segments.position(segment, walk.offset()) < end) {
            throw segments.damaged(segment, walk.offset(), "a frame is not whole that was so before");
        }
    }
}
