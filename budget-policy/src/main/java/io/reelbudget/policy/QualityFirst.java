package io.reelbudget.policy;

import io.reelbudget.policy.Action.ProvisionInstances;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Finishes the queue as it was requested before the money is gone, on more instances. */
final class QualityFirst implements Response {

    private final FleetLimits limits;

    QualityFirst(FleetLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "prioritise-quality";
    }

    @Override
    public Remedy remedy(BudgetSituation situation, Outlook outlook) {
        if (situation.queue().isEmpty()) {
            return Remedy.none(
                    ReasonCode.NOTHING_QUEUED,
                    "no job waits, so no instances are provisioned",
                    "Jobs run at full quality until nothing is left; then they are refused.");
        }
        if (!situation.spendable().isPositive()) {
            return Remedy.none(
                    ReasonCode.NOTHING_LEFT,
                    "nothing is left to run the queue with, so no instances are provisioned",
                    "The " + situation.queue().size() + " queued jobs wait for money.");
        }
        int needed = instancesFor(situation, outlook);
        int inForce = situation.stance().instances().asked();
        String clause = needed + " instances are provisioned ahead for "
                + situation.queue().size() + " queued jobs";
        String meaning = "The queued jobs are finished at full quality before the budget runs out; then jobs are"
                + " refused until it is renewed or topped up.";
        List<Action> actions = needed > inForce
                ? List.of(new ProvisionInstances(
                        needed - inForce, "The budget of " + situation.account() + " runs out: " + clause + "."))
                : List.of();
        return new Remedy(ReasonCode.INSTANCES_PROVISIONED, actions, clause, meaning);
    }

    /**
     * Work of the jobs due first must fit before they are due, for each of them: with n instances of c processors, the
     * first k jobs take at least W(k) / (n c) after the boot. That is exact for work that can be split at will and a
     * lower bound for whole jobs, so no instance is started in vain.
     */
    private int instancesFor(BudgetSituation situation, Outlook outlook) {
        Instant exhaustion = situation.now().plus(outlook.timeLeft());
        List<QueuedJob> byDue = situation.queue().stream()
                .sorted(Comparator.comparing((QueuedJob queued) -> due(queued, exhaustion)))
                .toList();
        int most = Math.min(limits.maximumInstances(), byDue.size());
        Instant ready = situation.now().plus(limits.bootTime());
        JointCost work = JointCost.NONE;
        int needed = 1;
        for (QueuedJob queued : byDue) {
            work = work.plus(queued.estimate().cpuSeconds());
            needed = Math.max(needed, instancesFor(work.p90(), Duration.between(ready, due(queued, exhaustion)), most));
        }
        return needed;
    }

    private int instancesFor(double cpuSeconds, Duration time, int most) {
        double seconds = time.toMillis() / 1e3;
        if (seconds <= 0) {
            return most;
        }
        return (int) Math.min(most, Math.ceil(cpuSeconds / (limits.processorsPerInstance() * seconds)));
    }

    private static Instant due(QueuedJob queued, Instant exhaustion) {
        return queued.due().filter(exhaustion::isAfter).orElse(exhaustion);
    }
}
