package io.reelbudget.estimator;

import io.reelbudget.job.ErrorCorrelation;
import io.reelbudget.job.JobKind;
import io.reelbudget.job.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * How much the errors of jobs go together, measured on the jobs that finished one after another.
 *
 * <p>Of each block of {@value #BLOCK} jobs all pairs are multiplied, error by error, each error in units of its own
 * estimate's deviation and against the bias as it was when the block began: that is how a batch is estimated, before
 * any of it has run. The mean product over the mean square is the correlation (the moment estimate of a variance
 * component; Searle, Casella and McCulloch 1992, Variance Components). Pairs of one source, of one kind, and all others
 * are measured apart. {@link ErrorCorrelation#prior} counts as {@value #PRIOR_BLOCKS} blocks; old blocks fade.
 *
 * <p>This class is not thread-safe.
 */
final class SharedErrors {

    static final int BLOCK = 32;

    private static final int PRIOR_BLOCKS = 2;
    private static final double FADING = 0.98;
    private static final double MOST_DEVIATIONS = 4;

    /** With so many pairs a block counts fully. */
    private static final int PAIRS_OF_A_BLOCK = 16;

    private final Pairs others = new Pairs();
    private final Pairs ofKind = new Pairs();
    private final Pairs ofSource = new Pairs();
    private final List<Error> block = new ArrayList<>(BLOCK);

    private record Error(double deviations, JobKind kind, Source source) {}

    /** Faded sums of products and of squares over blocks. */
    private static final class Pairs {
        private double weight;
        private double products;
        private double squares;

        void add(double sumOfProducts, int pairs, double meanSquare) {
            double counts = Math.min(1, pairs / (double) PAIRS_OF_A_BLOCK);
            weight = FADING * weight + counts;
            products = FADING * products + (pairs == 0 ? 0 : counts * sumOfProducts / pairs);
            squares = FADING * squares + counts * meanSquare;
        }

        double correlation(double prior) {
            return (PRIOR_BLOCKS * prior + products) / (PRIOR_BLOCKS + squares);
        }
    }

    /**
     * Takes note of one job.
     *
     * @param deviations log(actual / P50) over the deviation that its estimate implies
     * @return whether that was the last one of a block
     */
    boolean learn(double deviations, JobKind kind, Source source) {
        double bounded = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
        block.add(new Error(bounded, kind, source));
        if (block.size() < BLOCK) {
            return false;
        }
        learnBlock();
        block.clear();
        return true;
    }

    private void learnBlock() {
        double[] products = new double[3];
        int[] pairs = new int[3];
        double squares = 0;
        for (int i = 0; i < BLOCK; i++) {
            Error one = block.get(i);
            squares += one.deviations() * one.deviations() / BLOCK;
            for (int j = 0; j < i; j++) {
                Error other = block.get(j);
                int which = one.source().equals(other.source()) ? 2 : one.kind().equals(other.kind()) ? 1 : 0;
                products[which] += one.deviations() * other.deviations();
                pairs[which]++;
            }
        }
        others.add(products[0], pairs[0], squares);
        ofKind.add(products[1], pairs[1], squares);
        ofSource.add(products[2], pairs[2], squares);
    }

    /** Returns what is known by now. Jobs of a kind or a source have at least as much in common as any jobs. */
    ErrorCorrelation correlation() {
        ErrorCorrelation prior = ErrorCorrelation.prior();
        double any = others.correlation(prior.anyJobs());
        double kind = ofKind.correlation(prior.anyJobs() + prior.sameKind());
        double source = ofSource.correlation(prior.anyJobs() + prior.sameSource());
        any = Math.min(any, pooled(any, others, kind, ofKind));
        any = Math.min(any, pooled(any, others, source, ofSource));
        double anyShare = share(any, 1);
        double kindShare = share(kind - any, 1 - anyShare);
        return new ErrorCorrelation(anyShare, kindShare, share(source - any, 1 - anyShare - kindShare));
    }

    private static double pooled(double one, Pairs of, double other, Pairs ofOther) {
        double weight = PRIOR_BLOCKS + of.weight;
        double otherWeight = PRIOR_BLOCKS + ofOther.weight;
        return (one * weight + other * otherWeight) / (weight + otherWeight);
    }

    private static double share(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    CalibrationSnapshot.PairSums snapshot() {
        return new CalibrationSnapshot.PairSums(
                others.weight,
                others.products,
                others.squares,
                ofKind.weight,
                ofKind.products,
                ofKind.squares,
                ofSource.weight,
                ofSource.products,
                ofSource.squares);
    }

    void restore(CalibrationSnapshot.PairSums kept) {
        block.clear();
        restore(others, kept.otherWeight(), kept.otherProducts(), kept.otherSquares());
        restore(ofKind, kept.kindWeight(), kept.kindProducts(), kept.kindSquares());
        restore(ofSource, kept.sourceWeight(), kept.sourceProducts(), kept.sourceSquares());
    }

    private static void restore(Pairs pairs, double weight, double products, double squares) {
        pairs.weight = weight;
        pairs.products = products;
        pairs.squares = squares;
    }
}
