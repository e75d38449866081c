package io.reelbudget.policy.admission;

import java.util.List;
import java.util.Optional;

/**
 * When the jobs of a batch start.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param starts for each job its start; empty for one that has none
 * @param isProven whether no other plan starts more jobs, or as many for less
 */
public record BatchPlan(List<Optional<BatchStart>> starts, boolean isProven) {

    public BatchPlan {
        starts = List.copyOf(starts);
    }

    /** Returns how many jobs have a start. */
    public int placed() {
        return (int) starts.stream().filter(Optional::isPresent).count();
    }

    /** Returns what they are expected to cost, in millionths. */
    public long costMicros() {
        return starts.stream()
                .flatMap(Optional::stream)
                .mapToLong(BatchStart::costMicros)
                .sum();
    }

    boolean isBetterThan(BatchPlan other) {
        return placed() != other.placed() ? placed() > other.placed() : costMicros() < other.costMicros();
    }
}
