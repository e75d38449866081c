package io.reelbudget.policy;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.policy.ladder.LadderPlanner;
import io.reelbudget.policy.ladder.QualityPlan;
import io.reelbudget.policy.ladder.Rung;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A queue while it is changed: job for job, until it fits in the money that is left.
 *
 * <p>It fits when its 90 % quantile is within what can still be held, and the median of all spending until recovery is
 * within what remains. This class is for one thread.
 */
final class QueuePlan {

    private static final Comparator<QueuedJob> MOST_IMPORTANT_FIRST = Comparator.comparing(
                    (QueuedJob queued) -> priority(queued), Comparator.reverseOrder())
            .thenComparing(queued -> queued.priceMicros().p50())
            .thenComparing(queued -> queued.job().id().value());

    private static final int MOST_TRIES = 12;
    private static final double STRICTER = 0.95;

    private final List<QueuedJob> queue;
    private final double spendable;
    private JointCost cost;
    private double overshoot;

    private QueuePlan(List<QueuedJob> queue, JointCost cost, double spendable, double overshoot) {
        this.queue = queue;
        this.cost = cost;
        this.spendable = spendable;
        this.overshoot = overshoot;
    }

    static QueuePlan of(BudgetSituation situation, Outlook outlook) {
        JointCost cost = JointCost.NONE;
        for (QueuedJob queued : situation.queue()) {
            cost = cost.plus(queued.priceMicros());
        }
        return new QueuePlan(situation.queue(), cost, situation.spendable().micros(), outlook.medianOvershoot());
    }

    boolean fits() {
        return cost.p90() <= spendable && overshoot <= 0;
    }

    /**
     * Takes jobs down as far as the queue needs to fit, with the least loss of quality; where it cannot fit, all as far
     * as the ladder goes.
     */
    List<Replacement> reduced(Descent descent) {
        List<List<QueuedJob>> ways = queue.stream().map(descent::ways).toList();
        List<List<Rung>> rungs = new ArrayList<>();
        for (List<QueuedJob> way : ways) {
            rungs.add(descent.rungs(way));
        }
        QualityPlan plan = plan(rungs);
        List<Replacement> replacements = new ArrayList<>();
        for (int job = 0; job < ways.size(); job++) {
            QueuedJob before = queue.get(job);
            QueuedJob after = ways.get(job).get(plan.rung(job));
            if (!after.equals(before)) {
                exchange(before, after);
                replacements.add(new Replacement(before, after));
            }
        }
        replacements.sort(Comparator.comparing(replacement -> priority(replacement.queued())));
        return replacements;
    }

    /**
     * The 90 % quantile must fit in what can be held, and the median in what leaves no overshoot: the stricter rules.
     */
    private QualityPlan plan(List<List<Rung>> rungs) {
        LadderPlanner planner = LadderPlanner.correlated(JointCost.CORRELATION);
        QualityPlan plan = planner.plan(rungs, spendable);
        double medianLimit = cost.p50() - overshoot;
        if (!plan.fits() || median(rungs, plan) <= medianLimit) {
            return plan;
        }
        QualityPlan byMedian = planner.fittingWith(0).plan(rungs, medianLimit);
        double limit = spendable;
        for (int i = 0; i < MOST_TRIES && !isWithin(spendable, rungs, byMedian); i++) {
            limit *= STRICTER;
            QualityPlan stricter = planner.plan(rungs, limit);
            if (median(rungs, stricter) <= medianLimit) {
                return stricter;
            }
        }
        return byMedian;
    }

    private static boolean isWithin(double limit, List<List<Rung>> rungs, QualityPlan plan) {
        JointCost sum = JointCost.NONE;
        for (int job = 0; job < plan.jobs(); job++) {
            sum = sum.plus(rungs.get(job).get(plan.rung(job)).micros());
        }
        return sum.p90() <= limit;
    }

    private static double median(List<List<Rung>> rungs, QualityPlan plan) {
        double sum = 0;
        for (int job = 0; job < plan.jobs(); job++) {
            sum += rungs.get(job).get(plan.rung(job)).micros().p50();
        }
        return sum;
    }

    /** Puts back what was requested, the most important first, wherever the queue still fits with it. */
    List<Replacement> restored(JobPricing pricing) {
        List<Replacement> restored = new ArrayList<>();
        for (QueuedJob queued : queue.stream()
                .filter(QueuedJob::isReduced)
                .sorted(MOST_IMPORTANT_FIRST)
                .toList()) {
            QueuedJob asRequested = queued.with(queued.requested(), pricing.price(queued.requested()));
            exchange(queued, asRequested);
            if (fits()) {
                restored.add(new Replacement(queued, asRequested));
            } else {
                exchange(asRequested, queued);
            }
        }
        return restored;
    }

    private void exchange(QueuedJob out, QueuedJob in) {
        cost = cost.minus(out.priceMicros()).plus(in.priceMicros());
        overshoot += in.priceMicros().p50() - out.priceMicros().p50();
    }

    private static Priority priority(QueuedJob queued) {
        return queued.job().serviceLevel().priority();
    }
}
