package io.reelbudget.estimator;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The newest {@value #WINDOW} scores of a group: how far, in logarithms, jobs came in above a quantile they were given.
 *
 * <p>This class is not thread-safe.
 */
final class RecentScores {

    static final int WINDOW = 100;

    /** No score counts as more than this: e⁵ is 148 times. */
    static final double MAX_SCORE = 5;

    private final double[] newest = new double[WINDOW];
    private long count;

    void add(double score) {
        newest[(int) (count % WINDOW)] = Math.max(-MAX_SCORE, Math.min(MAX_SCORE, score));
        count++;
    }

    int size() {
        return (int) Math.min(WINDOW, count);
    }

    /**
     * Returns by how much the quantile must be moved for nine of ten next jobs to stay under it: the k-th smallest of n
     * scores, k = ⌈0.9 (n + 1)⌉ (split conformal calibration; Romano, Patterson and Candès 2019, arXiv:1905.03222).
     *
     * @throws IllegalStateException if there are fewer than nine scores, of which none would do
     */
    double ninetyPercent() {
        int n = size();
        int k = (9 * (n + 1) + 9) / 10;
        if (k > n) {
            throw new IllegalStateException("Scores were " + n + " but must be at least 9; ask a wider group.");
        }
        double[] sorted = Arrays.copyOf(newest, n);
        Arrays.sort(sorted);
        return sorted[k - 1];
    }

    /** Returns the scores, the oldest first. */
    DoubleStream oldestFirst() {
        int n = size();
        long first = count - n;
        return IntStream.range(0, n).mapToDouble(i -> newest[(int) ((first + i) % WINDOW)]);
    }
}
