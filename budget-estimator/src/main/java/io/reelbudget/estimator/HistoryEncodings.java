package io.reelbudget.estimator;

import java.util.List;

/**
 * All that a history model knows beside its trees.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param works by kind of work
 * @param machines how machines are alike; an empty list where the data had one only
 */
public record HistoryEncodings(List<WorkEncoding> works, List<MachineEncoding> machines) {

    public HistoryEncodings {
        works = List.copyOf(works);
        machines = List.copyOf(machines);
    }
}
