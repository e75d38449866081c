package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.ErrorCorrelation;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The spread of batches")
class BatchSpreadTest {

    private static final Quantiles SECONDS = new Quantiles(5, 10, 20);

    private final BatchSpread spread = new BatchSpread();
    private int number;

    private List<TranscodeJob> jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TranscodeJob.of("job-" + number++, Jobs.CAMERA, Jobs.X264))
                .toList();
    }

    private BatchEstimate ask(List<TranscodeJob> jobs) {
        CostEstimate estimate = new CostEstimate(SECONDS, CostEstimate.Origin.MODEL, "model 1", 0, "As told.");
        return spread.asked(
                jobs,
                BatchEstimate.of(jobs, jobs.stream().map(job -> estimate).toList(), new ErrorCorrelation(0.1, 0, 0)));
    }

    private void finish(List<TranscodeJob> jobs, double seconds) {
        jobs.forEach(job -> spread.finished(job.id(), seconds));
    }

    /** How far P90 lies from P50, against what it was before anything was learned. */
    private double stretch() {
        BatchEstimate now = ask(jobs(10));
        BatchEstimate fresh = new BatchSpreadTest().ask(jobs(10));
        return Math.log(now.cpuSeconds().p90() / now.cpuSeconds().p50())
                / Math.log(fresh.cpuSeconds().p90() / fresh.cpuSeconds().p50());
    }

    @Test
    void widens_when_a_batch_came_in_above_its_p90_and_narrows_when_not() {
        List<TranscodeJob> dear = jobs(10);
        ask(dear);
        finish(dear, 100);

        assertThat(spread.snapshot()).isEqualTo(new CalibrationSnapshot.BatchStretch(1, 0.15 * 0.9, 0.15 * -0.1));
        assertThat(stretch()).isEqualTo(1 + 0.15 * 0.9, within(1e-9));

        for (int i = 0; i < 9; i++) {
            List<TranscodeJob> usual = jobs(10);
            ask(usual);
            finish(usual, 10);
        }
        assertThat(stretch()).isEqualTo(1, within(1e-9));
    }

    @Test
    void never_says_more_than_the_sum_of_the_jobs_p90s_nor_less_than_that_of_their_p10s() {
        for (int i = 0; i < 40; i++) {
            List<TranscodeJob> odd = jobs(10);
            ask(odd);
            finish(odd, i % 2 == 0 ? 1_000 : 0.01);
        }

        assertThat(ask(jobs(10)).cpuSeconds().p90()).isEqualTo(200, within(1e-9));
        assertThat(ask(jobs(10)).cpuSeconds().p10()).isEqualTo(50, within(1e-9));
        assertThat(ask(jobs(1)).cpuSeconds()).isEqualTo(SECONDS);
    }

    @Test
    void learns_from_no_batch_that_is_not_complete() {
        List<TranscodeJob> batch = jobs(10);
        ask(batch);
        finish(batch.subList(0, 9), 100);
        spread.finished(batch.get(0).id(), 100);
        spread.finished(new JobId("a stranger"), 100);
        assertThat(spread.snapshot().batches()).isZero();

        spread.finished(batch.get(9).id(), 100);
        assertThat(spread.snapshot().batches()).isEqualTo(1);
    }

    @Test
    void counts_a_job_that_is_asked_about_again_to_the_newer_batch() {
        List<TranscodeJob> all = jobs(15);
        ask(all.subList(0, 10));
        ask(all.subList(5, 15));
        finish(all, 10);

        assertThat(spread.snapshot().batches()).isEqualTo(1);
    }

    @Test
    void forgets_the_oldest_batches_that_are_never_run() {
        List<TranscodeJob> first = jobs(10);
        ask(first);
        List<TranscodeJob> last = jobs(10);
        for (int i = 0; i < 3; i++) {
            ask(jobs(9_000));
            last = jobs(10);
            ask(last);
        }
        finish(first, 10);
        assertThat(spread.snapshot().batches()).isZero();
        finish(last, 10);
        assertThat(spread.snapshot().batches()).isEqualTo(1);
    }

    @Test
    void goes_on_from_what_was_kept() {
        spread.restore(new CalibrationSnapshot.BatchStretch(7, 0.5, -0.1));

        assertThat(stretch()).isEqualTo(1.5, within(1e-9));
        assertThat(spread.snapshot()).isEqualTo(new CalibrationSnapshot.BatchStretch(7, 0.5, -0.1));
        assertThatThrownBy(() -> new CalibrationSnapshot.BatchStretch(7, 3, 0))
                .hasMessage("Calibration had a stretch of batches outside of its bounds but must be as it was written;"
                        + " start without it.");
    }
}
