package io.reelbudget.forecast.smoothing;

/**
 * How strongly each part of a model with two seasons follows a value.
 *
 * @param alpha the level's share, 0 to 1
 * @param beta the slope's share of the level's movement, 0 to 1; 0 without a slope
 * @param gamma the short season's share, 0 to 1
 * @param omega the long season's share, 0 to 1
 * @param phi what is left of an error at the next step, between -1 and 1
 */
public record DoubleWeights(double alpha, double beta, double gamma, double omega, double phi) {}
