package io.reelbudget.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.policy.scaling.CapacityDemand;
import io.reelbudget.policy.scaling.CapacityPlan;
import io.reelbudget.policy.scaling.CapacityPlanner;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says how many instances an account has use for, so that those beyond may go.
 *
 * <p>What runs keeps one each, for the account or for one below it, as the queue is of both: an instance runs one job
 * at a time, and which of them are busy is not known here. What waits needs as many as its deadlines do; while a policy
 * that has acted wants the queue finished before the money is gone, that instant is a deadline of each job, and one
 * that is late whatever is done keeps an instance of its own.
 */
final class FleetNeed {

    private FleetNeed() {}

    /** @param running how many jobs run for the account and for those below it */
    static int of(BudgetSituation situation, long running, FleetTerms terms) {
        return (int) Math.min(terms.mostInstances(), running + forQueue(situation, terms));
    }

    private static int forQueue(BudgetSituation situation, FleetTerms terms) {
        if (situation.queue().isEmpty()) {
            return 0;
        }
        boolean isPressing = situation.stance().hasActed();
        Instant exhaustion = situation.now().plus(Outlook.of(situation).timeLeft());
        List<CapacityDemand.Job> jobs = situation.queue().stream()
                .map(queued -> demand(queued, isPressing ? Optional.of(exhaustion) : Optional.empty()))
                .toList();
        CapacityPlan plan = CapacityPlanner.of(terms).plan(CapacityDemand.of(situation.now(), jobs));
        int late = isPressing ? plan.late().size() : 0;
        return Math.min(jobs.size(), plan.instances() + late);
    }

    private static CapacityDemand.Job demand(QueuedJob queued, Optional<Instant> exhaustion) {
        Quantiles seconds = queued.estimate().cpuSeconds();
        Optional<Instant> due = queued.due()
                .map(own -> exhaustion.filter(own::isAfter).orElse(own))
                .or(() -> exhaustion);
        return new CapacityDemand.Job(queued.job().id(), seconds, due);
    }
}
