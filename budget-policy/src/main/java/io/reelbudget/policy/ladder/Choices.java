package io.reelbudget.policy.ladder;

import java.util.List;

/**
 * The rungs of all jobs as plain numbers, and what a choice of them costs together.
 *
 * <p>The joint cost at a probability is the sum of the medians plus z times the joint spread, with z the normal
 * quantile of that probability in units of that of 90 %, and the joint spread the root of (1 - r) times the sum of the
 * squared spreads plus r times the square of their sum: jobs of one account err alike. For one thread.
 */
final class Choices {

    private final double[][] loss;
    private final double[][] median;
    private final double[][] spread;
    private final double correlation;
    private final double z;

    Choices(List<List<Rung>> jobs, double correlation, double z) {
        this.correlation = correlation;
        this.z = z;
        loss = new double[jobs.size()][];
        median = new double[jobs.size()][];
        spread = new double[jobs.size()][];
        for (int job = 0; job < loss.length; job++) {
            List<Rung> rungs = jobs.get(job);
            loss[job] = rungs.stream().mapToDouble(Rung::loss).toArray();
            median[job] =
                    rungs.stream().mapToDouble(rung -> rung.micros().p50()).toArray();
            spread[job] = rungs.stream().mapToDouble(Rung::spread).toArray();
        }
    }

    int jobs() {
        return loss.length;
    }

    int rungs(int job) {
        return loss[job].length;
    }

    double loss(int job, int rung) {
        return loss[job][rung];
    }

    double loss(int[] chosen) {
        double sum = 0;
        for (int job = 0; job < chosen.length; job++) {
            sum += loss[job][chosen[job]];
        }
        return sum;
    }

    /** Returns each job's rung with the least loss; of several the cheapest. */
    int[] unreduced() {
        int[] chosen = new int[loss.length];
        for (int job = 0; job < chosen.length; job++) {
            for (int rung = 1; rung < loss[job].length; rung++) {
                int best = chosen[job];
                double more = loss[job][rung] - loss[job][best];
                boolean isCheaper = median[job][rung] < median[job][best];
                chosen[job] = more < 0 || (more == 0 && isCheaper) ? rung : best;
            }
        }
        return chosen;
    }

    /** Sums of a choice, from which its joint cost follows; kept while jobs change one by one. */
    final class Sums {

        private double medians;
        private double spreads;
        private double squares;

        Sums(int[] chosen) {
            for (int job = 0; job < chosen.length; job++) {
                add(job, chosen[job]);
            }
        }

        void add(int job, int rung) {
            medians += median[job][rung];
            spreads += spread[job][rung];
            squares += spread[job][rung] * spread[job][rung];
        }

        void move(int job, int from, int to) {
            medians += median[job][to] - median[job][from];
            spreads += spread[job][to] - spread[job][from];
            squares += spread[job][to] * spread[job][to] - spread[job][from] * spread[job][from];
        }

        double quantile() {
            return medians + z * jointSpread();
        }

        private double jointSpread() {
            return Math.sqrt(Math.max(0, (1 - correlation) * squares + correlation * spreads * spreads));
        }
    }

    /**
     * Returns costs that add up and never exceed the joint cost of any choice, exact for one choice: the tangent of the
     * joint spread there, which is a norm of the spreads.
     */
    double[][] tangent(int[] chosen) {
        Sums sums = new Sums(chosen);
        double joint = sums.jointSpread();
        double[][] costs = new double[loss.length][];
        for (int job = 0; job < costs.length; job++) {
            double slope =
                    joint > 0 ? ((1 - correlation) * spread[job][chosen[job]] + correlation * sums.spreads) / joint : 0;
            costs[job] = new double[loss[job].length];
            for (int rung = 0; rung < costs[job].length; rung++) {
                costs[job][rung] = median[job][rung] + z * slope * spread[job][rung];
            }
        }
        return costs;
    }
}
