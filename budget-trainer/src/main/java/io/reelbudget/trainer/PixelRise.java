package io.reelbudget.trainer;

import io.reelbudget.estimator.ViewEncoding;

/**
 * Checks that a smoothed cost rises with the size of the picture where nothing else changes: for some sources and sets
 * of settings, over the whole range of sizes that the smoother tells apart. Beyond that range the cost is in
 * proportion.
 */
final class PixelRise {

    private static final int SOURCES = 250;
    private static final int SIZES = 40;
    private static final int OPTION_STRIDE = 7;

    private PixelRise() {}

    /**
     * Tells whether the cost rises.
     *
     * @param encoding the smoother
     * @param column which of its columns is the logarithm of the picture's size
     * @param inputs scaled inputs by source
     * @param categories by source
     * @param loadings by factor and option
     */
    static boolean holds(ViewEncoding encoding, int column, double[][] inputs, int[] categories, double[][] loadings) {
        double low = encoding.low()[column];
        double step = (encoding.high()[column] - low) / (SIZES - 1);
        int stride = Math.max(1, inputs.length / SOURCES);
        for (int i = 0; i < inputs.length; i += stride) {
            double[] at = inputs[i].clone();
            at[column] = low;
            double[] before = encoding.scores(at, categories[i]);
            for (int size = 1; size < SIZES; size++) {
                at[column] = low + size * step;
                double[] after = encoding.scores(at, categories[i]);
                if (!rises(before, after, step * encoding.spread()[column], loadings)) {
                    return false;
                }
                before = after;
            }
        }
        return true;
    }

    private static boolean rises(double[] before, double[] after, double logPixels, double[][] loadings) {
        for (int j = 0; j < loadings[0].length; j += OPTION_STRIDE) {
            double change = logPixels;
            for (int f = 0; f < after.length; f++) {
                change += (after[f] - before[f]) * loadings[f][j];
            }
            if (change < 0) {
                return false;
            }
        }
        return true;
    }
}
