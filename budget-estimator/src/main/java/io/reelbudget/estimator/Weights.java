package io.reelbudget.estimator;

/** Checks and applies the weights of linear formulas. */
final class Weights {

    private static final double MOST = 1_000;

    private Weights() {}

    /** Refuses weights that are not one for each term, or absurd. */
    static void require(double[] weights) {
        if (weights.length != RenditionTerms.count()) {
            throw new IllegalArgumentException("Formula's weights were " + weights.length + " but must be "
                    + RenditionTerms.count() + ", one for each term; train the model anew.");
        }
        for (double weight : weights) {
            if (!(Math.abs(weight) <= MOST)) {
                throw new IllegalArgumentException(
                        "Formula's weight was " + weight + " but must lie within ±" + MOST + "; train the model anew.");
            }
        }
    }

    static double dot(double[] weights, double[] terms) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * terms[i];
        }
        return sum;
    }
}
