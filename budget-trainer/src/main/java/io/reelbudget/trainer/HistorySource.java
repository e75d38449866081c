package io.reelbudget.trainer;

import java.util.Map;

/**
 * A source that jobs were made of.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name of the source
 * @param group what must not be split when training holds sources out, such as the film that it was cut from
 * @param category what kind of content it is
 * @param units how much there is to do, such as megapixels; more than zero
 * @param inputs what is known of it, by name
 */
public record HistorySource(String name, String group, String category, double units, Map<String, Double> inputs) {

    public HistorySource {
        if (!(units > 0) || Double.isInfinite(units)) {
            throw new IllegalArgumentException("Source '" + name + "' had " + units
                    + " units of work but must have more than zero; repair its size or leave it out.");
        }
        inputs = Map.copyOf(inputs);
    }

    double input(String input) {
        Double value = inputs.get(input);
        return value == null ? Double.NaN : value;
    }
}
