package io.reelbudget.estimator;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * All that an estimator has learned from finished jobs, to be kept over a restart.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param format the version of this form, {@link #FORMAT}
 * @param models what was learned about each model, the longest unused first; at most {@value #MAX_MODELS}
 * @param trials new models beside old ones, the oldest first; at most {@value #MAX_TRIALS}
 */
public record EstimatorState(int format, List<Learned> models, List<ModelTrial> trials) {

    /** The version of this form that is written and read. */
    public static final int FORMAT = 2;

    static final int MAX_MODELS = 4;
    static final int MAX_TRIALS = 8;

    /**
     * What was learned about one model.
     *
     * @param model the model, by name and version
     * @param calibration how its estimates are corrected
     */
    public record Learned(String model, CalibrationSnapshot calibration) {}

    public EstimatorState {
        models = List.copyOf(models);
        trials = List.copyOf(trials);
        if (format != FORMAT) {
            throw new IllegalArgumentException("What was learned was of format " + format + " but must be of " + FORMAT
                    + "; start without it or use the release that wrote it.");
        }
        if (models.size() > MAX_MODELS || trials.size() > MAX_TRIALS) {
            throw new IllegalArgumentException("What was learned was of " + models.size() + " models and "
                    + trials.size() + " trials but must be of at most " + MAX_MODELS + " and " + MAX_TRIALS
                    + "; start without it.");
        }
    }

    /** Returns that nothing was learned. */
    public static EstimatorState nothing() {
        return new EstimatorState(FORMAT, List.of(), List.of());
    }

    /** Tells whether no job has taught anything yet. */
    public boolean learnedNothing() {
        return models.stream().allMatch(each -> each.calibration().groups().isEmpty());
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is damaged or something else; start without it
     */
    public static EstimatorState parse(String json) {
        try {
            return Json.read(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "What was learned cannot be read: " + e.getOriginalMessage()
                            + "; restore the file or start without it.",
                    e);
        }
    }

    /** Returns this state as JSON. */
    public String toJson() {
        return Json.COMPACT.writeValueAsString(this);
    }
}
