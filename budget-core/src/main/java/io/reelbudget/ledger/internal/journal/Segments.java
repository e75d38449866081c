package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The journal's files, each of one length, numbered without gaps. A file is filled with zeros and its header before it
 * gets its name, so one that has its name was whole once: where it is not, it was damaged later.
 *
 * <p>Files are opened when they are needed, and at most {@value #OPEN} stay open. This class is thread-safe.
 */
final class Segments {

    /** How many files stay open: those of 4 GiB of journal, unless segments were made otherwise. */
    private static final int OPEN = 256;

    /** What a file's name ends with until it is whole. */
    static final String UNFINISHED = ".new";

    private final Disk disk;
    private final int segmentBytes;
    private final ConcurrentSkipListMap<Long, DiskFile> files = new ConcurrentSkipListMap<>();
    private volatile long first;
    private volatile long last;
    private boolean closed;

    Segments(Disk disk, int segmentBytes, long first, long last) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.first = first;
        this.last = last;
    }

    static String nameOf(long segment) {
        return String.format(Locale.ROOT, "segment-%010d.journal", segment);
    }

    int segmentBytes() {
        return segmentBytes;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** Fails if the directory became another process's. */
    void requireOwned() throws IOException {
        disk.requireOwned();
    }

    /** Returns the position of an offset in a segment. */
    long position(long segment, int offset) {
        return (segment - 1) * segmentBytes + offset;
    }

    long segmentOf(long position) {
        return position / segmentBytes + 1;
    }

    int offsetOf(long position) {
        return (int) (position % segmentBytes);
    }

    /** Takes a new last segment, whose name is durable. */
    synchronized void append(DiskFile file) throws IOException {
        last = last + 1;
        files.put(last, file);
        closeSuperfluous(last);
    }

    /** Forgets the first segments, up to one that becomes the first. */
    synchronized void forgetBefore(long segment) throws IOException {
        first = segment;
        Map.Entry<Long, DiskFile> before = files.lowerEntry(segment);
        while (before != null) {
            files.remove(before.getKey());
            before.getValue().close();
            before = files.lowerEntry(segment);
        }
    }

    /** Returns an open file; reading it may fail because it was closed meanwhile. */
    private synchronized DiskFile file(long segment) throws IOException {
        DiskFile open = files.get(segment);
        if (open == null) {
            if (closed || segment < first || segment > last) {
                throw new IOException("no segment " + segment);
            }
            open = disk.open(nameOf(segment));
            files.put(segment, open);
            closeSuperfluous(segment);
        }
        return open;
    }

    /** Closes the oldest but the one just opened; the newest is written to. */
    private void closeSuperfluous(long justOpened) throws IOException {
        if (files.size() <= OPEN) {
            return;
        }
        Map.Entry<Long, DiskFile> oldest = files.firstEntry();
        Map.Entry<Long, DiskFile> closing = oldest.getKey() == justOpened ? files.higherEntry(justOpened) : oldest;
        files.remove(closing.getKey());
        closing.getValue().close();
    }

    /** Returns the last segment's file, to write to. */
    DiskFile newest() throws IOException {
        return file(last);
    }

    /** Returns so many bytes of a segment, fewer at the end of the file, ready to be read by index. */
    ByteBuffer read(long segment, int offset, int length) throws IOException {
        while (true) {
            DiskFile file = file(segment);
            try {
                return readUpTo(file, offset, length);
            } catch (ClosedChannelException superfluous) {
                files.remove(segment, file);
            }
        }
    }

    /** Returns all bytes of a segment. */
    ByteBuffer readAll(long segment) throws IOException {
        ByteBuffer bytes = read(segment, 0, segmentBytes);
        if (bytes.limit() < segmentBytes) {
            throw damaged(segment, bytes.limit(), "it ends here instead of at " + segmentBytes);
        }
        return bytes;
    }

    SegmentHeader header(long segment) throws IOException {
        return SegmentHeader.checked(disk, nameOf(segment), segment, read(segment, 0, SegmentHeader.SIZE));
    }

    CorruptJournalException damaged(long segment, long offset, String what) {
        return new CorruptJournalException(disk.pathOf(nameOf(segment)), offset, what);
    }

    CorruptJournalException damaged(long segment, long offset, String what, Throwable cause) {
        return new CorruptJournalException(disk.pathOf(nameOf(segment)), offset, what, cause);
    }

    static void writeFully(DiskFile file, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            int written = file.write(bytes, at);
            if (written <= 0) {
                throw new IOException("the disk took none of " + bytes.remaining() + " bytes");
            }
            at += written;
        }
    }

    /** Returns so many bytes, fewer at the end of the file, ready to be read by index. */
    static ByteBuffer readUpTo(DiskFile file, long offset, int length) throws IOException {
        ByteBuffer bytes = Frame.littleEndian(new byte[length]);
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = file.read(bytes, offset + bytes.position());
        }
        return bytes.flip();
    }

    synchronized void close() throws IOException {
        closed = true;
        for (DiskFile file : files.values()) {
            file.close();
        }
        files.clear();
    }
}
