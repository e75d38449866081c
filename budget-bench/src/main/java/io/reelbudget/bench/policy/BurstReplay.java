package io.reelbudget.bench.policy;

import io.reelbudget.policy.scaling.CapacityDemand;
import io.reelbudget.policy.scaling.CapacityPlan;
import io.reelbudget.policy.scaling.CapacityPlanner;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Plays a burst on instances of one type, each of which takes the job due first. An instance is paid from its order to
 * when nothing waits any more and it is idle.
 */
final class BurstReplay {

    private final FleetTerms terms;
    private final InstanceOffer offer;

    BurstReplay(FleetTerms terms) {
        this.terms = terms;
        this.offer = terms.offers().get(0);
    }

    /**
     * What came of bursts.
     *
     * @param jobs how many jobs
     * @param met how many met their deadline
     * @param cost in millionths
     * @param fluid what the work alone would have cost: instances that boot at once and share work at will
     * @param instances how many in all
     */
    record Score(long jobs, long met, double cost, double fluid, long instances) {

        static final Score NONE = new Score(0, 0, 0, 0, 0);

        Score plus(Score other) {
            return new Score(
                    jobs + other.jobs,
                    met + other.met,
                    cost + other.cost,
                    fluid + other.fluid,
                    instances + other.instances);
        }

        double metShare() {
            return (double) met / jobs;
        }

        double costOverFluid() {
            return cost / fluid;
        }
    }

    /** As many as the planner says, ordered when the burst is there. */
    Score planned(Burst burst) {
        CapacityPlan plan = CapacityPlanner.of(terms).plan(CapacityDemand.of(burst.now(), burst.jobs()));
        List<Double> ordered = new ArrayList<>();
        for (int i = 0; i < plan.instances(); i++) {
            ordered.add(0.0);
        }
        return play(burst, ordered);
    }

    /**
     * The usual rule that looks at the queue: as long as the oldest job has waited longer than a time, one instance
     * more for each so many jobs that wait, each time it is looked.
     */
    Score reactive(Burst burst, Duration patience, Duration look, int jobsEach) {
        List<Double> ordered = new ArrayList<>(List.of(0.0));
        double time = patience.toSeconds();
        int waiting = waitingAt(burst, ordered, time);
        while (waiting > 0 && ordered.size() < terms.mostInstances()) {
            // What boots already is not asked for again.
            double instant = time;
            long booting = ordered.stream()
                    .filter(each -> each + offer.boot().toSeconds() > instant)
                    .count();
            int more = (int) Math.max(0, (waiting + jobsEach - 1) / jobsEach - booting);
            for (int i = 0; i < more && ordered.size() < terms.mostInstances(); i++) {
                ordered.add(time);
            }
            time += look.toSeconds();
            waiting = waitingAt(burst, ordered, time);
        }
        return play(burst, ordered);
    }

    private int waitingAt(Burst burst, List<Double> ordered, double time) {
        int waiting = 0;
        for (double[] run : runs(burst, ordered)) {
            waiting += run[0] > time ? 1 : 0;
        }
        return waiting;
    }

    private Score play(Burst burst, List<Double> ordered) {
        double[][] runs = runs(burst, ordered);
        double[] until = new double[ordered.size()];
        for (int i = 0; i < until.length; i++) {
            until[i] = ordered.get(i) + offer.boot().toSeconds();
        }
        long met = 0;
        for (int i = 0; i < runs.length; i++) {
            double due = Duration.between(burst.now(), burst.jobs().get(i).due().orElseThrow())
                            .toMillis()
                    / 1e3;
            met += runs[i][1] <= due ? 1 : 0;
            int server = (int) runs[i][2];
            until[server] = Math.max(until[server], runs[i][1]);
        }
        double perSecond = offer.perHour().micros() / 3_600.0;
        double cost = 0;
        for (int i = 0; i < until.length; i++) {
            cost += (until[i] - ordered.get(i)) * perSecond;
        }
        return new Score(runs.length, met, cost, burst.work() / offer.pace() * perSecond, ordered.size());
    }

    /** Returns of each job when it began, when it ended, and where. */
    private double[][] runs(Burst burst, List<Double> ordered) {
        PriorityQueue<double[]> free = new PriorityQueue<>(Comparator.comparingDouble((double[] each) -> each[0]));
        for (int i = 0; i < ordered.size(); i++) {
            free.add(new double[] {ordered.get(i) + offer.boot().toSeconds(), i});
        }
        List<Integer> byDue = new ArrayList<>();
        for (int i = 0; i < burst.jobs().size(); i++) {
            byDue.add(i);
        }
        byDue.sort(Comparator.comparing((Integer i) -> burst.jobs().get(i).due().orElseThrow()));
        double[][] runs = new double[burst.jobs().size()][];
        for (int job : byDue) {
            double[] next = free.remove();
            double end = next[0] + burst.actual().get(job) / offer.pace();
            runs[job] = new double[] {next[0], end, next[1]};
            free.add(new double[] {end, next[1]});
        }
        return runs;
    }
}
