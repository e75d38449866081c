package io.reelbudget.policy.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Searches for a plan that is better than a known one: depth first, job by job, and never where even the cheapest start
 * of all other jobs would not be better. One use each; not thread-safe.
 */
final class BatchSearch {

    private static final int MOST_NODES = 200_000;

    private final List<List<BatchStart>> jobs;
    private final Purses left;
    private final List<Optional<BatchStart>> starts;
    private final int[] startable;
    private final long[] least;
    private BatchPlan best;
    private int bestPlaced;
    private long bestCost;
    private int nodes;

    /** @param jobs each one's starts, the cheapest first */
    BatchSearch(List<List<BatchStart>> jobs, long[] purses, BatchPlan known) {
        this.jobs = jobs;
        this.left = new Purses(purses);
        this.starts = new ArrayList<>(Collections.nCopies(jobs.size(), Optional.empty()));
        this.startable = new int[jobs.size() + 1];
        this.least = new long[jobs.size() + 1];
        for (int job = jobs.size() - 1; job >= 0; job--) {
            List<BatchStart> choices = jobs.get(job);
            startable[job] = startable[job + 1] + (choices.isEmpty() ? 0 : 1);
            least[job] =
                    least[job + 1] + (choices.isEmpty() ? 0 : choices.get(0).costMicros());
        }
        this.best = known;
        this.bestPlaced = known.placed();
        this.bestCost = known.costMicros();
    }

    BatchPlan run() {
        from(0, 0, 0);
        return new BatchPlan(best.starts(), nodes <= MOST_NODES);
    }

    private void from(int job, int placed, long cost) {
        nodes++;
        if (nodes > MOST_NODES || !mayBeBetter(job, placed, cost)) {
            return;
        }
        if (job == jobs.size()) {
            best = new BatchPlan(starts, false);
            bestPlaced = placed;
            bestCost = cost;
            return;
        }
        for (BatchStart start : jobs.get(job)) {
            if (left.hold(start)) {
                left.take(start);
                starts.set(job, Optional.of(start));
                from(job + 1, placed + 1, cost + start.costMicros());
                starts.set(job, Optional.empty());
                left.giveBack(start);
            }
        }
        from(job + 1, placed, cost);
    }

    /** As many jobs as the best plan has can only be had for less if all that are left out are known to be. */
    private boolean mayBeBetter(int job, int placed, long cost) {
        int most = placed + startable[job];
        if (most != bestPlaced) {
            return most > bestPlaced;
        }
        return cost + least[job] < bestCost;
    }
}
