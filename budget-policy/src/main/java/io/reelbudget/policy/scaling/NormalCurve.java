package io.reelbudget.policy.scaling;

/** The standard normal distribution. */
final class NormalCurve {

    private static final int STEPS = 60;
    private static final int TERMS = 200;

    private NormalCurve() {}

    /**
     * Returns the quantile of a probability, by bisection: right to 10 digits.
     *
     * @param probability 0.0001 to 0.9999
     */
    static double quantile(double probability) {
        double low = -4;
        double high = 4;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (below(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Returns the probability of a value below one within 6, by the series of Marsaglia (2004). */
    static double below(double value) {
        double sum = value;
        double term = value;
        for (int i = 3; i < 2 * TERMS && sum + term != sum; i += 2) {
            term *= value * value / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-0.5 * value * value) / Math.sqrt(2 * Math.PI);
    }
}
