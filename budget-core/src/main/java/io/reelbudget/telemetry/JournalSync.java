package io.reelbudget.telemetry;

import java.time.Duration;

/**
 * One batch of the journal: written with one write and one force of the file, two where it goes on in another segment.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param records how many records it had, at least one
 * @param bytes how long it was
 * @param took from when it was taken up until it was durable
 */
public record JournalSync(int records, long bytes, Duration took) {}
