package io.reelbudget.forecast;

/**
 * How strongly each part of a {@link HoltWinters} model follows its latest error.
 *
 * <p>The form is that of the single source of error: level, slope and season each move by their parameter times the
 * same error, so {@code beta} is the product that other texts write as alpha × beta*.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param alpha the level's share of an error, 0 to 1
 * @param beta the slope's share of an error, 0 to {@code alpha}; 0 where there is no trend
 * @param gamma the season's share of an error, 0 to 1 - {@code alpha}
 * @param phi what remains of the slope after each step, more than 0 and at most 1; 1 for a straight trend
 */
record Smoothing(double alpha, double beta, double gamma, double phi) {

    public Smoothing {
        requireWithin("Alpha", alpha, 1);
        requireWithin("Beta", beta, alpha);
        requireWithin("Gamma", gamma, 1 - alpha);
        if (!(phi > 0 && phi <= 1)) {
            throw new IllegalArgumentException(
                    "Phi was " + phi + " but must be more than 0 and at most 1; use 1 for a trend that is not damped.");
        }
    }

    private static void requireWithin(String what, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    what + " was " + value + " but must be 0 to " + most + "; use 0 for a part that never changes.");
        }
    }
}
