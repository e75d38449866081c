package io.reelbudget.estimator;

/**
 * Whether the losses of one model are smaller than those of another on the same jobs, beyond noise, whenever one looks.
 *
 * <p>A gambler who bets on each difference before it is known, by what was seen until then, multiplies a stake of one;
 * while the expected difference is zero or less the stake is a nonnegative supermartingale, so that it ever reaches 20
 * has a probability of 5 % at the most (Ville's inequality). The bets follow Waudby-Smith and Ramdas 2024, Estimating
 * means of bounded random variables by betting, Journal of the Royal Statistical Society B 86; on comparing forecasters
 * see Choe and Ramdas 2023, Operations Research 72. Differences beyond four times their usual size count as that: few
 * odd jobs shall not decide.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param pairs how many differences
 * @param sum of the differences
 * @param sumOfSquares of the differences
 * @param logEvidence logarithm of the stake on positive differences
 * @param logEvidenceAgainst logarithm of the stake on negative differences
 */
public record PairedTest(long pairs, double sum, double sumOfSquares, double logEvidence, double logEvidenceAgainst) {

    /** With this evidence a decision is wrong once in twenty trials at the most. */
    public static final double ENOUGH = 20;

    /** The first differences only tell their usual size. */
    private static final int UNBET = 30;

    private static final double MOST_USUAL_SIZES = 4;
    private static final double MOST_STAKED = 0.5;
    private static final double MAX_DIFFERENCE = 1;

    private static final PairedTest NOTHING = new PairedTest(0, 0, 0, 0, 0);

    public PairedTest {
        boolean sound = pairs >= 0
                && Math.abs(sum) <= pairs * MAX_DIFFERENCE
                && sumOfSquares >= 0
                && sumOfSquares <= pairs * MAX_DIFFERENCE
                && Double.isFinite(logEvidence)
                && Double.isFinite(logEvidenceAgainst);
        if (!sound) {
            throw new IllegalArgumentException("Evidence of " + pairs + " pairs was " + sum + ", " + sumOfSquares + ", "
                    + logEvidence + " and " + logEvidenceAgainst + " but must be of bounded pairs; start anew.");
        }
    }

    /** Returns the test of two models that have met on no job yet. */
    public static PairedTest nothing() {
        return NOTHING;
    }

    /**
     * Returns this test with one pair more.
     *
     * @param difference loss of the old model less that of the new; beyond ±1 it counts as that
     */
    public PairedTest after(double difference) {
        double usual = pairs == 0 ? MAX_DIFFERENCE : Math.sqrt(sumOfSquares / pairs);
        double most = pairs < UNBET ? MAX_DIFFERENCE : Math.min(MAX_DIFFERENCE, MOST_USUAL_SIZES * usual);
        double bounded = Math.max(-most, Math.min(most, difference));
        double stake = stake(most);
        return new PairedTest(
                pairs + 1,
                sum + bounded,
                sumOfSquares + bounded * bounded,
                logEvidence + Math.log1p(Math.max(0, stake) * bounded),
                logEvidenceAgainst + Math.log1p(Math.min(0, stake) * bounded));
    }

    /** Returns what is bet for each unit of difference: mean over mean square grows the stake fastest. */
    private double stake(double most) {
        if (pairs < UNBET || sumOfSquares == 0) {
            return 0;
        }
        double best = sum / sumOfSquares;
        return Math.max(-MOST_STAKED / most, Math.min(MOST_STAKED / most, best));
    }

    /** Returns whether the new model is better beyond noise. */
    public boolean favoursNew() {
        return logEvidence >= Math.log(ENOUGH);
    }

    /** Returns whether the new model is worse beyond noise. */
    public boolean favoursOld() {
        return logEvidenceAgainst >= Math.log(ENOUGH);
    }
}
