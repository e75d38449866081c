package io.reelbudget.estimator;

import java.util.Map;

/**
 * One job as a {@link HistoryModel} sees it: what kind of work it is, with which settings, on what.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param work the kind of work, such as {@code x264-cpu}; a model knows those that it was trained on
 * @param option the name of a set of settings that the training data had, such as {@code 6}; empty where it is none
 * @param settings the settings themselves by name, from which a set that the data had not is judged
 * @param category what kind of content it is, such as {@code Sports}; empty where unknown
 * @param units how much there is to do, in the unit of the work (megapixels for encoders); more than zero
 * @param inputs what is known of the source by name, among {@link WorkEncoding#inputs}; absent or {@code NaN} is
 *     unknown
 */
public record HistoryJob(
        String work,
        String option,
        Map<String, String> settings,
        String category,
        double units,
        Map<String, Double> inputs) {

    public HistoryJob {
        if (!(units > 0) || Double.isInfinite(units)) {
            throw new IllegalArgumentException(
                    "Job's units were " + units + " but must be more than zero and finite; count the megapixels.");
        }
        settings = Map.copyOf(settings);
        inputs = Map.copyOf(inputs);
    }

    /** Returns an input, {@code NaN} where unknown. */
    double input(String name) {
        Double value = inputs.get(name);
        return value == null ? Double.NaN : value;
    }
}
