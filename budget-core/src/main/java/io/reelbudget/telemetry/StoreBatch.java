package io.reelbudget.telemetry;

import java.time.Duration;

/**
 * One batch of the shared store that the database has committed: one transaction.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param operations how many commands and queries it answered, at least one
 * @param records how many entries' records it added, zero where it only read
 * @param bytes how long these records were together
 * @param took from when it was taken up until it was committed; tries that failed before are not in it
 */
public record StoreBatch(int operations, int records, long bytes, Duration took) {}
