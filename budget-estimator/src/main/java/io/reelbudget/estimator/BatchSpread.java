package io.reelbudget.estimator;

import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the totals of batches spread around what was expected of them together.
 *
 * <p>A batch teaches once all of its jobs have finished. Trackers then hold the long-run shares of batches beyond P90
 * and below P10 at 10 %, whatever correlation does (Gibbs and Candès 2021, arXiv:2106.00170). They stretch the distance
 * from P50 on the logarithm of the total. A batch of which a job never finishes teaches nothing.
 *
 * <p>This class is not thread-safe.
 */
final class BatchSpread {

    static final double LEAST_STRETCH = -0.5;
    static final double MOST_STRETCH = 2;

    private static final double GAIN = 0.15;
    private static final double SHARE_BEYOND = 0.1;

    /** Jobs of batches that are waited for; beyond it the oldest batch is forgotten. */
    private static final int MOST_JOBS = 20_000;

    private final Map<JobId, Batch> batchOf = new HashMap<>();
    private final Map<Batch, List<JobId>> waiting = new LinkedHashMap<>();
    private long batches;
    private double upper;
    private double lower;

    /** A batch whose jobs have not all finished. Compared by identity. */
    private static final class Batch {
        private final Quantiles expected;
        private double seconds;
        private int left;

        Batch(Quantiles expected, int left) {
            this.expected = expected;
            this.left = left;
        }
    }

    /** Returns what is expected of jobs together by what batches have taught, and waits for them. */
    BatchEstimate asked(List<TranscodeJob> jobs, BatchEstimate plain) {
        if (jobs.size() == 1) {
            return plain;
        }
        BatchEstimate given =
                new BatchEstimate(stretched(plain), plain.meanCpuSeconds(), plain.jobs(), plain.correlation());
        List<JobId> ids = jobs.stream().map(TranscodeJob::id).distinct().toList();
        if (ids.size() == jobs.size() && ids.size() <= MOST_JOBS) {
            await(ids, new Batch(given.cpuSeconds(), ids.size()));
        }
        return given;
    }

    /** Jobs that are asked about again belong to the newer batch; the older one can no longer be complete. */
    private void await(List<JobId> ids, Batch batch) {
        for (JobId id : ids) {
            Batch older = batchOf.get(id);
            if (older != null) {
                forget(older);
            }
        }
        while (batchOf.size() + ids.size() > MOST_JOBS) {
            forget(waiting.keySet().iterator().next());
        }
        ids.forEach(id -> batchOf.put(id, batch));
        waiting.put(batch, ids);
    }

    private void forget(Batch batch) {
        List<JobId> ids = waiting.remove(batch);
        if (ids != null) {
            ids.forEach(id -> batchOf.remove(id, batch));
        }
    }

    /** Takes note of what a job took. */
    void finished(JobId id, double seconds) {
        Batch batch = batchOf.remove(id);
        if (batch == null) {
            return;
        }
        batch.seconds += seconds;
        batch.left--;
        if (batch.left == 0) {
            waiting.remove(batch);
            batches++;
            upper = bounded(upper + GAIN * ((batch.seconds > batch.expected.p90() ? 1 : 0) - SHARE_BEYOND));
            lower = bounded(lower + GAIN * ((batch.seconds < batch.expected.p10() ? 1 : 0) - SHARE_BEYOND));
        }
    }

    private static double bounded(double stretch) {
        return Math.max(LEAST_STRETCH, Math.min(MOST_STRETCH, stretch));
    }

    /** Jobs that err alike stay the worst case, on either side, of what is widened. */
    private Quantiles stretched(BatchEstimate plain) {
        Quantiles q = plain.cpuSeconds();
        double p10 = q.p50() * Math.pow(q.p10() / q.p50(), 1 + lower);
        double p90 = q.p50() * Math.pow(q.p90() / q.p50(), 1 + upper);
        double least =
                plain.jobs().stream().mapToDouble(job -> job.cpuSeconds().p10()).sum();
        double most =
                plain.jobs().stream().mapToDouble(job -> job.cpuSeconds().p90()).sum();
        return new Quantiles(Math.min(q.p50(), Math.max(p10, least)), q.p50(), Math.max(q.p50(), Math.min(p90, most)));
    }

    CalibrationSnapshot.BatchStretch snapshot() {
        return new CalibrationSnapshot.BatchStretch(batches, upper, lower);
    }

    void restore(CalibrationSnapshot.BatchStretch kept) {
        batchOf.clear();
        waiting.clear();
        batches = kept.batches();
        upper = kept.upper();
        lower = kept.lower();
    }
}
