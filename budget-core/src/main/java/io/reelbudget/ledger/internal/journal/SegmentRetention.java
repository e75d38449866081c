package io.reelbudget.ledger.internal.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says which records are old enough to go, and where their segments are copied before.
 *
 * @param over whether a record, and so all before it, may go; where there is none, all are kept
 * @param archive the directory that gets a copy of each segment that goes; where there is none, they are lost
 */
public record SegmentRetention(Optional<Predicate<byte[]>> over, Optional<Path> archive) {

    /** Returns the retention that lets nothing go. */
    public static SegmentRetention keepAll() {
        return new SegmentRetention(Optional.empty(), Optional.empty());
    }
}
