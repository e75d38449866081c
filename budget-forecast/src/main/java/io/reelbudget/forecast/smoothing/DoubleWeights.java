package io.reelbudget.forecast.smoothing;

/**
 * How strongly each part of a model with two seasons follows a value.
 *
 * @param alpha the level's share, 0 to 1
 * @param beta the slope's share of the level's movement, 0 to 1; 0 without a slope
 * @param gamma the short season's share, 0 to 1
 * @param omega the long season's share, 0 to 1
 * @param phi what is left of an error at the next step, between -1 and 1
 * @param damping what is left of the slope at the next step, 0.8 to 0.999; 1 where it does not die away
 */
public record DoubleWeights(double alpha, double beta, double gamma, double omega, double phi, double damping) {

    /** Returns how many times the slope adds up over so many steps. */
    double slopes(int steps) {
        return damping == 1 ? steps : damping * (1 - Math.pow(damping, steps)) / (1 - damping);
    }
}
