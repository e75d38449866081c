package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.estimator.ModelTrial.Verdict;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Source;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A new model beside the one in use")
class ModelTrialTest {

    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final double NOISE = 0.2;

    private final RandomGenerator random = new SplittableRandom(SEED);
    private final FakePredictor blind = new FakePredictor("blind 1", job -> 3);
    private final FakePredictor seeing = new FakePredictor("seeing 2", ModelTrialTest::content);
    private final TrainedCostEstimator estimator = TrainedCostEstimator.by(blind);
    private int jobs;

    @Test
    void is_promoted_once_it_is_better_beyond_noise() {
        estimator.challenge(seeing);

        run(estimator, 20);
        assertThat(verdict(estimator)).isEqualTo(Verdict.UNDECIDED);
        assertThat(estimator.estimate(job(1)).model()).isEqualTo("blind 1");

        run(estimator, 400);
        assertThat(verdict(estimator)).isEqualTo(Verdict.PROMOTED);
        assertThat(estimator.estimate(job(1)).model()).isEqualTo("seeing 2");
        assertThat(estimator.trial().orElseThrow().jobs()).isBetween(30L, 300L);
        assertThat(estimator.trial().orElseThrow().reason())
                .matches("On \\d+ jobs model blind 1 lost 0\\.\\d{4} a job and seeing 2 0\\.\\d{4}, which is beyond"
                        + " noise\\.");
    }

    @Test
    void is_warm_when_it_is_promoted() {
        estimator.challenge(new FakePredictor("seeing 3", job -> content(job) - 1));
        run(estimator, 400);

        assertThat(verdict(estimator)).isEqualTo(Verdict.PROMOTED);
        TranscodeJob job = job(5);
        assertThat(Math.log(estimator.estimate(job).cpuSeconds().p50())).isEqualTo(content(job), within(0.15));
    }

    @Test
    void is_no_longer_asked_once_it_is_worse_beyond_noise() {
        TrainedCostEstimator good = TrainedCostEstimator.by(seeing);
        good.challenge(blind);

        run(good, 400);

        assertThat(verdict(good)).isEqualTo(Verdict.WORSE);
        assertThat(blind.closed()).isTrue();
        assertThat(good.estimate(job(1)).model()).isEqualTo("seeing 2");
    }

    @Test
    void is_hardly_ever_promoted_where_it_is_as_good_as_the_other() {
        int promoted = 0;
        for (int trial = 0; trial < 60; trial++) {
            RandomGenerator errors = new SplittableRandom(SEED + trial);
            ToDoubleFunction<TranscodeJob> noisy = job -> content(job) + 0.1 * errors.nextGaussian();
            TrainedCostEstimator one = TrainedCostEstimator.by(new FakePredictor("one 1", noisy));
            one.challenge(new FakePredictor("other 1", noisy));
            run(one, 300);
            promoted += verdict(one) == Verdict.PROMOTED ? 1 : 0;
        }

        assertThat(promoted).as("promotions of 60, seed %d", SEED).isLessThanOrEqualTo(3);
    }

