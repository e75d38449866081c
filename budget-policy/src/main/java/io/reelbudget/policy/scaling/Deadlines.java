package io.reelbudget.policy.scaling;

import io.reelbudget.policy.scaling.CapacityDemand.Job;
import io.reelbudget.policy.scaling.WorkTotal.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The jobs with deadlines, those due first first, and whether a fleet meets them.
 *
 * <p>What is checked of the k-th job: instances take jobs in order of deadlines, each one at a time. Until it begins,
 * all ready instances are busy with jobs before it, so that these take at least the capacity that was there until then
 * (Graham 1966, for instances of one pace that are ready at once: it begins no later than W(k−1) / n). With a fleet of
 * total pace S whose slowest has pace s, its deadline is therefore met if W(k−1) + S/s × w(k) fits in the capacity
 * until then. The quantile of that sum is compared. Where at least k instances are ready in time it begins at once, and
 * its own quantile counts.
 *
 * <p>What no fleet can do without is W(k) itself in that capacity: the fluid bound, exact for work that can be split.
 *
 * <p>Of long queues, neighbours are looked at together, as if all were due when the first of them is:
 * {@value #MOST_ROWS} groups at most.
 *
 * <p>This class is not thread-safe.
 */
final class Deadlines {

    private static final int MOST_ROWS = 400;

    private final double z;
    private final List<Row> rows = new ArrayList<>();

    /** The row that the last fleet failed at: the next one likely fails there, too. */
    private int suspect;

    private long looks;

    /**
     * Jobs with deadlines next to each other, mostly one.
     *
     * @param jobs which
     * @param term the processor time of the last, or of the largest
     * @param due in how many seconds the first is due
     * @param before the jobs that are due before the last
     * @param until how many jobs are due until then, the last included
     * @param lastDue in how many seconds the last is due
     * @param fluid the quantile of all jobs until then
     */
    record Row(List<Job> jobs, Term term, double due, WorkTotal before, int until, double lastDue, double fluid) {}

    Deadlines(Instant now, List<Job> jobs, double z) {
        this.z = z;
        WorkTotal before = new WorkTotal();
        List<Job> byDue = jobs.stream()
                .filter(job -> job.due().isPresent())
                .sorted(Comparator.comparing((Job job) -> job.due().orElseThrow())
                        .thenComparing(job -> job.id().value()))
                .toList();
        int group = Math.max(1, (byDue.size() + MOST_ROWS - 1) / MOST_ROWS);
        for (int first = 0; first < byDue.size(); first += group) {
            List<Job> together = byDue.subList(first, Math.min(byDue.size(), first + group));
            add(now, together, before, first + together.size());
        }
    }

    private void add(Instant now, List<Job> together, WorkTotal before, int until) {
        Term last = Term.of(together.get(together.size() - 1).cpuSeconds());
        Term largest = last;
        for (Job job : together.subList(0, together.size() - 1)) {
            Term term = Term.of(job.cpuSeconds());
            before.add(term);
            largest = largest.or(term);
        }
        rows.add(new Row(
                together,
                largest,
                due(now, together.get(0)),
                before.copy(),
                until,
                due(now, together.get(together.size() - 1)),
                before.quantileWith(last, z)));
        before.add(last);
    }

    private static double due(Instant now, Job job) {
        return Seconds.between(now, job.due().orElseThrow());
    }

    List<Row> rows() {
        return rows;
    }

    boolean areMetBy(Fleet fleet) {
        if (rows.isEmpty()) {
            return true;
        }
        if (suspect < rows.size() && !isMet(suspect, fleet)) {
            return false;
        }
        return firstMissed(fleet) == rows.size();
    }

    /** Returns the number of the first row that a fleet does not meet; the number of rows where it meets all. */
    int firstMissed(Fleet fleet) {
        for (int row = 0; row < rows.size(); row++) {
            if (!isMet(row, fleet)) {
                suspect = row;
                return row;
            }
        }
        return rows.size();
    }

    /** Returns how many rows were looked at so far. */
    long looks() {
        return looks;
    }

    private boolean isMet(int number, Fleet fleet) {
        looks++;
        Row row = rows.get(number);
        double slowest = fleet.slowestBy(row.due());
        if (slowest == Double.POSITIVE_INFINITY) {
            return false;
        }
        double own = row.term().quantile(z) / slowest;
        if (fleet.readyBy(row.due() - own) >= row.until()) {
            return true;
        }
        double capacity = fleet.capacityBy(row.due());
        return row.before().quantileWith(row.term().times(fleet.paceBy(row.due()) / slowest), z) <= capacity;
    }

    /**
     * Returns how many more instances of one type there must be at least, by the fluid bound.
     *
     * @return more than {@code most} where that is not enough
     */
    int leastOf(double pace, double boot, Fleet beside, int most) {
        int least = 0;
        for (Row row : rows) {
            double missing = row.fluid() - beside.capacityBy(row.lastDue());
            if (missing > 0) {
                double each = pace * (row.lastDue() - boot);
                // A hair less, lest rounding asks for one that is not needed.
                double count = each > 0 ? Math.ceil(missing / each - 1e-9) : Double.POSITIVE_INFINITY;
                least = (int) Math.max(least, Math.min(count, most + 1.0));
            }
        }
        return least;
    }
}
