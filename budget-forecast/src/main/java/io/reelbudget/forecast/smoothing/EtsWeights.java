package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.fitting.AdmissibleSmoothing;

/**
 * How strongly each part follows a value's error.
 *
 * @param alpha the level's share, 0 to 1
 * @param beta the slope's share, 0 to {@code alpha}; 0 without a trend
 * @param gamma the season's share, 0 to 1 - {@code alpha}; 0 without a season
 * @param phi what remains of the slope after each step; 1 for a trend that is not damped
 */
public record EtsWeights(double alpha, double beta, double gamma, double phi) {

    /** Tells whether the model forgets its beginning: whether its errors, from the values alone, stay bounded. */
    boolean admissible(EtsForm form, int period) {
        // For multiplicative parts the region of the additive model is taken, as Hyndman, Akram and Archibald advise.
        return AdmissibleSmoothing.contains(
                alpha, beta, form.seasonal() ? gamma : 0, form.trending() ? phi : 0, form.seasonal() ? period : 1);
    }
}
