package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.acted;
import static io.reelbudget.policy.Situations.situation;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.RateControl.Bitrate;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.policy.Action.PauseNewJobs;
import io.reelbudget.policy.Action.ProvisionInstances;
import io.reelbudget.policy.Action.ReduceQuality;
import io.reelbudget.policy.Action.RestoreQuality;
import io.reelbudget.policy.Action.ResumeNewJobs;
import io.reelbudget.policy.Action.ReturnInstances;
import io.reelbudget.policy.Action.SendNotice;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stock policy")
class ScalingPolicyTest {

    private static final ScalingPolicy QUALITY = ScalingPolicy.prioritiseQuality();
    private static final ScalingPolicy AVAILABILITY = ScalingPolicy.prioritiseAvailability();
    private static final ScalingPolicy REDUCE = ScalingPolicy.reduceQuality(QualityLadder.standard(), Jobs.PRICING);

    private static final Duration ABOVE = Duration.ofMinutes(31);
    private static final Duration AT = Duration.ofMinutes(30);
    private static final Duration UNDER = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(3);

    static Stream<ScalingPolicy> all() {
        return Stream.of(QUALITY, AVAILABILITY, REDUCE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void goes_on_above_the_threshold(ScalingPolicy policy) {
        Decision decision = policy.decide(situation(ABOVE, "5", Stance.normal(), Jobs.fullHd("a")));

        assertThat(decision).isInstanceOf(Proceed.class);
        assertThat(decision.why().code()).isEqualTo(ReasonCode.RUNWAY_LONG_ENOUGH);
    }

    @ParameterizedTest
    @MethodSource("all")
    void tells_people_at_and_under_the_threshold_with_and_without_a_queue(ScalingPolicy policy) {
        for (Duration median : List.of(AT, UNDER, Duration.ZERO)) {
            for (BudgetSituation situation : List.of(
                    situation(median, "5", Stance.normal()),
                    situation(median, "5", Stance.normal(), Jobs.fullHd("a")))) {
                Decision decision = policy.decide(situation);

                assertThat(decision).isInstanceOf(Act.class);
                assertThat(decision.actions())
                        .filteredOn(SendNotice.class::isInstance)
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void decides_alike_about_the_same_situation(ScalingPolicy policy) {
        BudgetSituation situation = situation(UNDER, "1", Stance.normal(), Jobs.fullHd("a"), Jobs.fullHd("b"));

        assertThat(policy.decide(situation)).isEqualTo(policy.decide(situation));
    }

    @ParameterizedTest
    @MethodSource("all")
    void keeps_what_it_did_until_the_account_has_recovered(ScalingPolicy policy) {
        Stance stance = acted(Mode.PAUSED, policy.name(), new Instances(4, 4));

        Decision decision = policy.decide(situation(Duration.ofMinutes(60), "5", stance));

        assertThat(decision).isInstanceOf(Proceed.class);
        assertThat(decision.why().code()).isEqualTo(ReasonCode.NOT_YET_RECOVERED);
    }

    @ParameterizedTest
    @MethodSource("all")
    void gives_everything_back_when_the_account_has_recovered(ScalingPolicy policy) {
        Stance stance = acted(Mode.PAUSED, policy.name(), new Instances(4, 3));

        Decision decision = policy.decide(situation(LONG, "50", stance));

        assertThat(decision).isInstanceOf(Recover.class);
        assertThat(decision.actions())
                .extracting(Action::summary)
                .containsExactly(
                        "resume new jobs", "return 3 instances", "send notice 'Budget of acme/video has recovered'");
    }

    @ParameterizedTest
    @MethodSource("all")
    void tells_people_once_more_when_really_nothing_is_left(ScalingPolicy policy) {
        Stance stance = acted(Mode.PAUSED, policy.name(), new Instances(4, 4));

        Decision decision = policy.decide(situation(Duration.ZERO, "0", stance));

        assertThat(decision).isInstanceOf(Act.class);
        assertThat(((Act) decision).level()).isEqualTo(NoticeLevel.CRITICAL);
    }

    @ParameterizedTest
    @MethodSource("all")
    void says_how_much_money_would_change_its_mind(ScalingPolicy policy) {
        Decision acting = policy.decide(situation(UNDER, "5", Stance.normal()));
        Decision lasting = policy.decide(situation(Duration.ofHours(1), "5", Stance.normal()));

        // Spending is 5 USD in 10 minutes at the median, so 15 in the 30 of the threshold.
        assertThat(acting.why().counterfactual()).isEqualTo("Would not act with 10.0001 USD more.");
        assertThat(lasting.why().counterfactual()).isEqualTo("Would act with 2.50 USD less.");
    }

    @Nested
    @DisplayName("that prioritises availability")
    class Availability {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 20})
        void pauses_new_jobs_however_many_wait(int waiting) {
            QueuedJob[] queue = Stream.iterate(0, i -> i + 1)
                    .limit(waiting)
                    .map(i -> Jobs.fullHd("job-" + i))
                    .toArray(QueuedJob[]::new);

            Decision decision = AVAILABILITY.decide(situation(AT, "5", Stance.normal(), queue));

            assertThat(decision.why().code()).isEqualTo(ReasonCode.NEW_JOBS_PAUSED);
            assertThat(decision.actions()).hasSize(2).first().isInstanceOf(PauseNewJobs.class);
        }

        @Test
        void does_nothing_more_once_paused() {
            Stance stance = acted(Mode.PAUSED, AVAILABILITY.name(), Instances.NONE);

            Decision decision = AVAILABILITY.decide(situation(UNDER, "5", stance));

            assertThat(decision).isInstanceOf(Proceed.class);
            assertThat(decision.why().code()).isEqualTo(ReasonCode.ALREADY_ACTED);
        }

        @Test
        void acts_anew_in_a_new_period() {
            Stance lastMonth = new Stance(
                    Mode.PAUSED,
                    Situations.NOW,
                    Situations.NOVEMBER.ordinal() - 1,
                    AVAILABILITY.name(),
                    Instances.NONE,
                    List.of(),
                    List.of());

            Decision decision = AVAILABILITY.decide(situation(UNDER, "5", lastMonth));

            assertThat(decision.actions()).hasSize(1).first().isInstanceOf(SendNotice.class);
        }

        @Test
        void writes_what_happened_what_it_means_and_what_to_do() {
            Decision decision = AVAILABILITY.decide(situation(UNDER, "5", Stance.normal()));

            SendNotice send = (SendNotice) decision.actions().get(1);
            assertThat(send.notice().title()).isEqualTo("Budget of acme/video runs out in about 10 minutes");
            assertThat(send.notice().text())
                    .isEqualTo("With 5.00 USD left to spend, the account runs out within 30 minutes with a probability"
                            + " of 100 %: new jobs are paused. New jobs are refused so that those already taken can"
                            + " finish; they start again by themselves when the budget has recovered. Top up 10.0001"
                            + " USD or more, or wait for the renewal at 2026-12-01 00:00 Z.");
            assertThat(send.notice().numbers())
                    .containsEntry("probabilityWithinThreshold", "1.0000")
                    .containsEntry("timeToExhaustion", "PT10M")
                    .containsEntry("spendable", "5.00 USD");
        }
    }

    @Nested
    @DisplayName("that prioritises quality")
    class Quality {

        private static int provisioned(Decision decision) {
            return decision.actions().stream()
                    .filter(ProvisionInstances.class::isInstance)
                    .mapToInt(action -> ((ProvisionInstances) action).count())
                    .sum();
        }

        @Test
        void provisions_nothing_for_an_empty_queue() {
            Decision decision = QUALITY.decide(situation(AT, "5", Stance.normal()));

            assertThat(provisioned(decision)).isZero();
            assertThat(decision.why().code()).isEqualTo(ReasonCode.NOTHING_QUEUED);
        }

        @Test
        void provisions_one_instance_for_a_queue_that_one_can_finish_in_time() {
            // 622 CPU seconds at the median, 747 at the 90 % quantile; 28 minutes of two processors are 3,360.
            Decision decision = QUALITY.decide(situation(AT, "5", Stance.normal(), Jobs.fullHd("a")));

            assertThat(provisioned(decision)).isOne();
            assertThat(decision.why().code()).isEqualTo(ReasonCode.INSTANCES_PROVISIONED);
        }

        @Test
        void provisions_as_many_as_finish_the_queue_before_the_money_is_gone() {
            // Eight jobs of 747 CPU seconds at the 90 % quantile; 8 minutes of two processors are less than 960, which
            // is one job each.
            QueuedJob[] queue = Stream.iterate(0, i -> i + 1)
                    .limit(8)
                    .map(i -> Jobs.fullHd("job-" + i))
                    .toArray(QueuedJob[]::new);
            ScalingPolicy roomy = ScalingPolicy.prioritiseQuality(new FleetLimits(100, 2, Duration.ofMinutes(2)));

            assertThat(provisioned(roomy.decide(situation(UNDER, "50", Stance.normal(), queue))))
                    .isEqualTo(8);
            assertThat(provisioned(QUALITY.decide(situation(UNDER, "50", Stance.normal(), queue))))
                    .isEqualTo(4);
        }

        @Test
        void provisions_more_for_a_deadline_before_the_exhaustion() {
            // Due 5 minutes from now, of which 3 are left after the boot, less than it takes: it gets one of its own.
            QueuedJob urgent = Jobs.dueAfter("urgent", Duration.ofMinutes(65));
            QueuedJob[] queue = {Jobs.fullHd("a"), urgent, Jobs.fullHd("b")};

            assertThat(provisioned(QUALITY.decide(situation(AT, "50", Stance.normal(), queue))))
                    .isEqualTo(2);
        }

        @Test
        void provisions_no_more_than_one_for_each_job() {
            assertThat(provisioned(
                            QUALITY.decide(situation(Duration.ofMinutes(1), "5", Stance.normal(), Jobs.fullHd("a")))))
                    .isOne();
        }

        @Test
        void provisions_only_what_is_missing_when_the_queue_grows() {
            Stance stance = acted(Mode.ACTED, QUALITY.name(), new Instances(1, 1));
            QueuedJob[] queue = {Jobs.fullHd("a"), Jobs.fullHd("b"), Jobs.fullHd("c")};

            Decision decision = QUALITY.decide(situation(UNDER, "50", stance, queue));

            // One job each in 8 minutes: three, of which one is there.
            assertThat(decision.actions()).extracting(Action::summary).containsExactly("provision 2 instances");
        }

        @Test
        void provisions_nothing_when_no_money_is_left_to_run_the_queue() {
            Decision decision = QUALITY.decide(situation(Duration.ZERO, "0", Stance.normal(), Jobs.fullHd("a")));

            assertThat(provisioned(decision)).isZero();
            assertThat(decision.why().code()).isEqualTo(ReasonCode.NOTHING_LEFT);
        }
    }

    @Nested
    @DisplayName("that reduces quality")
    class Reduction {

        private static List<Replacement> replacements(Decision decision) {
            return decision.actions().stream()
                    .filter(ReduceQuality.class::isInstance)
                    .flatMap(action -> ((ReduceQuality) action).replacements().stream())
                    .toList();
        }

        @Test
        void says_that_nothing_waits() {
            Decision decision = REDUCE.decide(situation(AT, "5", Stance.normal()));

            assertThat(decision.why().code()).isEqualTo(ReasonCode.NOTHING_QUEUED);
            assertThat(decision.actions()).hasSize(1);
        }

        @Test
        void reduces_the_queue_until_it_fits_in_what_is_left_and_keeps_what_was_requested() {
            QueuedJob a = Jobs.fullHd("a");
            QueuedJob b = Jobs.fullHd("b");
            // The forecast is of the queue alone: it spends what is left in 30 minutes and as much again in 60.
            BudgetSituation situation = situation(AT, "0.7", Stance.normal(), a, b);

            Decision decision = REDUCE.decide(situation);

            assertThat(decision.why().code()).isEqualTo(ReasonCode.QUALITY_REDUCED);
            assertThat(replacements(decision)).extracting(Replacement::queued).containsExactly(a, b);
            assertThat(replacements(decision))
                    .allSatisfy(each -> assertThat(each.instead().requested())
                            .isEqualTo(each.queued().job()));
            double p50 = replacements(decision).stream()
                    .mapToDouble(each -> each.instead().priceMicros().p50())
                    .sum();
            assertThat(p50).isLessThan(700_000);
            assertThat(decision.why().sentence())
                    .endsWith("2 of 2 queued jobs are reduced in quality, which saves 0.81216 USD.");
        }

        @Test
        void takes_no_job_two_rungs_down_before_the_others_went_one() {
            QueuedJob low = Jobs.withPriority("low", Priority.LOW);
            QueuedJob high = Jobs.withPriority("high", Priority.HIGH);

            Decision decision = REDUCE.decide(situation(Duration.ofMinutes(29), "1.2", Stance.normal(), high, low));

            List<Integer> heights = replacements(decision).stream()
                    .map(each -> each.instead().job().targets().get(0).height())
                    .toList();
            assertThat(heights).first().satisfies(height -> assertThat(height).isLessThan(1080));
            assertThat(replacements(decision).get(0).queued()).isEqualTo(low);
        }

        @Test
        void says_that_the_floor_is_reached() {
            QueuedJob smallest = Jobs.queued(Jobs.job(
                    "a", new Target(VideoCodec.H264, "libx264", "veryfast", 640, 360, 30, new Bitrate(100_000))));

            Decision decision = REDUCE.decide(situation(UNDER, "0.01", Stance.normal(), smallest));

            assertThat(decision.why().code()).isEqualTo(ReasonCode.FLOOR_REACHED);
            assertThat(decision.actions()).hasSize(1);
        }

        @Test
        void reduces_jobs_that_were_queued_later_without_another_notice() {
            Stance stance = acted(Mode.ACTED, REDUCE.name(), Instances.NONE);

            Decision decision = REDUCE.decide(situation(UNDER, "0.1", stance, Jobs.fullHd("late")));

            assertThat(decision.actions())
                    .extracting(Action::summary)
                    .containsExactly("reduce the quality of 1 queued jobs");
        }

        @Test
        void restores_what_still_waits_as_far_as_it_fits() {
            QueuedJob requested = Jobs.fullHd("a");
            QueuedJob reduced = requested.with(
                    requested.job().withTargets(List.of(Jobs.h264(640, 360))),
                    Jobs.PRICING.price(requested.job().withTargets(List.of(Jobs.h264(640, 360)))));
            Stance stance = acted(Mode.ACTED, REDUCE.name(), Instances.NONE);

            Decision rich = REDUCE.decide(situation(LONG, "50", stance, reduced));
            Decision poor = REDUCE.decide(situation(LONG, "0.7", stance, reduced));

            assertThat(rich.actions())
                    .first()
                    .isEqualTo(new RestoreQuality(List.of(new Replacement(reduced, requested))));
            assertThat(poor).isInstanceOf(Recover.class);
            assertThat(poor.actions()).noneMatch(RestoreQuality.class::isInstance);
        }

        @Test
        void restores_later_what_did_not_fit_at_recovery() {
            QueuedJob requested = Jobs.fullHd("a");
            QueuedJob reduced = requested.with(
                    requested.job().withTargets(List.of(Jobs.h264(640, 360))),
                    Jobs.PRICING.price(requested.job().withTargets(List.of(Jobs.h264(640, 360)))));

            Decision decision = REDUCE.decide(situation(LONG, "50", Stance.normal(), reduced));

            assertThat(decision.actions()).hasSize(1).first().isInstanceOf(RestoreQuality.class);
        }
    }

    @Test
    void resumes_what_another_policy_paused() {
        Stance stance = acted(Mode.PAUSED, AVAILABILITY.name(), Instances.NONE);

        Decision decision = QUALITY.decide(situation(LONG, "50", stance));

        assertThat(decision.actions()).first().isInstanceOf(ResumeNewJobs.class);
        assertThat(decision.actions()).noneMatch(ReturnInstances.class::isInstance);
    }
}