    @Test
    void gives_way_to_the_old_one_by_one_call_and_is_not_tried_again() {
        estimator.challenge(seeing);
        run(estimator, 400);

        ModelTrial undone = estimator.rollBack();

        assertThat(undone.verdict()).isEqualTo(Verdict.ROLLED_BACK);
        assertThat(undone.reason()).isEqualTo("Model seeing 2 was rolled back to blind 1.");
        assertThat(estimator.estimate(job(1)).model()).isEqualTo("blind 1");
        run(estimator, 400);
        assertThat(estimator.estimate(job(1)).model()).isEqualTo("blind 1");
        assertThatThrownBy(estimator::rollBack)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Model blind 1 was in use from the start but must have been preceded by another to be rolled"
                                + " back; there is nothing to undo.");
    }

    @Test
    void is_where_it_was_after_a_restart() {
        estimator.challenge(seeing);
        run(estimator, 400);
        EstimatorState kept = EstimatorState.parse(estimator.state().toJson());

        TrainedCostEstimator restarted = TrainedCostEstimator.by(new FakePredictor("blind 1", job -> 3));
        restarted.restore(kept);
        restarted.challenge(new FakePredictor("seeing 2", ModelTrialTest::content));

        TranscodeJob job = job(9);
        assertThat(restarted.estimate(job).model()).isEqualTo("seeing 2");
        assertThat(restarted.estimate(job).cpuSeconds().p50())
                .isEqualTo(estimator.estimate(job).cpuSeconds().p50());
        assertThat(restarted.trial()).isEqualTo(estimator.trial());
        assertThat(restarted.rollBack().verdict()).isEqualTo(Verdict.ROLLED_BACK);
        assertThat(restarted.estimate(job).model()).isEqualTo("blind 1");
    }

    @Test
    void is_where_it_was_whichever_comes_first_the_memory_or_the_model() {
        estimator.challenge(seeing);
        run(estimator, 25);

        TrainedCostEstimator restarted = TrainedCostEstimator.by(new FakePredictor("blind 1", job -> 3));
        restarted.challenge(new FakePredictor("seeing 2", ModelTrialTest::content));
        restarted.restore(estimator.state());

        assertThat(restarted.trial()).isEqualTo(estimator.trial());
        assertThat(restarted.trial().orElseThrow().jobs()).isEqualTo(25);
        assertThat(restarted.state()).isEqualTo(estimator.state());
    }

    @Test
    void is_not_tried_again_after_a_restart_where_it_was_rolled_back() {
        estimator.challenge(seeing);
        run(estimator, 400);
        estimator.rollBack();

        FakePredictor again = new FakePredictor("seeing 2", ModelTrialTest::content);
        TrainedCostEstimator restarted = TrainedCostEstimator.by(new FakePredictor("blind 1", job -> 3));
        restarted.restore(estimator.state());
        restarted.challenge(again);

        assertThat(again.closed()).isTrue();
        assertThat(verdict(restarted)).isEqualTo(Verdict.ROLLED_BACK);
        assertThat(restarted.estimate(job(1)).model()).isEqualTo("blind 1");
    }

    @Test
    void defends_its_place_against_the_next_one_after_it_was_promoted() {
        estimator.challenge(seeing);
        run(estimator, 400);

        estimator.challenge(new FakePredictor("third 3", job -> 2));
        run(estimator, 400);

        assertThat(estimator.estimate(job(1)).model()).isEqualTo("seeing 2");
        assertThat(estimator.trial().orElseThrow().champion()).isEqualTo("seeing 2");
        assertThat(verdict(estimator)).isEqualTo(Verdict.WORSE);
    }

    @Test
    void is_dropped_with_a_reason_where_it_fails_and_no_job_feels_it() {
        estimator.challenge(seeing);
        run(estimator, 20);
        seeing.fail();

        run(estimator, 20);

        assertThat(verdict(estimator)).isEqualTo(Verdict.FAILED);
        assertThat(estimator.trial().orElseThrow().reason()).isEqualTo("Model seeing 2 failed: It is broken.");
        assertThat(seeing.closed()).isTrue();
        assertThat(estimator.estimate(job(1)).model()).isEqualTo("blind 1");
        assertThat(estimator.estimate(job(1)).similarJobs()).isEqualTo(40);
    }

    @Test
    void falls_back_to_rates_where_it_fails_after_its_promotion_and_can_be_rolled_back() {
        estimator.challenge(seeing);
        run(estimator, 400);
        seeing.fail();

        assertThat(estimator.estimate(job(1)).reason()).startsWith("The model failed (see the log): H264 at ");
        run(estimator, 20);
        estimator.rollBack();
        assertThat(estimator.estimate(job(1)).model()).isEqualTo("blind 1");
    }

    @Test
    void is_not_tried_beside_itself() {
        FakePredictor same = new FakePredictor("blind 1", job -> 3);

        estimator.challenge(same);

        assertThat(same.closed()).isTrue();
        assertThat(estimator.trial()).isEmpty();
    }

    @Test
    void loses_least_where_it_knows_the_quantiles() {
        double known = 0;
        double wide = 0;
        double low = 0;
        for (int i = 0; i < 5_000; i++) {
            double took = Math.exp(0.3 * random.nextGaussian());
            double z = 1.2816 * 0.3;
            known += ModelTrial.loss(new Quantiles(Math.exp(-z), 1, Math.exp(z)), took);
            wide += ModelTrial.loss(new Quantiles(Math.exp(-2 * z), 1, Math.exp(2 * z)), took);
            low += ModelTrial.loss(new Quantiles(Math.exp(-z - 0.1), Math.exp(-0.1), Math.exp(z - 0.1)), took);
        }

        assertThat(known).isLessThan(wide).isLessThan(low);
    }

    private static Verdict verdict(TrainedCostEstimator estimator) {
        return estimator.trial().orElseThrow().verdict();
    }

    private void run(TrainedCostEstimator taught, int count) {
        for (int i = 0; i < count; i++) {
            TranscodeJob job = job(jobs++);
            double seconds = Math.exp(content(job) + NOISE * random.nextGaussian());
            taught.learn(Jobs.finished(job, taught.estimate(job), seconds));
        }
    }

    /** What the video shows decides on its cost; here it can be told from its length. */
    private static double content(TranscodeJob job) {
        return 3 + 0.5 * Math.sin(job.source().durationSeconds());
    }

    private static TranscodeJob job(int number) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10 + number, 8_000_000, 0);
        return TranscodeJob.of("job-" + number, source, Jobs.X264);
    }
}
