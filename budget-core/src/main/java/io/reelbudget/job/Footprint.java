package io.reelbudget.job;

import java.util.Optional;

/**
 * What a job is expected to need beside processor time.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param outputBytes the size of all renditions together
 * @param peakMemoryBytes the most memory held at once where renditions are made one after another, each by a process of
 *     its own and one thread; empty where no data knew it
 */
public record Footprint(Quantiles outputBytes, Optional<Quantiles> peakMemoryBytes) {}
