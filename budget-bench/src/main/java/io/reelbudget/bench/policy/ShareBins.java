package io.reelbudget.bench.policy;

/** Weighted shares between a millionth and four, in bins 2 % wide. Not thread-safe. */
final class ShareBins {

    private static final double WIDTH = 0.02;
    private static final double LOWEST = Math.log(1e-6);
    private static final double HIGHEST = Math.log(4);

    private final double[] weights = new double[(int) Math.ceil((HIGHEST - LOWEST) / WIDTH) + 1];
    private double total;

    void add(double logShare, double weight) {
        double inside = Math.max(LOWEST, Math.min(HIGHEST, logShare));
        weights[(int) ((inside - LOWEST) / WIDTH)] += weight;
        total += weight;
    }

    /** Returns the share at the upper edge of the bin in which a probability is reached. */
    double quantile(double probability) {
        double sum = 0;
        int bin = 0;
        while (bin < weights.length && sum + weights[bin] < probability * total) {
            sum += weights[bin];
            bin++;
        }
        return Math.exp(LOWEST + (Math.min(bin, weights.length - 1) + 1) * WIDTH);
    }
}
