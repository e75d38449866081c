package io.reelbudget.estimator;

import java.util.List;

/**
 * All that finished jobs have taught about the estimates of one model or rate table, to be kept over a restart.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param groups biases, by group of renditions, the longest unused first
 * @param kinds spreads, by kind of job, the longest unused first
 * @param pairsSinceBlock how errors go together, against the bias when each block began
 * @param pairsSinceAsked how errors go together, against what had been expected
 * @param together how totals of batches spread
 */
public record CalibrationSnapshot(
        List<GroupBias> groups,
        List<KindSpread> kinds,
        PairSums pairsSinceBlock,
        PairSums pairsSinceAsked,
        BatchStretch together) {

    /**
     * What was learned of one group of renditions, in natural logarithms of cost.
     *
     * @param basis the model or rates that it corrects, by name and version
     * @param encoder the encoder, or empty for all of them
     * @param preset the preset, or empty for all of them
     * @param jobs how many finished jobs it rests on
     * @param bias how much dearer its jobs are than those of the wider group
     * @param variance how uncertain that is
     */
    public record GroupBias(String basis, String encoder, String preset, long jobs, double bias, double variance) {
        public GroupBias {
            boolean sound = jobs >= 1 && within(Effect.MAX_BIAS, bias) && variance >= 0 && variance <= 1;
            require(sound, "bias of " + encoder + "/" + preset);
        }
    }

    /**
     * What was learned of one kind of job, in natural logarithms of cost.
     *
     * @param basis the model or rates that it corrects, by name and version
     * @param name which jobs, empty for all
     * @param jobs how many finished jobs it rests on
     * @param upper how far P90 is tracked out
     * @param lower how far P10 is tracked down
     * @param deviation mean distance of jobs from their P50
     * @param ratio what jobs took in total over their implied means
     * @param size the usual implied mean, in seconds
     * @param above the newest scores of P90, the oldest first
     * @param below the newest scores of P10, the oldest first
     */
    public record KindSpread(
            String basis,
            String name,
            long jobs,
            double upper,
            double lower,
            double deviation,
            double ratio,
            double size,
            List<Double> above,
            List<Double> below) {
        public KindSpread {
            above = List.copyOf(above);
            below = List.copyOf(below);
            boolean sound = jobs >= 1
                    && within(Spread.MAX_OFFSET, upper)
                    && within(Spread.MAX_OFFSET, lower)
                    && deviation >= 0
                    && within(RecentScores.MAX_SCORE, deviation)
                    && ratio >= 1 / Spread.MAX_RATIO
                    && ratio <= Spread.MAX_RATIO
                    && size > 0
                    && size < Double.POSITIVE_INFINITY
                    && above.size() <= RecentScores.WINDOW
                    && above.size() == below.size()
                    && above.stream().allMatch(score -> within(RecentScores.MAX_SCORE, score))
                    && below.stream().allMatch(score -> within(RecentScores.MAX_SCORE, score));
            require(sound, "spread of '" + name + "'");
        }
    }

    /**
     * Products of errors, summed over blocks of jobs: of pairs of one source, of one kind, and of all others.
     *
     * @param otherWeight how many blocks count
     * @param otherProducts sum of mean products
     * @param kindWeight how many blocks count
     * @param kindProducts sum of mean products
     * @param sourceWeight how many blocks count
     * @param sourceProducts sum of mean products
     */
    public record PairSums(
            double otherWeight,
            double otherProducts,
            double kindWeight,
            double kindProducts,
            double sourceWeight,
            double sourceProducts) {

        private static final double MOST = 1e4;

        public PairSums {
            boolean sound = sound(otherWeight, otherProducts)
                    && sound(kindWeight, kindProducts)
                    && sound(sourceWeight, sourceProducts);
            require(sound, "correlation");
        }

        private static boolean sound(double weight, double products) {
            return weight >= 0 && within(MOST, weight) && within(MOST, products);
        }
    }

    /**
     * How far the quantiles of batches are moved away from P50, as shares of the distance in logarithms.
     *
     * @param batches how many batches it rests on
     * @param upper what P90 is moved by
     * @param lower what P10 is moved by
     */
    public record BatchStretch(long batches, double upper, double lower) {
        public BatchStretch {
            boolean sound = batches >= 0 && sound(upper) && sound(lower);
            require(sound, "stretch of batches");
        }

        private static boolean sound(double stretch) {
            return stretch >= BatchSpread.LEAST_STRETCH && stretch <= BatchSpread.MOST_STRETCH;
        }
    }

    public CalibrationSnapshot {
        groups = List.copyOf(groups);
        kinds = List.copyOf(kinds);
        require(groups.size() <= BiasFilter.MAX_GROUPS, "list of " + groups.size() + " groups");
        require(kinds.size() <= Calibration.MAX_KINDS, "list of " + kinds.size() + " kinds");
    }

    private static boolean within(double bound, double value) {
        return Math.abs(value) <= bound;
    }

    private static void require(boolean sound, String what) {
        if (!sound) {
            throw new IllegalArgumentException("Calibration had a " + what
                    + " outside of its bounds but must be as it was written; start without it.");
        }
    }
}
