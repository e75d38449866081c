package io.reelbudget.policy.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds starts for the jobs of a batch that its purses can pay together. A purse is what one level of an account path
 * may spend in one period; each start draws on one purse of every level.
 *
 * <p>The cheapest plan is a generalised assignment problem with several capacities (Martello and Toth, "Knapsack
 * Problems", 1990, chapter 7), which is NP-hard. Jobs are placed by falling regret, and in the order of the list, each
 * at its cheapest start that fits; the better of the two is taken. Where it does not reach the bound that ignores the
 * purses, short batches are searched by branch and bound, up to a number of nodes.
 *
 * <p>This class is immutable and thread-safe; the same questions get the same answers.
 */
public final class BatchPlanner {

    /** The search goes as deep as there are jobs. */
    static final int MOST_SEARCHED = 64;

    private static final Comparator<BatchStart> EARLIEST = Comparator.comparing(BatchStart::at);
    private static final Comparator<BatchStart> CHEAPEST =
            Comparator.comparingLong(BatchStart::costMicros).thenComparing(BatchStart::at);

    private final long[] purses;

    private BatchPlanner(long[] purses) {
        this.purses = purses;
    }

    /**
     * Returns a planner over purses.
     *
     * @param purses what is in each, in millionths; nothing fits into one that is negative
     */
    public static BatchPlanner of(long[] purses) {
        return new BatchPlanner(purses.clone());
    }

    /**
     * Returns the earliest start of each job beside those before it in the list, as if they asked one by one.
     *
     * @param jobs for each job the starts it may have
     */
    public BatchPlan inOrder(List<List<BatchStart>> jobs) {
        return placed(sorted(jobs, EARLIEST), listOrder(jobs));
    }

    /**
     * Returns a plan that starts as many jobs as it can and of those plans the cheapest that it finds.
     *
     * @param jobs for each job the starts it may have
     */
    public BatchPlan cheapest(List<List<BatchStart>> jobs) {
        List<List<BatchStart>> sorted = sorted(jobs, CHEAPEST);
        List<Integer> dearestToMiss = new ArrayList<>(listOrder(jobs));
        dearestToMiss.sort(Comparator.comparingLong((Integer job) -> -regret(sorted.get(job))));
        BatchPlan byRegret = placed(sorted, dearestToMiss);
        BatchPlan byList = placed(sorted, listOrder(jobs));
        BatchPlan best = byList.isBetterThan(byRegret) ? byList : byRegret;
        if (reachesBound(best, sorted)) {
            return new BatchPlan(best.starts(), true);
        }
        return jobs.size() > MOST_SEARCHED ? best : new BatchSearch(sorted, purses, best).run();
    }

    private BatchPlan placed(List<List<BatchStart>> jobs, List<Integer> order) {
        Purses left = new Purses(purses);
        List<Optional<BatchStart>> starts = new ArrayList<>(Collections.nCopies(jobs.size(), Optional.empty()));
        for (int job : order) {
            Optional<BatchStart> start =
                    jobs.get(job).stream().filter(left::hold).findFirst();
            start.ifPresent(left::take);
            starts.set(job, start);
        }
        return new BatchPlan(starts, false);
    }

    /** What it costs a job to have to take its second choice; everything, where it has none. */
    private static long regret(List<BatchStart> choices) {
        return choices.size() < 2
                ? Long.MAX_VALUE
                : choices.get(1).costMicros() - choices.get(0).costMicros();
    }

    private static boolean reachesBound(BatchPlan plan, List<List<BatchStart>> jobs) {
        return IntStream.range(0, jobs.size())
                .allMatch(job -> jobs.get(job).isEmpty()
                        || plan.starts()
                                .get(job)
                                .filter(start -> start.costMicros()
                                        == jobs.get(job).get(0).costMicros())
                                .isPresent());
    }

    private static List<Integer> listOrder(List<List<BatchStart>> jobs) {
        return IntStream.range(0, jobs.size()).boxed().toList();
    }

    private static List<List<BatchStart>> sorted(List<List<BatchStart>> jobs, Comparator<BatchStart> order) {
        return jobs.stream()
                .map(starts -> starts.stream().sorted(order).toList())
                .toList();
    }
}
