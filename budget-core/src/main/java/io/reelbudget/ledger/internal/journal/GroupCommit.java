package io.reelbudget.ledger.internal.journal;

import io.reelbudget.telemetry.JournalSync;
import io.reelbudget.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Writes and forces batches. Each is whatever was appended while the one before was written and forced: one record when
 * all is quiet, thousands under load, and never a wait for more. When a write or a force fails, nothing is tried again:
 * what the disk then holds is unknown until it is read anew. One thread at a time uses this.
 */
final class GroupCommit {

    private final CommitQueue queue;
    private final Segments segments;
    private final SegmentMaker maker;
    private final ForcedMark mark;
    private final Availability availability;
    private LongConsumer listener = end -> {};
    private volatile Telemetry telemetry = Telemetry.none();

    GroupCommit(CommitQueue queue, Segments segments, SegmentMaker maker, ForcedMark mark, Availability availability) {
        this.queue = queue;
        this.segments = segments;
        this.maker = maker;
        this.mark = mark;
        this.availability = availability;
    }

    /** Lets someone know how far the journal is durable, after each batch. */
    void tell(LongConsumer told) {
        listener = told;
    }

    /** Has each batch measured from now on. */
    void measure(Telemetry newTelemetry) {
        telemetry = newTelemetry;
    }

    /** Writes whatever comes until the journal is closing or failed. */
    void flushUntilClosed() {
        while (queue.awaitWork()) {
            flush();
        }
    }

    /** Writes and forces what waits. */
    void flush() {
        Batch batch = queue.take();
        if (batch == null) {
            return;
        }
        long began = System.nanoTime();
        try {
            segments.requireOwned();
            for (Batch.Run run : batch.runs()) {
                write(run);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            queue.acknowledge(batch);
            telemetry.synced(new JournalSync(batch.records(), batch.bytes(), took));
            listener.accept(queue.durableEnd());
            if (queue.isIdle()) {
                mark.write(queue.durableEnd());
            }
        } catch (IOException | RuntimeException | Error failed) {
            availability.fail(failed);
        }
    }

    private void write(Batch.Run run) throws IOException {
        if (run.segment > segments.last()) {
            segments.append(maker.take(run.firstFrame));
        }
        DiskFile file = segments.newest();
        Segments.writeFully(file, run.written(), run.offset);
        file.force();
    }
}
