package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The journal's files, each of one length and numbered from 1. A file is filled with zeros and its header before it
 * gets its name, so one that has its name is whole: where it is not, it was damaged later.
 */
final class Segments {

    private static final Pattern NAME = Pattern.compile("segment-([0-9]{10})\\.journal");
    static final String UNFINISHED = ".new";
    private static final int ZEROS = 64 * 1024;

    private final Disk disk;
    private final int segmentBytes;
    private final ConcurrentSkipListMap<Long, DiskFile> files = new ConcurrentSkipListMap<>();

    private Segments(Disk disk, int segmentBytes) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Opens the segments that are there, and makes the first where there is none.
     *
     * @param newSegmentBytes the length for a new journal; one that is there keeps its own
     * @param snapshots those there are: the newest stands for what came before the first segment
     */
    static Segments open(Disk disk, int newSegmentBytes, Snapshots snapshots) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.names()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                numbers.add(Long.valueOf(matcher.group(1)));
            } else if (name.endsWith(UNFINISHED)) {
                disk.delete(name);
            }
        }
        String anySnapshot = snapshots.newestName();
        if (numbers.isEmpty() && anySnapshot == null) {
            Segments segments = new Segments(disk, newSegmentBytes);
            segments.create(1, 1);
            return segments;
        }
        numbers.sort(null);
        requireCovered(disk, numbers, snapshots);
        return openAll(disk, numbers);
    }

    private static void requireCovered(Disk disk, List<Long> numbers, Snapshots snapshots) {
        Snapshot newest = snapshots.newest();
        long needed =
                newest == null ? 1 : newest.header().from() / newest.header().segmentBytes() + 1;
        if (numbers.isEmpty() || numbers.get(0) > needed) {
            String why = newest == null && snapshots.newestName() != null
                    ? "the file is missing, and no snapshot that could stand for it is whole"
                    : "the file is missing";
            throw new CorruptJournalException(disk.pathOf(nameOf(needed)), 0, why);
        }
    }

    private static Segments openAll(Disk disk, List<Long> numbers) throws IOException {
        int segmentBytes = 0;
        List<DiskFile> opened = new ArrayList<>();
        try {
            for (int i = 0; i < numbers.size(); i++) {
                long number = numbers.get(0) + i;
                if (numbers.get(i) != number) {
                    throw new CorruptJournalException(disk.pathOf(nameOf(number)), 0, "the file is missing");
                }
                opened.add(disk.open(nameOf(number)));
                SegmentHeader header = checkedHeader(disk, opened.get(i), number);
                segmentBytes = i == 0 ? header.segmentBytes() : segmentBytes;
                if (header.segmentBytes() != segmentBytes) {
                    throw new CorruptJournalException(
                            disk.pathOf(nameOf(number)), 0, "its length is another than that of the first segment");
                }
            }
            Segments segments = new Segments(disk, segmentBytes);
            for (int i = 0; i < opened.size(); i++) {
                segments.files.put(numbers.get(i), opened.get(i));
            }
            return segments;
        } catch (IOException | RuntimeException failed) {
            for (DiskFile file : opened) {
                file.close();
            }
            throw failed;
        }
    }

    private static SegmentHeader checkedHeader(Disk disk, DiskFile file, long segment) throws IOException {
        ByteBuffer bytes = readUpTo(file, 0, SegmentHeader.SIZE);
        SegmentHeader header = SegmentHeader.read(bytes);
        if (header == null) {
            throw new CorruptJournalException(disk.pathOf(nameOf(segment)), 0, "its header is not whole");
        }
        if (header.version() != SegmentHeader.VERSION) {
            throw new CorruptJournalException(
                    disk.pathOf(nameOf(segment)),
                    8,
                    "its format has version " + header.version() + ", this program reads " + SegmentHeader.VERSION);
        }
        if (header.segment() != segment) {
            throw new CorruptJournalException(
                    disk.pathOf(nameOf(segment)), 16, "it is segment " + header.segment() + " by its header");
        }
        if (file.size() < header.segmentBytes()) {
            throw new CorruptJournalException(
                    disk.pathOf(nameOf(segment)), file.size(), "it ends here instead of at " + header.segmentBytes());
        }
        return header;
    }

    private static String nameOf(long segment) {
        return String.format(Locale.ROOT, "segment-%010d.journal", segment);
    }

    int segmentBytes() {
        return segmentBytes;
    }

    long first() {
        return files.firstKey();
    }

    long last() {
        return files.lastKey();
    }

    /** Makes a segment whose name and zeros are durable, so that writing to it changes neither. */
    void create(long segment, long firstFrame) throws IOException {
        String unfinished = nameOf(segment) + UNFINISHED;
        DiskFile file = disk.create(unfinished);
        try {
            byte[] zeros = new byte[ZEROS];
            for (int offset = 0; offset < segmentBytes; offset += ZEROS) {
                writeFully(file, ByteBuffer.wrap(zeros, 0, Math.min(ZEROS, segmentBytes - offset)), offset);
            }
            SegmentHeader header = new SegmentHeader(SegmentHeader.VERSION, segmentBytes, segment, firstFrame);
            writeFully(file, ByteBuffer.wrap(header.toBytes()), 0);
            file.force();
            disk.rename(unfinished, nameOf(segment));
            disk.syncNames();
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
        files.put(segment, file);
    }

    DiskFile file(long segment) throws IOException {
        DiskFile file = files.get(segment);
        if (file == null) {
            throw new IOException("no segment " + segment);
        }
        return file;
    }

    /** Returns all bytes of a segment. */
    ByteBuffer readAll(long segment) throws IOException {
        ByteBuffer bytes = readUpTo(file(segment), 0, segmentBytes);
        if (bytes.limit() < segmentBytes) {
            throw damaged(segment, bytes.limit(), "it ends here instead of at " + segmentBytes);
        }
        return bytes;
    }

    SegmentHeader header(long segment) throws IOException {
        return checkedHeader(disk, file(segment), segment);
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
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = file.read(bytes, offset + bytes.position());
        }
        return bytes.flip();
    }

    void close() throws IOException {
        for (DiskFile file : files.values()) {
            file.close();
        }
    }
}
