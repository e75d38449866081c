package io.reelbudget.policy.ladder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Improves a plan by trying all rungs of a few jobs, the others staying: depth first, passing over what cannot be
 * better. For one thread.
 *
 * <p>What a branch loses at least is by Lagrange's bound with one multiplier: with costs that add up and never exceed
 * the joint cost, loss + μ (cost - limit) is at most the loss of anything that fits, for any μ ≥ 0. The jobs are those
 * whose steps lie nearest to where the linear relaxation stopped, the core: Pisinger, <i>A minimal algorithm for the
 * multiple-choice knapsack problem</i>, European Journal of Operational Research 83 (1995).
 */
final class CoreSearch {

    private static final int MOST_NODES = 400_000;

    private final Choices choices;
    private final double[][] costs;
    private final double multiplier;
    private final double limit;
    private final int[] core;
    private final int[][] order;
    private final double[] restBound;
    private final int[] tried;
    private final Choices.Sums sums;
    private int[] best;
    private double leastLoss;
    private int nodes;

    /**
     * @param chosen a choice that fits
     * @param core the jobs to try, each once
     * @param multiplier what a unit of money is worth in lost quality
     */
    CoreSearch(Choices choices, double[][] costs, double multiplier, double limit, int[] chosen, int[] core) {
        this.choices = choices;
        this.costs = costs;
        this.multiplier = multiplier;
        this.limit = limit;
        this.core = core;
        this.best = chosen.clone();
        this.leastLoss = choices.loss(chosen);
        this.tried = chosen.clone();
        this.sums = choices.new Sums(chosen);
        this.order = new int[core.length][];
        this.restBound = new double[core.length + 1];
        for (int depth = core.length - 1; depth >= 0; depth--) {
            int job = core[depth];
            order[depth] = IntStream.range(0, choices.rungs(job))
                    .boxed()
                    .sorted(Comparator.comparingDouble(rung -> weighed(job, rung)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            restBound[depth] = restBound[depth + 1] + weighed(job, order[depth][0]);
        }
    }

    /** Returns the best choice that was found. */
    int[] search() {
        double fixedLoss = 0;
        double fixedWeighed = -multiplier * limit;
        boolean[] inCore = new boolean[tried.length];
        Arrays.stream(core).forEach(job -> inCore[job] = true);
        for (int job = 0; job < tried.length; job++) {
            if (!inCore[job]) {
                fixedLoss += choices.loss(job, tried[job]);
                fixedWeighed += weighed(job, tried[job]);
            }
        }
        descend(0, fixedLoss, fixedWeighed);
        return best;
    }

    private double weighed(int job, int rung) {
        return choices.loss(job, rung) + multiplier * costs[job][rung];
    }

    private void descend(int depth, double loss, double weighed) {
        if (depth == core.length) {
            if (loss < leastLoss && sums.quantile() <= limit) {
                leastLoss = loss;
                best = tried.clone();
            }
            return;
        }
        int job = core[depth];
        int before = tried[job];
        for (int rung : order[depth]) {
            double bound = weighed + weighed(job, rung) + restBound[depth + 1];
            if (bound >= leastLoss || nodes++ > MOST_NODES) {
                break;
            }
            sums.move(job, tried[job], rung);
            tried[job] = rung;
            descend(depth + 1, loss + choices.loss(job, rung), weighed + weighed(job, rung));
        }
        sums.move(job, tried[job], before);
        tried[job] = before;
    }
}
