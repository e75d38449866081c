package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the journal's end when it is opened, and cuts off what a crash left unfinished there. */
final class TailRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(TailRecovery.class);

    private final Disk disk;
    private final Segments segments;

    /** Up to where the journal is known to have been durable, and from what. */
    private final long durable;

    private final String witness;

    TailRecovery(Disk disk, Segments segments, Snapshots snapshots, ForcedMark mark) {
        this.disk = disk;
        this.segments = segments;
        Snapshot newest = snapshots.newest();
        long through = newest == null ? 0 : newest.through();
        this.durable = Math.max(through, mark.forced());
        this.witness = newest != null && through >= mark.forced() ? newest.name() : ForcedMark.NAME;
    }

    /**
     * Returns the last segment, gone through to the end of what is whole.
     *
     * @throws io.reelbudget.ledger.CorruptJournalException if what is not whole was so once; nothing is changed then
     */
    SegmentWalk recover() throws IOException {
        long segment = segments.last();
        ByteBuffer bytes = segments.readAll(segment);
        SegmentWalk walk = new SegmentWalk(bytes, segments.header(segment).firstFrame());
        while (walk.hasNext()) {
            walk.skip();
        }
        if (walk.isDamage()) {
            throw segments.damaged(segment, walk.offset(), "a frame is not whole, but later ones are");
        }
        if (segments.position(segment, walk.offset()) < durable) {
            throw segments.damaged(
                    segment,
                    walk.offset(),
                    "a frame is not whole, but all up to position " + durable + " was durable by file '" + witness
                            + "'");
        }
        cut(segment, walk);
        return walk;
    }

    private void cut(long segment, SegmentWalk walk) throws IOException {
        DiskFile file = segments.newest();
        int torn = walk.endOfBytes() - walk.offset();
        if (torn > 0) {
            LOG.warn(
                    "Ledger {}: cut {} bytes of an unfinished write at byte {} of segment {}",
                    disk,
                    torn,
                    walk.offset(),
                    segment);
            Segments.writeFully(file, ByteBuffer.allocate(torn), walk.offset());
        }
        // A force that failed may have left the newest batch in memory only, marked as written: write it again.
        Segments.writeFully(file, walk.lastBatchBytes(), walk.lastBatch());
        file.force();
        disk.syncNames();
    }
}
