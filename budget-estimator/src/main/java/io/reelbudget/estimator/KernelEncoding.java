package io.reelbudget.estimator;

import java.util.Arrays;

/**
 * A sum of bumps around landmarks, a linear part and a constant for each category, for some factors at once.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param inverseLengths by column, how fast likeness falls with distance
 * @param categoryDistance half the squared distance between sources of different categories
 * @param landmarks row by row, already multiplied by the inverse lengths
 * @param landmarkCategories by landmark
 * @param bumps by landmark and factor, row by row
 * @param slopes by column and factor, row by row
 * @param offsets by category and factor, row by row
 * @param factors how many factors
 */
@SuppressWarnings("ArrayRecordComponent") // Read from a file once, never compared.
public record KernelEncoding(
        double[] inverseLengths,
        double categoryDistance,
        float[] landmarks,
        int[] landmarkCategories,
        float[] bumps,
        double[] slopes,
        double[] offsets,
        int factors) {

    /** Beyond this half squared distance a bump is less than one in 10^10, which no factor shows. */
    private static final double FAR = 23;

    boolean hasShape(int columns, int categories) {
        int count = landmarkCategories.length;
        boolean finite = categoryDistance >= 0;
        for (float value : bumps) {
            finite &= Float.isFinite(value);
        }
        return finite
                && factors > 0
                && inverseLengths.length == columns
                && landmarks.length == count * columns
                && bumps.length == count * factors
                && slopes.length == columns * factors
                && offsets.length == categories * factors
                && Arrays.stream(slopes).allMatch(Double::isFinite)
                && Arrays.stream(offsets).allMatch(Double::isFinite);
    }

    /** Adds the scores of this kernel's factors for scaled inputs, from an index on. */
    void addScores(double[] scaled, int category, double[] scores, int from) {
        int columns = inverseLengths.length;
        float[] x = new float[columns];
        for (int c = 0; c < columns; c++) {
            x[c] = (float) (scaled[c] * inverseLengths[c]);
            for (int f = 0; f < factors; f++) {
                scores[from + f] += slopes[c * factors + f] * scaled[c];
            }
        }
        for (int f = 0; f < factors; f++) {
            scores[from + f] += offsets[category * factors + f];
        }
        for (int i = 0; i < landmarkCategories.length; i++) {
            double half = halfSquaredDistance(x, category, i);
            if (half < FAR) {
                double bump = Math.exp(-half);
                for (int f = 0; f < factors; f++) {
                    scores[from + f] += bumps[i * factors + f] * bump;
                }
            }
        }
    }

    private double halfSquaredDistance(float[] x, int category, int landmark) {
        double half = landmarkCategories[landmark] == category ? 0 : categoryDistance;
        int at = landmark * x.length;
        float sum = 0;
        for (int c = 0; c < x.length; c++) {
            float difference = x[c] - landmarks[at + c];
            sum += difference * difference;
        }
        return half + 0.5 * sum;
    }
}
