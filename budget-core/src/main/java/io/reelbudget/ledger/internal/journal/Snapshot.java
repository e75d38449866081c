package io.reelbudget.ledger.internal.journal;

/**
 * A snapshot that is whole.
 *
 * @param name its file's name
 * @param header what it says of itself
 * @param through the position up to which its sections may hold records: all before it was durable when it was written
 * @param bytes the file's length
 */
record Snapshot(String name, SnapshotHeader header, long through, long bytes) {}
