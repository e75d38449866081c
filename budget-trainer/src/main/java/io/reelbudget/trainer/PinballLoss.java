package io.reelbudget.trainer;

/**
 * The loss that quantiles minimise (Koenker and Bassett 1978): a cost above the predicted quantile {@code q} counts
 * {@code q} times its distance, one below it {@code 1 - q} times.
 */
final class PinballLoss {

    private static final double[] QUANTILES = {0.1, 0.5, 0.9};

    private PinballLoss() {}

    /** Returns after which round of boosting the trees had the least mean loss on rows, the first where several tie. */
    static int bestRound(TreeEnsemble trees, TrainingRows rows) {
        int outputs = trees.base().length;
        int rounds = trees.trees().size() / outputs;
        float[][] sums = new float[rows.size()][];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = trees.base().clone();
        }
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int round = 1; round <= rounds; round++) {
            for (RegressionTree tree : trees.trees().subList((round - 1) * outputs, round * outputs)) {
                for (int row = 0; row < sums.length; row++) {
                    sums[row][tree.output()] += tree.leafOf(rows.features()[row]);
                }
            }
            double loss = mean(sums, rows);
            if (loss < least) {
                least = loss;
                best = round;
            }
        }
        return best;
    }

    private static double mean(float[][] predicted, TrainingRows rows) {
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < predicted.length; row++) {
            for (int i = 0; i < QUANTILES.length; i++) {
                sum += rows.weights()[row] * of(QUANTILES[i], rows.labels()[row] - predicted[row][i]);
            }
            weights += rows.weights()[row];
        }
        return sum / weights;
    }

    private static double of(double quantile, double above) {
        return above >= 0 ? quantile * above : (quantile - 1) * above;
    }
}
