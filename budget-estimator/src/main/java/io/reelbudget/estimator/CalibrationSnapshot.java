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
 * @param levels what was learned, by group of jobs
 */
public record CalibrationSnapshot(int format, List<Level> levels) {

    /** The version of this form that is written and read. */
    public static final int FORMAT = 1;

    /**
     * What was learned of one group of jobs, in natural logarithms of cost.
     *
     * @param basis the model or rates that it corrects, by name and version
     * @param encoder the encoder, or empty for all of them
     * @param preset the preset, or empty for all of them
     * @param jobs how many finished jobs it rests on
     * @param bias how much dearer jobs are than estimated
     * @param p90Offset how much further out P90 lies than estimated
     * @param deviation mean distance of jobs from their corrected P50
     */
    public record Level(
            String basis, String encoder, String preset, long jobs, double bias, double p90Offset, double deviation) {

        public Level {
            boolean sound = jobs >= 1
                    && Math.abs(bias) <= Learned.MAX_BIAS
                    && Math.abs(p90Offset) <= Learned.MAX_OFFSET
                    && deviation >= 0
                    && deviation < Double.POSITIVE_INFINITY;
            if (!sound) {
                throw new IllegalArgumentException("What was learned of " + encoder + "/" + preset + " was " + jobs
                        + " jobs, bias " + bias + ", offset " + p90Offset + ", deviation " + deviation
                        + " but must rest on a job or more and lie within bounds; start without it.");
            }
        }
    }

    public CalibrationSnapshot {
        levels = List.copyOf(levels);
        if (format != FORMAT) {
            throw new IllegalArgumentException("Calibration was of format " + format + " but must be of " + FORMAT
                    + "; start without it or use the release that wrote it.");
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is damaged or something else; start without it
     */
    public static CalibrationSnapshot parse(String json) {
        try {
            return Json.read(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Calibration cannot be read: " + e.getOriginalMessage() + "; restore the file or start without it.",
                    e);
        }
    }

    /** Returns this snapshot as JSON. */
    public String toJson() {
        return Json.STRICT.writeValueAsString(this);
    }
}
