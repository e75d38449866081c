package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("A plan of a probe")
class ProbePlanTest {

    private static final List<TrialPreset> PRESETS = List.of(TrialPreset.MPEG4_INTRA, TrialPreset.MPEG4_INTER);

    private static Source source(int width, int height, double seconds) {
        return new Source("mp4", VideoCodec.H264, width, height, 25, seconds, 0, 0);
    }

    @Test
    void takes_long_segments_only_where_there_are_enough_of_them() {
        ProbePlan poor = ProbePlan.of(source(854, 480, 60), PRESETS, 0.3).orElseThrow();
        ProbePlan rich = ProbePlan.of(source(854, 480, 60), PRESETS, 3).orElseThrow();

        assertThat(poor.segments()).hasSizeBetween(3, 8).allMatch(each -> each.frames() == 5);
        assertThat(rich.segments()).hasSize(20).allMatch(each -> each.frames() == 12);
    }

    @Test
    void spreads_segments_over_the_whole_source_each_in_the_middle_of_its_share() {
        ProbePlan plan = ProbePlan.of(source(640, 360, 100), PRESETS, 10).orElseThrow();

        assertThat(plan.segments())
                .extracting(ProbeSegment::startSeconds)
                .startsWith(2.5, 7.5)
                .endsWith(97.5);
    }

    @Test
    void cuts_out_the_middle_half_of_each_side() {
        ProbePlan plan = ProbePlan.of(source(1920, 1080, 100), PRESETS, 3).orElseThrow();

        assertThat(List.of(plan.width(), plan.height())).containsExactly(960, 540);
    }

    @Test
    void is_none_where_the_budget_allows_too_little() {
        assertThat(ProbePlan.of(source(854, 480, 60), PRESETS, 0.1)).isEmpty();
        assertThat(ProbePlan.of(source(854, 480, 60), PRESETS, 0)).isEmpty();
    }

    @Test
    void takes_no_more_frames_than_there_are() {
        ProbePlan plan = ProbePlan.of(source(320, 180, 0.4), PRESETS, 10).orElseThrow();

        assertThat(plan.frames()).isLessThanOrEqualTo(10);
    }

    @RepeatedTest(3)
    void stays_within_its_budget_and_its_bounds(RepetitionInfo repetition) {
        long seed = 88L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int planned = 0;
        for (int i = 0; i < 2_000; i++) {
            Source source = source(random.nextInt(16, 8_000), random.nextInt(16, 8_000), random.nextDouble(0.1, 9_000));
            double budget = Math.pow(10, random.nextDouble(-2, 2));

            Optional<ProbePlan> plan = ProbePlan.of(source, PRESETS, budget);

            if (plan.isPresent()) {
                planned++;
                ProbePlan known = plan.get();
                assertThat(expected(source, known))
                        .as("seed %d, round %d", seed, i)
                        .isLessThanOrEqualTo(budget);
                assertThat(known.frames()).isBetween(1, 240);
                assertThat(known.frames() * ProbePlan.frameBytes(known.width(), known.height()))
                        .isLessThanOrEqualTo(128L << 20);
                assertThat(known.segments())
                        .allMatch(each -> each.startSeconds() < source.durationSeconds() && each.frames() >= 5);
                assertThat(known.width() % 2 + known.height() % 2).isZero();
            }
        }
        assertThat(planned).isGreaterThan(500);
    }

    private static double expected(Source source, ProbePlan plan) {
        double trials = ProbePlan.encodeSeconds(PRESETS, plan.width(), plan.height()) * plan.frames();
        double opening = ProbePlan.OPENING_SECONDS * plan.segments().size() + 3 * ProbePlan.LOADING_SECONDS;
        double ahead = plan.segments().size() * (double) ProbePlan.FRAMES_AHEAD;
        double decoding = 0.0045 * source.width() * source.height() / 1e6 * (plan.frames() + ahead);
        return trials + opening + decoding;
    }
}
