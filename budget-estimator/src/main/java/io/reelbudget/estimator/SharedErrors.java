package io.reelbudget.estimator;

import io.reelbudget.job.ErrorCorrelation;
import io.reelbudget.job.JobKind;
import io.reelbudget.job.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * How much the errors of jobs go together, measured on the jobs that finished one after another.
 *
 * <p>Of each block of jobs all pairs are multiplied, error by error, each error in units of the deviation that its own
 * estimate implies. The mean product is the covariance in these units (the moment estimate of a variance component;
 * Searle, Casella and McCulloch 1992, Variance Components): what jobs of a batch have in common. Pairs of one source,
 * of one kind, and all others are measured apart. {@link ErrorCorrelation#prior} counts as 64 jobs; old blocks fade.
 *
 * <p>This class is not thread-safe.
 */
final class SharedErrors {

    private static final double PRIOR_JOBS = 64;

    /** How many of the newest jobs count, roughly. */
    private static final double MEMORY_JOBS = 3_000;

    private static final double MOST_DEVIATIONS = 4;

    /** With so many pairs a block counts fully. */
    private static final int PAIRS_OF_A_BLOCK = 16;

    private final int blockSize;
    private final double priorBlocks;
    private final double fading;
    private final Pairs others = new Pairs();
    private final Pairs ofKind = new Pairs();
    private final Pairs ofSource = new Pairs();
    private final List<Miss> block = new ArrayList<>();

    private record Miss(double deviations, JobKind kind, Source source) {}

    /** Faded sums of mean products over blocks. */
    private final class Pairs {
        private double weight;
        private double products;

        void add(double sumOfProducts, int pairs) {
            double counts = Math.min(1, pairs / (double) PAIRS_OF_A_BLOCK);
            weight = fading * weight + counts;
            products = fading * products + (pairs == 0 ? 0 : counts * sumOfProducts / pairs);
        }

        double correlation(double prior) {
            return (priorBlocks * prior + products) / (priorBlocks + weight);
        }
    }

    SharedErrors(int blockSize) {
        this.blockSize = blockSize;
        this.priorBlocks = PRIOR_JOBS / blockSize;
        this.fading = 1 - blockSize / MEMORY_JOBS;
    }

    /**
     * Takes note of one job.
     *
     * @param deviations log(actual / P50) over the deviation that its estimate implies
     * @return whether that was the last one of a block
     */
    boolean learn(double deviations, JobKind kind, Source source) {
        double bounded = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
        block.add(new Miss(bounded, kind, source));
        if (block.size() < blockSize) {
            return false;
        }
        learnBlock();
        block.clear();
        return true;
    }

    private void learnBlock() {
        double[] products = new double[3];
        int[] pairs = new int[3];
        for (int i = 0; i < blockSize; i++) {
            Miss one = block.get(i);
            for (int j = 0; j < i; j++) {
                Miss other = block.get(j);
                int which = one.source().equals(other.source()) ? 2 : one.kind().equals(other.kind()) ? 1 : 0;
                products[which] += one.deviations() * other.deviations();
                pairs[which]++;
            }
        }
        others.add(products[0], pairs[0]);
        ofKind.add(products[1], pairs[1]);
        ofSource.add(products[2], pairs[2]);
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

    /** Returns how many of the newest blocks count. */
    double blocks() {
        return Math.max(others.weight, Math.max(ofKind.weight, ofSource.weight));
    }

    private double pooled(double one, Pairs of, double other, Pairs ofOther) {
        double weight = priorBlocks + of.weight;
        double otherWeight = priorBlocks + ofOther.weight;
        return (one * weight + other * otherWeight) / (weight + otherWeight);
    }

    private static double share(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    CalibrationSnapshot.PairSums snapshot() {
        return new CalibrationSnapshot.PairSums(
                others.weight, others.products, ofKind.weight, ofKind.products, ofSource.weight, ofSource.products);
    }

    void restore(CalibrationSnapshot.PairSums kept) {
        block.clear();
        restore(others, kept.otherWeight(), kept.otherProducts());
        restore(ofKind, kept.kindWeight(), kept.kindProducts());
        restore(ofSource, kept.sourceWeight(), kept.sourceProducts());
    }

    private static void restore(Pairs pairs, double weight, double products) {
        pairs.weight = weight;
        pairs.products = products;
    }
}
