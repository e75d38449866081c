package io.reelbudget.forecast.smoothing;

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
        double damp = form.trending() ? phi : 0;
        int season = form.seasonal() ? period : 1;
        double[] theta = new double[season + 2];
        theta[0] = 1;
        theta[1] -= damp;
        for (int lag = 1; lag <= season; lag++) {
            theta[lag] += alpha + beta * damp;
            theta[lag + 1] -= alpha * damp;
        }
        theta[season] += (form.seasonal() ? gamma : 0) - 1;
        theta[season + 1] += damp * (1 - (form.seasonal() ? gamma : 0));
        return rootsOutside(theta);
    }

    /** Schur's and Cohn's recursion: each step takes off the last coefficient, which must be smaller than one. */
    private static boolean rootsOutside(double[] polynomial) {
        double[] rest = polynomial.clone();
        for (int degree = rest.length - 1; degree > 0; degree--) {
            double last = rest[degree];
            double shrink = 1 - last * last;
            if (!(shrink > 0)) {
                return false;
            }
            for (int i = 0; i <= degree / 2; i++) {
                double low = rest[i];
                double high = rest[degree - i];
                rest[i] = (low - last * high) / shrink;
                rest[degree - i] = (high - last * low) / shrink;
            }
        }
        return true;
    }
}
