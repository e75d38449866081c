package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.acted;
import static io.reelbudget.policy.Situations.situation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.policy.Action.SendNotice;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.spi.QualityLadder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A policy made of policies")
class CompositionTest {

    private static final ScalingPolicy QUALITY = ScalingPolicy.prioritiseQuality();
    private static final ScalingPolicy AVAILABILITY = ScalingPolicy.prioritiseAvailability();
    private static final ScalingPolicy REDUCE = ScalingPolicy.reduceQuality(QualityLadder.standard(), Jobs.PRICING);
    private static final Duration UNDER = Duration.ofMinutes(10);

    @Nested
    @DisplayName("together")
    class Together {

        private final ScalingPolicy both =
                ScalingPolicy.together(List.of(QUALITY, AVAILABILITY.at(Threshold.of(Duration.ofHours(2)))));

        @Test
        void does_what_each_wants_at_its_own_threshold() {
            Decision first = both.decide(situation(Duration.ofMinutes(100), "50", Stance.normal(), Jobs.fullHd("a")));
            Decision second = both.decide(
                    situation(UNDER, "50", acted(Mode.PAUSED, both.name(), Instances.NONE), Jobs.fullHd("a")));

            assertThat(Drill.summaries(first)).first().isEqualTo("pause new jobs");
            assertThat(Drill.summaries(second))
                    .contains("provision 1 instances")
                    .doesNotContain("pause new jobs");
        }

        @Test
        void takes_nothing_back_until_all_have_recovered() {
            Stance stance = acted(Mode.PAUSED, both.name(), new Instances(1, 1));

            // 200 minutes are beyond twice the 30 of the first, but not beyond twice the 120 of the second.
            Decision partly = both.decide(situation(Duration.ofMinutes(200), "50", stance));
            Decision wholly = both.decide(situation(Duration.ofDays(1), "50", stance));

            assertThat(partly).isInstanceOf(Proceed.class);
            assertThat(partly.why().code()).isEqualTo(ReasonCode.NOT_YET_RECOVERED);
            assertThat(wholly).isInstanceOf(Recover.class);
            assertThat(Drill.summaries(wholly))
                    .contains("resume new jobs", "return 1 instances")
                    .doesNotHaveDuplicates();
        }

        @Test
        void keeps_the_steps_of_a_graduated_policy() {
            ScalingPolicy steps = ScalingPolicy.graduated(
                    "steps",
                    List.of(Step.slowingDown(2, Threshold.ofShareLeft(0.5))),
                    QualityLadder.standard(),
                    Jobs.PRICING);
            Drill drill = new Drill(ScalingPolicy.together(List.of(AVAILABILITY, steps)));

            assertThat(drill.at("40")).first().isEqualTo("run at most 2 jobs at once");
            assertThat(drill.at("40")).isEmpty();
            assertThat(drill.summariesAfter(Duration.ofHours(1), "100")).contains("run at full speed");
            assertThat(drill.stance.restraints()).isEmpty();
        }

        @Test
        void needs_parts_that_can_be_told_apart() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScalingPolicy.together(List.of(QUALITY, QUALITY.at(Threshold.standard()))))
                    .withMessage("Policies were [prioritise-quality, prioritise-quality] but must be two or more of"
                            + " different names; override name() where they are alike.");
        }
    }

    @Nested
    @DisplayName("that only recommends")
    class Recommending {

        private final ScalingPolicy recommending = AVAILABILITY.recommendingOnly();

        @Test
        void says_once_what_it_would_do_and_does_nothing() {
            Decision decision = recommending.decide(situation(UNDER, "5", Stance.normal()));

            assertThat(decision.actions()).singleElement().isInstanceOfSatisfying(SendNotice.class, send -> {
                assertThat(send.notice().title()).isEqualTo("Budget of acme/video: a recommendation");
                assertThat(send.notice().happened())
                        .endsWith("with a probability of 100 %: its policy would pause new" + " jobs.");
                assertThat(send.notice().meaning()).isEqualTo("Nothing was done: the policy only recommends.");
            });
            assertThat(decision.why().code()).isEqualTo(ReasonCode.RECOMMENDED);
            assertThat(decision.why().sentence()).startsWith("Recommended, and not done (NEW_JOBS_PAUSED): ");
        }

        @Test
        void repeats_nothing_and_says_when_it_is_over() {
            StanceChange change =
                    new StanceChange(situation(UNDER, "5", Stance.normal()), recommending.name(), Backoff.NONE);
            Stance told = change.after(recommending.decide(change.situation()));

            assertThat(told.mode()).isEqualTo(Mode.ACTED);
            assertThat(recommending.decide(situation(UNDER, "5", told))).isInstanceOf(Proceed.class);
            assertThat(Drill.summaries(recommending.decide(situation(Duration.ofDays(3), "50", told))))
                    .containsExactly("send notice 'Budget of acme/video has recovered'");
        }

        @Test
        void never_touches_a_queue() {
            for (ScalingPolicy policy : List.of(QUALITY, AVAILABILITY, REDUCE)) {
                Decision decision =
                        policy.recommendingOnly().decide(situation(UNDER, "0.5", Stance.normal(), Jobs.fullHd("a")));

                assertThat(decision).isInstanceOf(Act.class);
                assertThat(decision.actions()).allMatch(SendNotice.class::isInstance);
            }
        }
    }
}
