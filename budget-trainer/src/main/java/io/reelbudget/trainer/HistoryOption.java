package io.reelbudget.trainer;

import java.util.Map;

/**
 * A set of settings that jobs were made with.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name of the set
 * @param settings by name
 */
public record HistoryOption(String name, Map<String, String> settings) {

    public HistoryOption {
        settings = Map.copyOf(settings);
    }
}
