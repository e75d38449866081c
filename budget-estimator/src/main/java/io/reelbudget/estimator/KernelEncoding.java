package io.reelbudget.estimator;

import java.util.Arrays;

/**
 * A sum of bumps around landmarks, a linear part and a constant for each category, for some factors at once.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param inverseLengths by column, how fast likeness falls with distance
 * @param categoryDistance half the squared distance between sources of different categories
 * @param landmarks column by column, already multiplied by the inverse lengths
 * @param landmarkCategories by landmark
 * @param bumps by factor and landmark, row by row
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
        double[] likeness = likeness(x, category);
        for (int f = 0; f < factors; f++) {
            scores[from + f] += weighted(likeness, f * likeness.length);
        }
    }

    /** Column by column, over all landmarks at once, which the virtual machine turns into vector instructions. */
    private double[] likeness(float[] x, int category) {
        int count = landmarkCategories.length;
        float[] squares = new float[count];
        for (int c = 0; c < x.length; c++) {
            float at = x[c];
            int column = c * count;
            for (int i = 0; i < count; i++) {
                float difference = at - landmarks[column + i];
                squares[i] += difference * difference;
            }
        }
        double[] likeness = new double[count];
        for (int i = 0; i < count; i++) {
            double half = (landmarkCategories[i] == category ? 0 : categoryDistance) + 0.5 * squares[i];
            likeness[i] = half < FAR ? expOfMinus(half) : 0;
        }
        return likeness;
    }

    private double weighted(double[] likeness, int at) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < likeness.length; i += 2) {
            even += bumps[at + i] * likeness[i];
            odd += bumps[at + i + 1] * likeness[i + 1];
        }
        return even + odd + (i < likeness.length ? bumps[at + i] * likeness[i] : 0);
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
}
