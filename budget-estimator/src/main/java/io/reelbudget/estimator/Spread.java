package io.reelbudget.estimator;

import java.util.List;

/**
 * How far the jobs of one kind spread around their corrected estimates.
 *
 * <p>Learned in this order, each on what the one before has left: the bias (by {@link BiasFilter}, over renditions);
 * how far P10 and P90 must be moved by the newest scores; trackers that hold the long-run shares beyond both at 10 %
 * whatever the distribution does (Gibbs and Candès 2021, arXiv:2106.00170; Angelopoulos, Candès and Tibshirani 2023,
 * arXiv:2307.16895); the ratio of what jobs really took in total to the mean that their quantiles imply.
 *
 * <p>This class is not thread-safe.
 */
final class Spread {

    static final double MAX_OFFSET = 2;
    static final double MAX_RATIO = 5;

    private static final double TRACKER_GAIN = 0.02;
    private static final double SHARE_BEYOND = 0.1;
    private static final double LEAST_WEIGHT = 0.05;
    private static final double LEAST_RATIO_WEIGHT = 0.002;
    private static final double MAX_SURPRISE = Math.log(10);

    /** A job that is larger than usual counts as so many usual ones in the ratio of totals. */
    private static final double MOST_SIZE = 5;

    private final RecentScores above = new RecentScores();
    private final RecentScores below = new RecentScores();
    private long jobs;
    private double upper;
    private double lower;
    private double deviation;
    private double ratio = 1;
    private double size;

    /**
     * One finished job against its estimate.
     *
     * @param surprise log(actual / P50), after the bias
     * @param abovePlainP90 log(actual / P90), after the bias only
     * @param belowPlainP10 log(P10 / actual), after the bias only
     * @param aboveGivenP90 log(actual / P90), of the P90 that it was given
     * @param belowGivenP10 log(P10 / actual), of the P10 that it was given
     * @param impliedMean the mean that the given quantiles imply, in seconds
     * @param seconds what it took
     */
    record Finished(
            double surprise,
            double abovePlainP90,
            double belowPlainP10,
            double aboveGivenP90,
            double belowGivenP10,
            double impliedMean,
            double seconds) {}

    void learn(Finished job) {
        jobs++;
        above.add(job.abovePlainP90());
        below.add(job.belowPlainP10());
        upper = tracked(upper, job.aboveGivenP90());
        lower = tracked(lower, job.belowGivenP10());
        double distance = Math.min(MAX_SURPRISE, Math.abs(job.surprise()));
        deviation += (distance - deviation) * Math.max(1.0 / jobs, LEAST_WEIGHT);
        learnRatio(job.impliedMean(), job.seconds());
    }

    private static double tracked(double offset, double beyond) {
        double step = TRACKER_GAIN * (beyond > 0 ? 1 - SHARE_BEYOND : -SHARE_BEYOND);
        return Math.max(-MAX_OFFSET, Math.min(MAX_OFFSET, offset + step));
    }

    /** Large jobs count for more, so that the totals agree (a ratio estimator; Cochran 1977, chapter 6). */
    private void learnRatio(double impliedMean, double seconds) {
        double weight = Math.max(1.0 / jobs, LEAST_RATIO_WEIGHT);
        double relative = size == 0 ? 1 : Math.min(MOST_SIZE, impliedMean / size);
        size = size == 0 ? impliedMean : size * (1 + (relative - 1) * weight);
        double took = Math.min(MAX_RATIO, seconds / impliedMean);
        double moved = ratio + Math.min(1, weight * relative) * (took - ratio);
        ratio = Math.max(1 / MAX_RATIO, Math.min(MAX_RATIO, moved));
    }

    long jobs() {
        return jobs;
    }

    int scores() {
        return above.size();
    }

    /** Returns how far P90 is moved by the newest scores, in logarithms. */
    double upperByScores() {
        return above.ninetyPercent();
    }

    /** Returns how far P10 is moved down by the newest scores, in logarithms. */
    double lowerByScores() {
        return below.ninetyPercent();
    }

    double upperTracked() {
        return upper;
    }

    double lowerTracked() {
        return lower;
    }

    /** Returns the mean distance of jobs from their P50, in logarithms. */
    double deviation() {
        return deviation;
    }

    /** Returns what jobs took in total over the sum of their implied means. */
    double ratio() {
        return ratio;
    }

    CalibrationSnapshot.KindSpread snapshot(Kind kind) {
        return new CalibrationSnapshot.KindSpread(
                kind.basis(), kind.name(), jobs, upper, lower, deviation, ratio, size, rounded(above), rounded(below));
    }

    static Spread of(CalibrationSnapshot.KindSpread kept) {
        Spread spread = new Spread();
        spread.jobs = kept.jobs();
        spread.upper = kept.upper();
        spread.lower = kept.lower();
        spread.deviation = kept.deviation();
        spread.ratio = kept.ratio();
        spread.size = kept.size();
        kept.above().forEach(spread.above::add);
        kept.below().forEach(spread.below::add);
        return spread;
    }

    /** Ten thousandths are finer than any cost is known, and keep the file small. */
    private static List<Double> rounded(RecentScores scores) {
        return scores.oldestFirst()
                .mapToObj(score -> Math.round(score * 1e4) / 1e4)
                .toList();
    }
}
