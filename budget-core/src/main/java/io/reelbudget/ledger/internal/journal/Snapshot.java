package io.reelbudget.ledger.internal.journal;

/**
 * A snapshot that is there.
 *
 * @param name its file's name
 * @param header what it says of itself
 * @param through the position up to which its sections may hold records: all before it was durable when it was written;
 *     zero where only its header was looked at
 * @param bytes the file's length
 */
record Snapshot(String name, SnapshotHeader header, long through, long bytes) {

    /** Returns the first segment that is needed to replay upon it. */
    long firstSegment() {
        return header.from() / header.segmentBytes() + 1;
    }
}
