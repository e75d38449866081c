package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The P90 offset")
class ConformalOffsetTest {

    @Test
    void lifts_a_p90_that_is_too_low_to_nine_of_ten_on_other_folds() {
        List<HeldOut> jobs = jobs(4_000, 0.3);

        assertThat(Scores.of(jobs).rawP90Coverage()).isEqualTo(0.5, within(0.03));
        assertThat(ConformalOffset.of(jobs)).isEqualTo(1.2816 * 0.3, within(0.03));
        assertThat(ConformalOffset.crossFittedCoverage(jobs)).isEqualTo(0.9, within(0.02));
    }

    @Test
    void is_zero_where_too_few_jobs_could_tell() {
        assertThat(ConformalOffset.of(jobs(49, 0.3))).isZero();
    }

    /** Jobs around a prediction whose P90 is no higher than its P50. */
    private static List<HeldOut> jobs(int count, double spread) {
        SplittableRandom random = new SplittableRandom(1);
        ViewedJob like = ViewedJob.of(MadeUpJobs.of(1, 1, 1)).get(0);
        List<HeldOut> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(new HeldOut(like, i % 10, 0, spread * random.nextGaussian(), 0, 0));
        }
        return jobs;
    }
}
