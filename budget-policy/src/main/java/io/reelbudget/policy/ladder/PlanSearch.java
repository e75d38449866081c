package io.reelbudget.policy.ladder;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** One queue's search for a plan, as {@link LadderPlanner} describes it. For one thread. */
final class PlanSearch {

    private static final int MOST_TANGENTS = 6;
    private static final int MOST_IMPROVEMENTS = 3;
    private static final int CORE = 22;

    private final Choices choices;
    private final double limit;
    private double bound;

    PlanSearch(Choices choices, double limit) {
        this.choices = choices;
        this.limit = limit;
    }

    /** The linear relaxation at a tangent, and the rungs at which the true quantile fits, or all steps are taken. */
    private static final class Relaxed {

        private final double[][] costs;
        private final Descents descents;
        private final int taken;
        private final int[] chosen;

        Relaxed(double[][] costs, Descents descents, int taken, int[] chosen) {
            this.costs = costs;
            this.descents = descents;
            this.taken = taken;
            this.chosen = chosen;
        }

        /** Returns what a unit of money is worth in lost quality where the steps ended. */
        double price() {
            return taken > 0 ? descents.price(taken - 1) : 0;
        }
    }

    QualityPlan plan() {
        int[] chosen = choices.unreduced();
        if (fits(chosen)) {
            return planned(chosen);
        }
        int[] best = chosen;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_TANGENTS; i++) {
            Relaxed relaxed = relax(chosen);
            if (!fits(relaxed.chosen)) {
                return least < Double.POSITIVE_INFINITY ? planned(improved(best)) : planned(relaxed.chosen);
            }
            double loss = choices.loss(relaxed.chosen);
            if (loss < least) {
                least = loss;
                best = relaxed.chosen;
            }
            if (Arrays.equals(relaxed.chosen, chosen)) {
                break;
            }
            chosen = relaxed.chosen;
        }
        return planned(improved(best));
    }

    private boolean fits(int[] chosen) {
        return choices.new Sums(chosen).quantile() <= limit;
    }

    private Relaxed relax(int[] about) {
        double[][] costs = choices.tangent(about);
        Descents descents = Descents.of(choices, costs);
        int[] chosen = descents.first();
        Choices.Sums sums = choices.new Sums(chosen);
        int taken = 0;
        while (taken < descents.count() && sums.quantile() > limit) {
            int job = descents.job(taken);
            sums.move(job, chosen[job], descents.to(taken));
            chosen[job] = descents.to(taken);
            taken++;
        }
        Relaxed relaxed = new Relaxed(costs, descents, taken, chosen);
        raiseBound(relaxed);
        return relaxed;
    }

    /** Lagrange's bound holds for any price of money; that of the last step makes it the relaxation's. */
    private void raiseBound(Relaxed relaxed) {
        double sum = -relaxed.price() * limit;
        for (int job = 0; job < choices.jobs(); job++) {
            double least = Double.POSITIVE_INFINITY;
            for (int rung = 0; rung < choices.rungs(job); rung++) {
                least = Math.min(least, choices.loss(job, rung) + relaxed.price() * relaxed.costs[job][rung]);
            }
            sum += least;
        }
        bound = Math.max(bound, sum);
    }

    private int[] improved(int[] fitting) {
        int[] best = fitting;
        for (int i = 0; i < MOST_IMPROVEMENTS; i++) {
            Relaxed relaxed = relax(best);
            int[] filled = filled(best, relaxed.costs);
            int[] next = new CoreSearch(choices, relaxed.costs, relaxed.price(), limit, filled, core(relaxed)).search();
            if (!(choices.loss(next) < choices.loss(best))) {
                return best;
            }
            best = next;
        }
        return best;
    }

    /** Takes jobs up wherever the rest of the money allows it, those first that gain most for what they cost. */
    private int[] filled(int[] fitting, double[][] costs) {
        int[] chosen = fitting.clone();
        Choices.Sums sums = choices.new Sums(chosen);
        Integer[] order = new Integer[chosen.length];
        double[] worth = new double[chosen.length];
        for (int job = 0; job < chosen.length; job++) {
            order[job] = job;
            for (int rung = 0; rung < choices.rungs(job); rung++) {
                double gain = choices.loss(job, chosen[job]) - choices.loss(job, rung);
                double cost = Math.max(costs[job][rung] - costs[job][chosen[job]], Double.MIN_NORMAL);
                worth[job] = Math.max(worth[job], gain / cost);
            }
        }
        Arrays.sort(order, (one, other) -> Double.compare(worth[other], worth[one]));
        for (int job : order) {
            if (worth[job] <= 0) {
                break;
            }
            takeUp(job, chosen, sums);
        }
        return chosen;
    }

    private void takeUp(int job, int[] chosen, Choices.Sums sums) {
        int before = chosen[job];
        int best = before;
        for (int rung = 0; rung < choices.rungs(job); rung++) {
            if (choices.loss(job, rung) < choices.loss(job, best)) {
                sums.move(job, best, rung);
                if (sums.quantile() <= limit) {
                    best = rung;
                } else {
                    sums.move(job, rung, best);
                }
            }
        }
        chosen[job] = best;
    }

    /** The jobs whose steps lie nearest to where the relaxation stopped. */
    private static int[] core(Relaxed relaxed) {
        Set<Integer> core = new LinkedHashSet<>();
        Descents descents = relaxed.descents;
        for (int away = 0; core.size() < CORE && away <= descents.count(); away++) {
            for (int step : new int[] {relaxed.taken - 1 - away, relaxed.taken + away}) {
                if (step >= 0 && step < descents.count() && core.size() < CORE) {
                    core.add(descents.job(step));
                }
            }
        }
        return core.stream().mapToInt(Integer::intValue).toArray();
    }

    private QualityPlan planned(int[] chosen) {
        return new QualityPlan(chosen, choices.loss(chosen), bound, choices.new Sums(chosen).quantile(), limit);
    }
}
