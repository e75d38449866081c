package io.reelbudget.trainer;

import io.reelbudget.estimator.MachineFacts;
import java.util.Map;

/**
 * What the same jobs took on several machines.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param machines by name
 * @param seconds by job, then by machine
 */
public record MachineTable(Map<String, MachineFacts> machines, Map<String, Map<String, Double>> seconds) {

    public MachineTable {
        machines = Map.copyOf(machines);
        seconds = Map.copyOf(seconds);
    }
}
