package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;

/**
 * How far the last values were off what one arm expected a step before, beside how far it usually is. Not thread-safe.
 *
 * <p>Errors are absolute, so that one burst counts once and not squared; each counts less with every later one.
 */
final class RecentErrors {

    /** A normal error's deviation, as a multiple of its mean absolute value. */
    private static final double DEVIATION_OF_MEAN_ERROR = 1.2533;

    private final double usual;
    private final double share;
    private double mean;

    private RecentErrors(double usual, double share, double mean) {
        this.usual = usual;
        this.share = share;
        this.mean = mean;
    }

    /**
     * Measures what is usual on the last values that the arms were fitted to.
     *
     * @param most over how many values at most
     * @param memory of how many values later ones are a mean, roughly
     */
    static RecentErrors measure(Arms arms, RecentValues values, int most, int memory) {
        int count = Math.min(most, values.count() - arms.reach());
        double sum = 0;
        for (int place = values.count() - count; place < values.count(); place++) {
            sum += Math.abs(values.values()[place] - arms.next(values, place));
        }
        double usual = count > 0 ? sum / count : 0;
        return new RecentErrors(usual, 1.0 / memory, usual);
    }

    static RecentErrors read(StateReader in) {
        return new RecentErrors(in.next(), in.next(), in.next());
    }

    void write(StateWriter out) {
        out.add(usual).add(share).add(mean);
    }

    void add(double error) {
        mean += share * (Math.abs(error) - mean);
    }

    /** Returns the variance of what errors are larger than usual by; zero while they are not. */
    double excessVariance() {
        double excess = DEVIATION_OF_MEAN_ERROR * Math.max(0, mean - usual);
        return excess * excess;
    }
}
