package io.reelbudget.policy;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A queue while it is changed: job for job, until it fits in the money that is left.
 *
 * <p>It fits when its 90 % quantile is within what can still be held, and the median of all spending until recovery is
 * within what remains. This class is for one thread.
 */
final class QueuePlan {

    private static final Comparator<QueuedJob> LEAST_IMPORTANT_FIRST = Comparator.comparing(
                    (QueuedJob queued) -> priority(queued))
            .thenComparing(queued -> -queued.priceMicros().p50())
            .thenComparing(queued -> queued.job().id().value());

    private static final Comparator<QueuedJob> MOST_IMPORTANT_FIRST = Comparator.comparing(
                    (QueuedJob queued) -> priority(queued), Comparator.reverseOrder())
            .thenComparing(queued -> queued.priceMicros().p50())
            .thenComparing(queued -> queued.job().id().value());

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
     * Takes all jobs down one rung after the other, the least important and dearest first, and stops as soon as the
     * queue fits: no job goes down two rungs before the others went down one.
     */
    List<Replacement> reduced(Descent descent) {
        List<QueuedJob> before = queue.stream().sorted(LEAST_IMPORTANT_FIRST).toList();
        List<Optional<QueuedJob>> now =
                new ArrayList<>(before.stream().map(Optional::of).toList());
        List<QueuedJob> after = new ArrayList<>(before);
        boolean moved = true;
        while (moved && !fits()) {
            moved = false;
            for (int i = 0; i < now.size() && !fits(); i++) {
                Optional<QueuedJob> cheaper = now.get(i).flatMap(descent::next);
                now.set(i, cheaper);
                if (cheaper.isPresent()) {
                    exchange(after.get(i), cheaper.get());
                    after.set(i, cheaper.get());
                    moved = true;
                }
            }
        }
        return changes(before, after);
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

    private static List<Replacement> changes(List<QueuedJob> before, List<QueuedJob> after) {
        List<Replacement> changes = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                changes.add(new Replacement(before.get(i), after.get(i)));
            }
        }
        return changes;
    }

    private static Priority priority(QueuedJob queued) {
        return queued.job().serviceLevel().priority();
    }
}
