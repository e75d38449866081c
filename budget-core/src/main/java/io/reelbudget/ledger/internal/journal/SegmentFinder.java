package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the segments of a journal when it is opened, and requires that none is missing. */
final class SegmentFinder {

    private static final Pattern NAME = Pattern.compile("segment-([0-9]{10})\\.journal");

    private final Disk disk;
    private final Snapshots snapshots;

    /**
     * Is for the journal of a disk.
     *
     * @param snapshots those there are: the newest that is whole stands for what came before it
     */
    SegmentFinder(Disk disk, Snapshots snapshots) {
        this.disk = disk;
        this.snapshots = snapshots;
    }

    /**
     * Returns the segments that are there, null where there is no journal yet.
     *
     * @throws CorruptJournalException if one is missing or the newest is not whole
     */
    @Nullable
    Segments find() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.names()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                numbers.add(Long.valueOf(matcher.group(1)));
            }
        }
        if (numbers.isEmpty() && !snapshots.wereAny()) {
            return null;
        }
        numbers.sort(null);
        requireCovered(numbers);
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != numbers.get(0) + i) {
                throw missing(numbers.get(0) + i);
            }
        }
        return opened(numbers.get(0), numbers.get(numbers.size() - 1));
    }

    private Segments opened(long first, long last) throws IOException {
        SegmentHeader oldest = header(first);
        SegmentHeader newest = header(last);
        Snapshot snapshot = snapshots.newest();
        boolean oneLength = oldest.segmentBytes() == newest.segmentBytes()
                && (snapshot == null || snapshot.header().segmentBytes() == newest.segmentBytes());
        if (!oneLength) {
            throw new CorruptJournalException(
                    disk.pathOf(Segments.nameOf(last)), 0, "its length is another than that of the first segment");
        }
        return new Segments(disk, newest.segmentBytes(), first, last);
    }

    private SegmentHeader header(long segment) throws IOException {
        String name = Segments.nameOf(segment);
        try (DiskFile file = disk.open(name)) {
            SegmentHeader header =
                    SegmentHeader.checked(disk, name, segment, Segments.readUpTo(file, 0, SegmentHeader.SIZE));
            if (file.size() < header.segmentBytes()) {
                throw new CorruptJournalException(
                        disk.pathOf(name), file.size(), "it ends here instead of at " + header.segmentBytes());
            }
            return header;
        }
    }

    private void requireCovered(List<Long> numbers) {
        Snapshot newest = snapshots.newest();
        long needed = newest == null ? 1 : newest.firstSegment();
        if (numbers.isEmpty() || numbers.get(0) > needed) {
            throw missing(needed);
        }
    }

    private CorruptJournalException missing(long segment) {
        String why = snapshots.newest() == null && snapshots.wereAny()
                ? "the file is missing, and no snapshot that could stand for it is whole"
                : "the file is missing";
        return new CorruptJournalException(disk.pathOf(Segments.nameOf(segment)), 0, why);
    }
}
