package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.policy.Action.AskApproval;
import io.reelbudget.policy.Action.ReduceQuality;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.Step.Consent;
import io.reelbudget.policy.Step.Rearming;
import io.reelbudget.policy.StepMark.Phase;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A graduated policy")
class GraduatedPolicyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** All seven, at 70, 60, … and 10 % of the budget. */
    private static final List<Step> ALL = List.of(
            Step.of(Measure.NOTIFY, left(0.70)),
            Step.of(Measure.ASK_APPROVAL, left(0.60)),
            Step.of(Measure.DOWNGRADE, left(0.50)),
            Step.slowingDown(2, left(0.40)),
            Step.of(Measure.PAUSE_NEW, left(0.30)),
            Step.of(Measure.DRAIN, left(0.20)),
            Step.of(Measure.CANCEL, left(0.10)));

    private static Threshold left(double share) {
        return Threshold.ofShareLeft(share).withHysteresis(1.1);
    }

    private static ScalingPolicy of(Step... steps) {
        return of(List.of(steps));
    }

    private static ScalingPolicy of(List<Step> steps) {
        return ScalingPolicy.graduated("gentle", steps, QualityLadder.standard(), Jobs.PRICING);
    }

    @Nested
    @DisplayName("as the money goes")
    class Descending {

        @Test
        void takes_one_step_after_the_other_and_tells_people_of_each() {
            Drill drill = new Drill(of(ALL));

            assertThat(drill.at("75")).isEmpty();
            assertThat(drill.at("70")).containsExactly("send notice 'Budget of acme/video is down to 70 %'");
            assertThat(drill.at("60"))
                    .containsExactly(
                            "require an approval of new jobs", "send notice 'Budget of acme/video is down to 60 %'");
            assertThat(drill.stance.admission()).isEqualTo(AdmissionGate.APPROVAL_NEEDED);
            assertThat(drill.at("50")).containsExactly("send notice 'Budget of acme/video is down to 50 %'");
            assertThat(drill.at("40"))
                    .containsExactly(
                            "run at most 2 jobs at once", "send notice 'Budget of acme/video is down to 40 %'");
            assertThat(drill.at("30"))
                    .containsExactly("pause new jobs", "send notice 'Budget of acme/video is down to 30 %'");
            assertThat(drill.stance.admission()).isEqualTo(AdmissionGate.CLOSED);
            assertThat(drill.at("20"))
                    .containsExactly("drain the queue", "send notice 'Budget of acme/video is down to 20 %'");
            assertThat(drill.at("10"))
                    .containsExactly("cancel running jobs", "send notice 'Budget of acme/video is down to 10 %'");
            assertThat(drill.at("9")).isEmpty();
        }

        @Test
        void takes_all_steps_at_once_where_the_money_falls_through_all_of_them_with_one_notice() {
            Drill drill = new Drill(of(ALL));

            Decision decision = drill.after(Duration.ZERO, "0");

            assertThat(Drill.summaries(decision))
                    .containsExactly(
                            "require an approval of new jobs",
                            "run at most 2 jobs at once",
                            "pause new jobs",
                            "drain the queue",
                            "cancel running jobs",
                            "send notice 'Budget of acme/video is used up'");
            assertThat(decision.why().code()).isEqualTo(ReasonCode.JOBS_CANCELLED);
            assertThat(((Act) decision).level()).isEqualTo(NoticeLevel.CRITICAL);
        }

        @Test
        void says_why_and_what_would_have_to_be_otherwise() {
            Decision decision = new Drill(of(ALL)).after(Duration.ZERO, "38");

            assertThat(decision.why().code()).isEqualTo(ReasonCode.JOBS_SLOWED_DOWN);
            assertThat(decision.why().sentence())
                    .isEqualTo("acme/video has 38 % of its budget left; the queue was told to run fewer jobs at once.");
            assertThat(decision.why().counterfactual()).isEqualTo("Would not act with 3.3334 USD more.");
            assertThat(decision.why().numbers())
                    .containsEntry("thresholdShare", "0.4000")
                    .containsEntry("shareLeft", "0.3800");
        }

        @Test
        void reduces_what_waits_and_later_what_comes_to_wait_without_another_notice() {
            Drill drill = new Drill(of(Step.of(Measure.DOWNGRADE, left(0.5))));
            drill.queue = List.of(Jobs.fullHd("a"));

            assertThat(drill.at("0.5"))
                    .containsExactly(
                            "reduce the quality of 1 queued jobs", "send notice 'Budget of acme/video is down to 1 %'");
            drill.queue = List.of(Jobs.fullHd("b"));
            assertThat(drill.at("0.5")).containsExactly("reduce the quality of 1 queued jobs");
        }

        @Test
        void never_goes_below_a_floor() {
            Drill free = new Drill(of(Step.of(Measure.DOWNGRADE, left(0.5))));
            Drill floored = new Drill(of(Step.of(Measure.DOWNGRADE, left(0.5)).neverBelow(720)));
            free.queue = List.of(Jobs.fullHd("a"));
            floored.queue = List.of(Jobs.fullHd("a"));

            assertThat(heights(free.after(Duration.ZERO, "0.01"))).containsExactly(360);
            assertThat(heights(floored.after(Duration.ZERO, "0.01"))).containsExactly(720);
        }

        private static List<Integer> heights(Decision decision) {
            return decision.actions().stream()
                    .filter(ReduceQuality.class::isInstance)
                    .flatMap(action -> ((ReduceQuality) action).replacements().stream())
                    .map(each -> each.instead().job().targets().get(0).height())
                    .toList();
        }
    }

    @Nested
    @DisplayName("as the money returns")
    class Ascending {

        @Test
        void takes_each_step_back_once_its_own_threshold_has_recovered_and_it_has_cooled_down() {
            Drill drill = new Drill(of(ALL));
            drill.at("0");

            assertThat(drill.summariesAfter(HOUR, "21")).isEmpty();
            // 20 % times 1.1 are 22 %, and 10 % times 1.1 are 11: draining goes on until both have recovered.
            assertThat(drill.summariesAfter(HOUR, "23")).containsExactly("begin queued jobs again");
            assertThat(drill.summariesAfter(HOUR, "34")).containsExactly("resume new jobs");
            assertThat(drill.stance.admission()).isEqualTo(AdmissionGate.APPROVAL_NEEDED);
            assertThat(drill.summariesAfter(HOUR, "45")).containsExactly("run at full speed");
            assertThat(drill.summariesAfter(HOUR, "67")).containsExactly("waive the approval of new jobs");
            assertThat(drill.stance.mode()).isEqualTo(Stance.Mode.ACTED);
            Decision last = drill.after(HOUR, "90");
            assertThat(last).isInstanceOf(Recover.class);
            assertThat(Drill.summaries(last)).containsExactly("send notice 'Budget of acme/video has recovered'");
            assertThat(drill.stance.hasActed()).isFalse();
        }

        @Test
        void takes_all_back_at_once_after_a_large_top_up() {
            Drill drill = new Drill(of(ALL));
            drill.at("0");

            assertThat(drill.summariesAfter(HOUR, "95"))
                    .containsExactly(
                            "resume new jobs",
                            "waive the approval of new jobs",
                            "run at full speed",
                            "begin queued jobs again",
                            "send notice 'Budget of acme/video has recovered'");
            assertThat(drill.stance.restraints()).isEmpty();
            assertThat(drill.at("95")).isEmpty();
        }

        @Test
        void keeps_a_step_for_its_cool_down() {
            Drill drill = new Drill(of(Step.of(Measure.PAUSE_NEW, left(0.3)).coolingDown(HOUR)));
            drill.at("20");

            assertThat(drill.summariesAfter(Duration.ofMinutes(59), "90")).isEmpty();
            assertThat(drill.summariesAfter(Duration.ofMinutes(1), "90")).contains("resume new jobs");
        }

        @Test
        void takes_a_step_again_after_the_cool_down_or_in_the_next_period() {
            Drill soon = new Drill(of(Step.of(Measure.PAUSE_NEW, left(0.3)).coolingDown(HOUR)));
            Drill late = new Drill(
                    of(Step.of(Measure.PAUSE_NEW, left(0.3)).coolingDown(HOUR).rearming(Rearming.NEXT_PERIOD)));
            for (Drill drill : List.of(soon, late)) {
                drill.at("20");
                drill.after(HOUR, "90");
                Decision tooSoon = drill.after(Duration.ofMinutes(59), "20");
                assertThat(tooSoon.actions()).isEmpty();
                assertThat(tooSoon.why().code()).isEqualTo(ReasonCode.STEP_NOT_ARMED);
            }

            assertThat(soon.summariesAfter(HOUR, "20")).containsExactly("pause new jobs");
            assertThat(late.summariesAfter(HOUR, "20")).isEmpty();
        }

        @Test
        void restores_quality_for_what_still_waits() {
            Drill drill = new Drill(of(Step.of(Measure.DOWNGRADE, left(0.5))));
            drill.queue = List.of(Jobs.fullHd("a"));
            Act act = (Act) drill.after(Duration.ZERO, "0.5");
            drill.queue = List.of(
                    ((ReduceQuality) act.actions().get(0)).replacements().get(0).instead());

            assertThat(drill.summariesAfter(HOUR, "95")).contains("restore the quality of 1 queued jobs");
        }

        @Test
        void takes_back_what_another_policy_left() {
            Drill drill = new Drill(of(Step.of(Measure.NOTIFY, left(0.3))));
            drill.stance = Situations.acted(Stance.Mode.PAUSED, "prioritise-availability", Stance.Instances.NONE);

            assertThat(drill.at("90")).contains("resume new jobs");
        }

        @Test
        void takes_back_what_a_step_left_that_is_no_longer_in_the_ladder() {
            Drill before = new Drill(of(ALL));
            before.at("15");
            Drill after = new Drill(of(Step.of(Measure.NOTIFY, left(0.70))));
            after.stance = before.stance;

            assertThat(after.at("15"))
                    .containsExactly(
                            "resume new jobs",
                            "waive the approval of new jobs",
                            "run at full speed",
                            "begin queued jobs again");
        }
    }

    @Nested
    @DisplayName("that needs a yes")
    class Consenting {

        private final Drill drill = new Drill(of(
                Step.of(Measure.NOTIFY, left(0.5)),
                Step.of(Measure.DRAIN, left(0.3)).consent(Consent.ASK_FIRST)));

        private void answer(Phase phase) {
            SortedMap<String, StepMark> steps = new TreeMap<>(drill.stance.steps());
            steps.computeIfPresent("gentle:drain", (name, mark) -> mark.answered(phase));
            drill.stance = drill.stance.withSteps(steps);
        }

        @Test
        void asks_once_and_waits() {
            Decision decision = drill.after(Duration.ZERO, "30");

            assertThat(decision.actions())
                    .filteredOn(AskApproval.class::isInstance)
                    .hasSize(1);
            assertThat(drill.stance.restraints()).isEmpty();
            assertThat(drill.summariesAfter(HOUR, "20")).isEmpty();
        }

        @Test
        void goes_on_with_a_yes() {
            drill.at("30");
            answer(Phase.AGREED);

            assertThat(drill.at("30")).first().isEqualTo("drain the queue");
        }

        @Test
        void does_nothing_with_a_no_and_asks_again_the_next_day() {
            drill.at("30");
            answer(Phase.REFUSED);

            assertThat(drill.summariesAfter(Duration.ofHours(23), "20")).isEmpty();
            assertThat(drill.summariesAfter(HOUR, "20")).containsExactly("ask for an approval: drain the queue");
        }

        @Test
        void needs_the_yes_anew_once_the_step_was_taken_back() {
            drill.at("30");
            answer(Phase.AGREED);
            drill.at("30");
            drill.after(HOUR, "40");

            assertThat(drill.summariesAfter(HOUR, "20")).containsExactly("ask for an approval: drain the queue");
        }

        @Test
        void says_that_it_waits() {
            Drill alone = new Drill(of(Step.of(Measure.DRAIN, left(0.3)).consent(Consent.ASK_FIRST)));
            alone.at("30");

            assertThat(alone.after(HOUR, "20").why().code()).isEqualTo(ReasonCode.CONSENT_ASKED);
        }
    }

    @Nested
    @DisplayName("being made")
    class Made {

        @Test
        void refuses_contradictions() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(Step.of(Measure.DRAIN, left(0.3)), Step.of(Measure.NOTIFY, left(0.2))))
                    .withMessage("Step 1's measure was NOTIFY after DRAIN but must not be milder; list the mildest step"
                            + " first.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(Step.of(Measure.NOTIFY, left(0.2)), Step.of(Measure.DRAIN, left(0.3))))
                    .withMessage("Step 1's when was reached before that of the milder step 'notify' but must be reached"
                            + " later or together; exchange them.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(Step.of(Measure.NOTIFY, left(0.2)), Step.of(Measure.NOTIFY, left(0.1))))
                    .withMessage("Step 1's name was 'notify' but must differ from the others'; name it.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Step.of(Measure.DRAIN, left(0.2)).neverBelow(720))
                    .withMessage(
                            "Step's neverBelow was 720 for DRAIN but must be left out there; it is for DOWNGRADE.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Step.of(Measure.SLOW_DOWN, left(0.2)))
                    .withMessage("Step's mostAtOnce was missing but must be one or more; drain the queue to run none.");
        }

        @Test
        void may_mix_kinds_of_thresholds() {
            Drill drill = new Drill(of(
                    Step.of(Measure.NOTIFY, Threshold.ofProbability(0.9)),
                    Step.of(Measure.PAUSE_NEW, Threshold.of(Duration.ofDays(1)))));

            assertThat(drill.at("90"))
                    .containsExactly("send notice 'Budget of acme/video may run out before its renewal'");
        }
    }

    /** Random ladders along random walks of money and time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keeps_its_promises_whatever_happens(long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (Step step : ALL) {
            if (random.nextInt(4) > 0 || steps.isEmpty()) {
                steps.add(step.coolingDown(Duration.ofMinutes(random.nextInt(120)))
                        .consent(random.nextInt(3) == 0 ? Consent.ASK_FIRST : Consent.AUTOMATIC));
            }
        }
        Drill drill = new Drill(of(steps));
        Map<Measure, java.time.Instant> changed = new EnumMap<>(Measure.class);
        Set<String> told = new HashSet<>();
        double left = 100;
        for (int i = 0; i < 2_000; i++) {
            left = Math.max(0, Math.min(100, left + 8 * random.nextGaussian()));
            Stance before = drill.stance;
            Decision decision = drill.after(Duration.ofMinutes(random.nextInt(18)), Long.toString(Math.round(left)));
            for (Step step : steps) {
                boolean wasTaken = isTaken(before, step);
                if (wasTaken != isTaken(drill.stance, step)) {
                    java.time.Instant last = changed.put(step.measure(), drill.now);
                    if (last != null) {
                        assertThat(Duration.between(last, drill.now))
                                .as("seed %d, %s", seed, step)
                                .isGreaterThanOrEqualTo(step.coolDown());
                    }
                    if (!wasTaken && step.consent() == Consent.ASK_FIRST) {
                        assertThat(before.steps().get("gentle:" + step.name()).phase())
                                .isEqualTo(Phase.AGREED);
                    }
                }
            }
            assertThat(drill.stance.restraints().contains(Restraint.DRAIN))
                    .as("seed %d, step %d: %s", seed, i, drill.stance)
                    .isEqualTo(steps.stream()
                            .anyMatch(step ->
                                    step.measure().compareTo(Measure.DRAIN) >= 0 && isTaken(drill.stance, step)));
            for (Action action : decision.actions()) {
                if (action instanceof Action.SendNotice send) {
                    assertThat(told.add(send.notice().dedupeKey()))
                            .as("seed %d: %s", seed, send.notice())
                            .isTrue();
                } else if (action instanceof AskApproval && random.nextBoolean()) {
                    SortedMap<String, StepMark> marks = new TreeMap<>(drill.stance.steps());
                    marks.replaceAll((name, mark) -> mark.phase() == Phase.ASKED ? mark.answered(Phase.AGREED) : mark);
                    drill.stance = drill.stance.withSteps(marks);
                }
            }
        }
        drill.after(Duration.ofDays(1), "100");
        assertThat(drill.stance.hasActed()).isFalse();
        assertThat(drill.stance.restraints()).isEmpty();
        assertThat(drill.after(HOUR, "100")).isInstanceOf(Proceed.class);
    }

    private static boolean isTaken(Stance stance, Step step) {
        StepMark mark = stance.steps().get("gentle:" + step.name());
        return mark != null && mark.phase() == Phase.TAKEN;
    }
}
