package io.reelbudget.job;

import java.util.OptionalDouble;

/**
 * How hard a video's content is to code, as a host has measured it. Unitless, by the measures that the data set
 * YouTube-UGC defines; a model that was trained on another's measures learns another's scale.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param motion how much changes from frame to frame (temporal complexity), 0 to 1,000
 * @param detail how much there is within a frame (spatial complexity), 0 to 1,000
 * @param variation how unlike its parts are (chunk complexity variation), 0 to 1,000
 * @param colour how far its colours are from grey (colour complexity), 0 to 1,000
 */
public record Complexity(
        OptionalDouble motion, OptionalDouble detail, OptionalDouble variation, OptionalDouble colour) {

    private static final double MOST = 1_000;

    public Complexity {
        require("motion", motion);
        require("detail", detail);
        require("variation", variation);
        require("colour", colour);
    }

    /** Returns the complexity of a video of which motion and detail are known. */
    public static Complexity of(double motion, double detail) {
        return new Complexity(
                OptionalDouble.of(motion), OptionalDouble.of(detail), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Returns this complexity with another variation. */
    public Complexity withVariation(double newVariation) {
        return new Complexity(motion, detail, OptionalDouble.of(newVariation), colour);
    }

    /** Returns this complexity with another colour. */
    public Complexity withColour(double newColour) {
        return new Complexity(motion, detail, variation, OptionalDouble.of(newColour));
    }

    private static void require(String measure, OptionalDouble value) {
        if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() <= MOST)) {
            throw new IllegalArgumentException("Content's " + measure + " was " + value.getAsDouble()
                    + " but must be 0 to " + (int) MOST + "; leave it empty where it is not known.");
        }
    }
}
