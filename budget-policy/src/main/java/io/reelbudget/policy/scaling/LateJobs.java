package io.reelbudget.policy.scaling;

import io.reelbudget.policy.scaling.CapacityDemand.Job;
import io.reelbudget.policy.scaling.CapacityDemand.Running;
import io.reelbudget.policy.scaling.CapacityPlan.Late;
import io.reelbudget.policy.scaling.CapacityPlan.Reason;
import io.reelbudget.policy.scaling.WorkTotal.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Sets aside the jobs whose deadlines cannot be met, so that the others' are.
 *
 * <p>First those that would take too long even alone. Then, while no fleet that may be had meets the first of the other
 * deadlines up to one, the largest jobs up to that one: what leaves fewest jobs late on a single machine (Moore 1968),
 * and few on several. They run after all others.
 *
 * <p>This class is not thread-safe.
 */
final class LateJobs {

    /** Long queues are thinned by a fiftieth at a time. */
    private static final int AT_ONCE = 50;

    private final FleetTerms terms;
    private final CapacityDemand demand;
    private final double z;
    private final List<Late> late = new ArrayList<>();
    private final Set<Job> dropped = new HashSet<>();
    private Deadlines deadlines;

    LateJobs(FleetTerms terms, CapacityDemand demand, double z) {
        this.terms = terms;
        this.demand = demand;
        this.z = z;
        for (Job job : demand.jobs()) {
            job.due().ifPresent(due -> soonest(job)
                    .filter(each -> each.isAfter(due))
                    .ifPresent(end -> {
                        dropped.add(job);
                        late.add(new Late(job.id(), Reason.TOO_LONG, due, tooLong(job, due, end)));
                    }));
        }
        deadlines = remaining();
    }

    Deadlines deadlines() {
        return deadlines;
    }

    List<Late> all() {
        return late;
    }

    boolean isShortOfInstances() {
        return late.stream().anyMatch(each -> each.reason() == Reason.TOO_FEW_INSTANCES);
    }

    /** Sets the largest jobs aside up to a deadline that no fleet meets, and returns what is left. */
    Deadlines without(int missed) {
        List<Job> until = deadlines.rows().stream()
                .limit(missed + 1L)
                .flatMap(row -> row.jobs().stream())
                .toList();
        until.stream()
                .sorted(Comparator.comparingDouble(
                        (Job job) -> -Term.of(job.cpuSeconds()).mean()))
                .limit(Math.max(1, until.size() / AT_ONCE))
                .forEach(job -> {
                    dropped.add(job);
                    late.add(new Late(
                            job.id(), Reason.TOO_FEW_INSTANCES, job.due().orElseThrow(), tooFew(job)));
                });
        deadlines = remaining();
        return deadlines;
    }

    private Deadlines remaining() {
        return new Deadlines(
                demand.now(),
                demand.jobs().stream().filter(job -> !dropped.contains(job)).toList(),
                z);
    }

    /** Returns when a job would be done at the soonest if nothing else waited. */
    private Optional<Instant> soonest(Job job) {
        double seconds = Term.of(job.cpuSeconds()).quantile(z);
        Optional<Instant> soonest = Optional.empty();
        double slowest = demand.running().stream()
                .mapToDouble(group -> group.offer().pace())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        List<Instant> ends = new ArrayList<>();
        for (Running group : demand.running()) {
            Instant from = group.from().isBefore(demand.now()) ? demand.now() : group.from();
            // Whichever instance takes it: the slowest that runs may.
            ends.add(from.plus(Seconds.time(seconds / slowest)));
        }
        for (InstanceOffer offer : terms.offers()) {
            double pace = Math.min(slowest, offer.pace());
            ends.add(demand.now().plus(offer.boot()).plus(Seconds.time(seconds / pace)));
        }
        for (Instant end : ends) {
            soonest = soonest.filter(each -> each.isBefore(end)).or(() -> Optional.of(end));
        }
        return soonest;
    }

    private String tooLong(Job job, Instant due, Instant end) {
        Duration over = Duration.between(due, end);
        return String.format(
                Locale.ROOT,
                "Job %s is due %s but would be done %s at the soonest, alone on the fastest instance, %d s too late;"
                        + " give it more time or offer a faster instance.",
                job.id(),
                due,
                end,
                Math.max(1, over.toSeconds()));
    }

    private String tooFew(Job job) {
        return "Job " + job.id() + " is due " + job.due().orElseThrow() + " but no " + terms.mostInstances()
                + " instances of those offered finish what is due until then with a probability of "
                + terms.probability() + "; allow more instances or give it more time.";
    }
}
