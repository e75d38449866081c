package io.reelbudget.ledger.internal.journal;

import java.io.IOException;

/** The parts of a journal while it is opened; closed again if that fails. */
final class JournalOpening implements AutoCloseable {

    private final Disk disk;
    private final Availability availability;
    private final Snapshots snapshots;
    private final ForcedMark mark;
    private final Segments segments;
    private final SegmentMaker maker;
    private boolean succeeded;

    private JournalOpening(
            Disk disk, Availability availability, Snapshots snapshots, ForcedMark mark, Segments segments) {
        this.disk = disk;
        this.availability = availability;
        this.snapshots = snapshots;
        this.mark = mark;
        this.segments = segments;
        this.maker = new SegmentMaker(disk, segments.segmentBytes(), segments.last() + 1, availability);
    }

    static JournalOpening of(Disk disk, int newSegmentBytes) throws IOException {
        Availability availability = new Availability(disk.toString());
        for (String name : disk.names()) {
            if (name.endsWith(Segments.UNFINISHED)) {
                disk.delete(name);
            }
        }
        Snapshots snapshots = Snapshots.open(disk);
        Segments found = new SegmentFinder(disk, snapshots).find();
        ForcedMark mark = ForcedMark.open(disk);
        try {
            Segments segments = found == null ? made(disk, newSegmentBytes, availability) : found;
            return new JournalOpening(disk, availability, snapshots, mark, segments);
        } catch (IOException | RuntimeException failed) {
            mark.close();
            throw failed;
        }
    }

    private static Segments made(Disk disk, int segmentBytes, Availability availability) throws IOException {
        Segments segments = new Segments(disk, segmentBytes, 1, 0);
        segments.append(new SegmentMaker(disk, segmentBytes, 1, availability).take(1));
        return segments;
    }

    SegmentWalk recoverTail() throws IOException {
        return new TailRecovery(disk, segments, snapshots, mark).recover();
    }

    Disk disk() {
        return disk;
    }

    Availability availability() {
        return availability;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    ForcedMark mark() {
        return mark;
    }

    Segments segments() {
        return segments;
    }

    SegmentMaker maker() {
        return maker;
    }

    /** Leaves the parts open: a journal has them now. */
    void succeeded() {
        succeeded = true;
    }

    @Override
    public void close() throws IOException {
        if (!succeeded) {
            mark.close();
            segments.close();
        }
    }
}
