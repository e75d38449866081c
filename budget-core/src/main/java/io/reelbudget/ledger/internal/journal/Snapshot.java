package io.reelbudget.ledger.internal.journal;

/**
 * A snapshot that is there.
 *
 * @param name its file's name
 * @param header what it says of itself
 * @param through the position up to which its sections may hold records: all before it was durable when it was written
 * @param bytes the file's length
 * @param trust whether all of it was looked at
 */
record Snapshot(String name, SnapshotHeader header, long through, long bytes, Trust trust) {

    /** How much is known of a snapshot. */
    enum Trust {
        /** It is whole. */
        WHOLE,
        /** Its header is whole; of the rest nothing is known, nor up to where it goes. */
        HEADER_ONLY
    }

    /** Returns the first segment that is needed to replay upon it. */
    long firstSegment() {
        return header.from() / header.segmentBytes() + 1;
    }
}
