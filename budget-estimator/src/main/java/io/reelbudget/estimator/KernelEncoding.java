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

    private static final double LOG2_E = 1 / Math.log(2);
    private static final double LN_2 = Math.log(2);
    private static final double THIRD = 1.0 / 3;
    private static final double FIFTH = 1.0 / 5;
    private static final double SIXTH = 1.0 / 6;
    private static final double SEVENTH = 1.0 / 7;
    private static final int DOUBLE_BIAS = 1023;
    private static final int DOUBLE_FRACTION = 52;

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
                double bump = expOfMinus(half);
                for (int f = 0; f < factors; f++) {
                    scores[from + f] += bumps[i * factors + f] * bump;
                }
            }
        }
    }

    /**
     * Returns e<sup>-x</sup> for x from 0 to 700, within a relative error of 10<sup>-9</sup>: a power of two times a
     * Taylor series around nought. Several times faster than {@link Math#exp}, and most of an estimate is this.
     */
    static double expOfMinus(double x) {
        double halvings = -x * LOG2_E;
        int whole = (int) (halvings - 0.5);
        double t = (halvings - whole) * LN_2;
        double series = 1
                + t
                        * (1
                                + t
                                        / 2
                                        * (1
                                                + t
                                                        * THIRD
                                                        * (1
                                                                + t
                                                                        / 4
                                                                        * (1
                                                                                + t
                                                                                        * FIFTH
                                                                                        * (1
                                                                                                + t
                                                                                                        * SIXTH
                                                                                                        * (1
                                                                                                                + t
                                                                                                                        * SEVENTH
                                                                                                                        * (1
                                                                                                                                + t
                                                                                                                                        / 8)))))));
        return Double.longBitsToDouble((long) (whole + DOUBLE_BIAS) << DOUBLE_FRACTION) * series;
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
