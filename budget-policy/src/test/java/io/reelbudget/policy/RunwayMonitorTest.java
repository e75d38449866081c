package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.policy.Action.PauseNewJobs;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A runway monitor")
class RunwayMonitorTest {

    private static final Duration UNDER = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofDays(5);
    private static final AccountPath ROOT = AccountPath.of("acme");

    private final SettableClock clock = new SettableClock();
    private final NoteLedger ledger = new NoteLedger(clock);
    private final Forecasts.Settable forecaster = new Forecasts.Settable();
    private final FakeHooks hooks = new FakeHooks();
    private RunwayMonitor monitor = open();

    private RunwayMonitor open() {
        return RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                .hooks(hooks.hooks())
                .committedWork(CommittedWork.onProcessors(2))
                .mostInputs(0)
                .build();
    }

    private void reopen() {
        monitor.close();
        AccountPolicy policy = monitor.policyOf(ACCOUNT);
        monitor = open();
        monitor.setPolicy(ACCOUNT, policy);
    }

    private void use(ScalingPolicy policy) {
        monitor.setPolicy(ACCOUNT, AccountPolicy.of(policy));
    }

    private Evaluation evaluate(Duration median) {
        forecaster.median = median;
        return monitor.evaluate(ACCOUNT);
    }

    @BeforeEach
    void open_accounts() {
        ledger.set(ROOT, "1000", "0", "0");
        ledger.set(ACCOUNT, "100", "95", "0");
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    @Nested
    @DisplayName("evaluating")
    class Evaluate {

        @Test
        void reduces_quality_where_no_policy_is_set() {
            ledger.set(ACCOUNT, "100", "99.5", "0");
            hooks.waiting.add(Jobs.fullHd("a"));

            Evaluation evaluation = evaluate(UNDER);

            assertThat(evaluation.decision().why().code()).isEqualTo(ReasonCode.QUALITY_REDUCED);
            assertThat(hooks.calls).containsExactly("replace 1", "send WARNING");
            assertThat(hooks.waiting).singleElement().satisfies(queued -> {
                assertThat(queued.isReduced()).isTrue();
                assertThat(queued.requested()).isEqualTo(Jobs.fullHd("a").job());
            });
        }

        @Test
        void does_nothing_while_the_account_lasts() {
            Evaluation evaluation = evaluate(LONG);

            assertThat(evaluation.decision()).isInstanceOf(Proceed.class);
            assertThat(hooks.calls).isEmpty();
            assertThat(ledger.notes()).isEmpty();
        }

        @Test
        void asks_the_forecaster_about_what_remains_the_queue_and_the_wanted_history() {
            ledger.set(ACCOUNT, "100", "90", "4");
            QueuedJob queued = Jobs.fullHd("a");
            hooks.waiting.add(queued);

            evaluate(LONG);

            assertThat(forecaster.asked).singleElement().satisfies(question -> {
                assertThat(question.remainingMicros()).isEqualTo(10_000_000);
                assertThat(question.history().end()).isEqualTo("2026-11-10T13:00:00Z");
                assertThat(question.committed()).singleElement().satisfies(spend -> assertThat(spend.micros())
                        .isEqualTo(queued.priceMicros()));
            });
        }

        @Test
        void records_the_decision_before_it_acts_and_the_outcome_after() {
            use(ScalingPolicy.prioritiseAvailability());
            AtomicReference<List<String>> notesAtFirstCall = new AtomicReference<>();
            hooks.beforeEachCall = () -> notesAtFirstCall.compareAndSet(null, ledger.notes());

            evaluate(UNDER);

            assertThat(notesAtFirstCall.get())
                    .singleElement()
                    .asString()
                    .contains("\"verdict\":\"act\"", "pause new jobs");
            assertThat(ledger.notes()).hasSize(2).last().asString().contains("\"verdict\":\"outcome\"", "DONE");
        }

        @Test
        void acts_on_nothing_that_it_could_not_record() {
            use(ScalingPolicy.prioritiseAvailability());
            ledger.breakDown();

            assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> evaluate(UNDER));
            assertThat(hooks.calls).isEmpty();
            assertThat(monitor.admissionPaused(ACCOUNT)).isFalse();
        }

        @Test
        void refuses_an_account_that_is_not_open() {
            assertThatExceptionOfType(UnknownAccountException.class)
                    .isThrownBy(() -> monitor.evaluate(AccountPath.of("nobody")));
        }

        @Test
        void refuses_to_be_called_by_a_hook() {
            use(ScalingPolicy.prioritiseAvailability());
            hooks.beforeEachCall = () -> monitor.evaluate(ACCOUNT);

            Evaluation evaluation = evaluate(UNDER);

            assertThat(evaluation.outcomes()).hasSize(2).allSatisfy(outcome -> assertThat(outcome.detail())
                    .isEqualTo("threw java.lang.IllegalStateException: Evaluation of acme/video was asked for"
                            + " by a hook but must come from outside; return from the hook first."));
        }

        @Test
        void says_so_where_there_is_no_provisioner() {
            monitor.close();
            monitor = RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                    .hooks(Hooks.standard().withQueue(hooks).withNotifier(hooks))
                    .build();
            use(ScalingPolicy.prioritiseQuality());
            hooks.waiting.add(Jobs.fullHd("a"));

            Evaluation evaluation = evaluate(UNDER);

            assertThat(evaluation.outcomes())
                    .extracting(HookOutcome::status)
                    .containsExactly(Status.NO_HOOK, Status.DONE);
            assertThat(monitor.stance(ACCOUNT).instances().started()).isZero();
            assertThat(evaluate(UNDER).decision()).isInstanceOf(Proceed.class);
        }
    }

    @Nested
    @DisplayName("acting")
    class Acting {

        @ParameterizedTest
        @CsvSource({"prioritise-quality", "prioritise-availability", "reduce-quality"})
        void acts_once_until_the_account_has_recovered(String name) {
            use(named(name));
            hooks.waiting.add(Jobs.fullHd("a"));

            evaluate(UNDER);
            List<String> once = List.copyOf(hooks.calls);
            for (int i = 0; i < 10; i++) {
                evaluate(Duration.ofMinutes(5 + 10 * i));
            }

            assertThat(once).isNotEmpty().last().isEqualTo("send WARNING");
            assertThat(hooks.calls).isEqualTo(once);
        }

        @Test
        void takes_back_and_tells_when_the_account_has_recovered() {
            use(ScalingPolicy.prioritiseAvailability());

            evaluate(UNDER);
            assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
            Evaluation recovered = evaluate(LONG);

            assertThat(recovered.decision()).isInstanceOf(Recover.class);
            assertThat(monitor.admissionPaused(ACCOUNT)).isFalse();
            assertThat(hooks.calls).containsExactly("pause", "send WARNING", "resume", "send RECOVERED");
        }

        @Test
        void gives_back_the_instances_that_the_provisioner_really_started() {
            use(ScalingPolicy.prioritiseQuality());
            for (int i = 0; i < 8; i++) {
                hooks.waiting.add(Jobs.fullHd("job-" + i));
            }
            hooks.quota = 3;

            evaluate(UNDER);
            evaluate(UNDER);
            evaluate(LONG);

            assertThat(hooks.calls).containsExactly("provision 4", "send WARNING", "give back 3", "send RECOVERED");
        }

        @Test
        void restores_the_jobs_that_still_wait_when_the_money_is_back() {
            ledger.set(ACCOUNT, "100", "99.5", "0");
            hooks.waiting.add(Jobs.fullHd("a"));

            evaluate(UNDER);
            ledger.set(ACCOUNT, "200", "99.5", "0");
            evaluate(LONG);

            assertThat(hooks.waiting).containsExactly(Jobs.fullHd("a"));
        }

        @Test
        void sends_one_notice_of_each_level_for_ten_thousand_oscillations() {
            use(ScalingPolicy.prioritiseAvailability());

            for (int i = 0; i < 10_000; i++) {
                evaluate(UNDER);
                evaluate(LONG);
            }

            assertThat(hooks.notices)
                    .extracting(notice -> notice.level())
                    .containsExactly(NoticeLevel.WARNING, NoticeLevel.RECOVERED);
            assertThat(monitor.admissionPaused(ACCOUNT)).isFalse();
        }

        @Test
        void recovers_also_where_nothing_is_to_be_taken_back_and_nothing_new_to_be_told() {
            use(ScalingPolicy.prioritiseQuality());

            evaluate(UNDER);
            evaluate(LONG);
            ledger.set(ACCOUNT, "100", "100", "0");
            evaluate(Duration.ZERO);
            ledger.set(ACCOUNT, "100", "95", "0");
            Evaluation recovered = evaluate(LONG);

            assertThat(recovered.decision()).isInstanceOf(Recover.class);
            assertThat(monitor.stance(ACCOUNT).hasActed()).isFalse();
            assertThat(hooks.calls).containsExactly("send WARNING", "send RECOVERED", "send CRITICAL");
        }

        @Test
        void warns_again_after_a_top_up_was_spent_too() {
            use(ScalingPolicy.prioritiseAvailability());

            evaluate(UNDER);
            ledger.set(ACCOUNT, "200", "95", "0");
            evaluate(LONG);
            evaluate(UNDER);

            assertThat(hooks.notices)
                    .extracting(notice -> notice.level())
                    .containsExactly(NoticeLevel.WARNING, NoticeLevel.RECOVERED, NoticeLevel.WARNING);
        }

        @Test
        void pauses_all_accounts_below_a_paused_one_and_none_beside_it() {
            AccountPath below = ACCOUNT.child("ann");
            AccountPath beside = AccountPath.of("acme/audio");
            ledger.set(below, "10", "0", "0");
            ledger.set(beside, "10", "0", "0");
            use(ScalingPolicy.prioritiseAvailability());

            evaluate(UNDER);

            assertThat(monitor.admissionPaused(below)).isTrue();
            assertThat(monitor.admissionPaused(beside)).isFalse();
            assertThat(monitor.admissionPaused(ROOT)).isFalse();
        }

        @Test
        void uses_the_policy_of_the_nearest_account_above() {
            AccountPolicy rootPolicy = AccountPolicy.of(ScalingPolicy.prioritiseAvailability());
            monitor.setPolicy(ROOT, rootPolicy);

            assertThat(monitor.policyOf(ACCOUNT.child("ann"))).isEqualTo(rootPolicy);
            assertThat(monitor.policyOf(AccountPath.of("other")).policy().name())
                    .isEqualTo("reduce-quality");
        }

        private static ScalingPolicy named(String name) {
            return List.of(
                            ScalingPolicy.prioritiseQuality(),
                            ScalingPolicy.prioritiseAvailability(),
                            ScalingPolicy.reduceQuality(QualityLadder.standard(), Jobs.PRICING))
                    .stream()
                    .filter(policy -> policy.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    @DisplayName("with a policy of the host's own")
    class OwnPolicy {

        @Test
        void carries_the_same_action_out_once_though_the_policy_asks_again_and_again() {
            Explanation why = Explanation.ofOwnRule("The house says so.", "Would not act on Sundays.");
            use(situation -> situation.isRecovered()
                    ? new Recover(List.of(new Action.ResumeNewJobs("It is over.")), why)
                    : new Act(
                            NoticeLevel.WARNING,
                            List.of(new Action.ProvisionInstances(2, "House rule."), new PauseNewJobs("House rule.")),
                            why));

            evaluate(UNDER);
            Evaluation again = evaluate(UNDER);
            evaluate(LONG);
            evaluate(LONG);
            evaluate(UNDER);

            assertThat(again.decision().why().code()).isEqualTo(ReasonCode.ALREADY_ACTED);
            assertThat(hooks.calls).containsExactly("provision 2", "pause", "resume", "provision 2", "pause");
        }

        @Test
        void sends_the_same_notice_once_though_the_policy_sends_it_again_and_again() {
            Explanation why = Explanation.ofOwnRule("The house says so.", "Would not act on Sundays.");
            use(situation -> {
                Notice notice = new Notice(
                        situation.dedupeKey("house", NoticeLevel.WARNING),
                        situation.account(),
                        NoticeLevel.WARNING,
                        situation.now(),
                        "Title",
                        "It happened.",
                        "It means this.",
                        "Do that.",
                        new TreeMap<>());
                List<Action> actions = List.of(new Action.SendNotice(notice));
                return situation.isThresholdReached()
                        ? new Act(NoticeLevel.WARNING, actions, why)
                        : new Recover(List.of(), why);
            });

            evaluate(UNDER);
            evaluate(UNDER);
            evaluate(LONG);
            evaluate(UNDER);

            assertThat(hooks.calls).containsExactly("send WARNING");
        }

        @Test
        void pauses_new_jobs_when_the_policy_fails_at_the_threshold() {
            use(situation -> {
                throw new IllegalArgumentException("boom");
            });

            Evaluation lasting = evaluate(LONG);
            Evaluation reached = evaluate(UNDER);

            assertThat(lasting.decision()).isInstanceOf(Proceed.class);
            assertThat(lasting.decision().why().code()).isEqualTo(ReasonCode.POLICY_FAILED);
            assertThat(reached.decision().why().sentence())
                    .startsWith("The policy threw IllegalArgumentException, so availability is put first: ");
            assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
        }

        @Test
        void goes_on_where_it_was_chosen_to_while_no_more_than_the_most_is_at_stake() {
            AccountPolicy failing = AccountPolicy.of(situation -> {
                throw new IllegalArgumentException("boom");
            });
            monitor.setPolicy(ACCOUNT, failing.withFailure(FailureMode.open(Situations.usd("5"))));

            Evaluation small = evaluate(UNDER);
            assertThat(hooks.calls).containsExactly("send WARNING");
            assertThat(small.decision().why().sentence())
                    .startsWith("New jobs go on, for no more than 5.00 USD is at stake. ");
            ledger.set(ACCOUNT, "100", "94.99", "0");
            evaluate(UNDER);

            assertThat(hooks.calls).endsWith("pause");
            assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
        }
    }

    @Nested
    @DisplayName("opened again")
    class OpenedAgain {

        @Test
        void neither_repeats_nor_forgets() {
            use(ScalingPolicy.prioritiseAvailability());
            evaluate(UNDER);
            Stance before = monitor.stance(ACCOUNT);

            reopen();

            assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
            assertThat(monitor.stance(ACCOUNT)).isEqualTo(before);
            evaluate(UNDER);
            assertThat(hooks.calls).containsExactly("pause", "send WARNING");
            evaluate(LONG);
            assertThat(hooks.calls).endsWith("resume", "send RECOVERED");
        }

        @Test
        void carries_out_what_was_decided_but_not_done() {
            use(ScalingPolicy.prioritiseAvailability());
            hooks.beforeEachCall = () -> {
                throw new IllegalStateException("The line is down.");
            };
            evaluate(UNDER);

            hooks.beforeEachCall = () -> {};
            reopen();
            Evaluation evaluation = evaluate(UNDER);

            assertThat(hooks.calls).containsExactly("pause", "send WARNING");
            assertThat(evaluation.decision()).isInstanceOf(Proceed.class);
            assertThat(evaluation.outcomes()).extracting(HookOutcome::status).containsOnly(Status.DONE);
            assertThat(hooks.notices.get(0).title()).isEqualTo("Budget of acme/video runs out in about 10 minutes");
        }

        @Test
        void finds_its_stance_behind_many_other_entries() {
            use(ScalingPolicy.prioritiseAvailability());
            evaluate(UNDER);
            ledger.addHolds(ACCOUNT, 60_000);
            evaluate(UNDER);
            ledger.addHolds(ACCOUNT, 60_000);

            reopen();

            assertThat(monitor.stance(ACCOUNT).mode()).isEqualTo(Mode.PAUSED);
        }

        @Test
        void takes_over_what_a_monitor_of_another_process_decided() {
            use(ScalingPolicy.prioritiseAvailability());
            evaluate(LONG);
            RunwayMonitor other = open();
            other.setPolicy(ACCOUNT, monitor.policyOf(ACCOUNT));
            forecaster.median = UNDER;
            clock.putOn(Duration.ofSeconds(1));
            ledger.set(ACCOUNT, "100", "95", "0");
            other.evaluate(ACCOUNT);
            clock.putOn(Duration.ofSeconds(1));

            Evaluation evaluation = monitor.evaluate(ACCOUNT);

            assertThat(evaluation.decision()).isInstanceOf(Proceed.class);
            assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
            assertThat(hooks.calls).containsExactly("pause", "send WARNING");
            other.close();
        }
    }

    @Nested
    @DisplayName("meeting a hook that fails")
    class Failing {

        @Test
        void calls_it_again_later_with_the_same_key() {
            use(ScalingPolicy.prioritiseQuality());
            hooks.waiting.add(Jobs.fullHd("a"));
            hooks.beforeEachCall = () -> {
                throw new IllegalStateException("The cloud is down.");
            };
            evaluate(UNDER);
            hooks.beforeEachCall = () -> {};

            evaluate(UNDER);
            assertThat(hooks.requests).hasSize(1);
            clock.putOn(Duration.ofSeconds(30));
            evaluate(UNDER);
            evaluate(UNDER);

            assertThat(hooks.requests).hasSize(2);
            assertThat(hooks.requests.get(0)).isEqualTo(hooks.requests.get(1));
            assertThat(hooks.calls).containsExactly("provision 1", "send WARNING");
        }

        @Test
        void drops_a_pause_that_its_resumption_has_overtaken() {
            use(ScalingPolicy.prioritiseAvailability());
            hooks.beforeEachCall = () -> {
                throw new IllegalStateException("The line is down.");
            };
            evaluate(UNDER);
            hooks.beforeEachCall = () -> {};

            evaluate(LONG);
            clock.putOn(Duration.ofHours(2));
            evaluate(LONG);

            assertThat(hooks.calls).doesNotContain("pause").contains("resume");
        }

        @Test
        void plans_replacements_afresh_but_not_at_every_look() {
            ledger.set(ACCOUNT, "100", "99.5", "0");
            hooks.waiting.add(Jobs.fullHd("a"));
            hooks.beforeEachCall = () -> {
                throw new IllegalStateException("The line is down.");
            };
            evaluate(UNDER);
            hooks.beforeEachCall = () -> {};

            evaluate(UNDER);
            assertThat(hooks.calls).isEmpty();
            clock.putOn(Duration.ofSeconds(30));
            evaluate(UNDER);

            assertThat(hooks.calls).containsExactlyInAnyOrder("send WARNING", "replace 1");
        }
    }

    @Nested
    @DisplayName("looking")
    class Look {

        @Test
        void shows_the_situation_and_does_nothing() {
            use(ScalingPolicy.prioritiseAvailability());
            hooks.waiting.add(Jobs.fullHd("a"));
            forecaster.median = UNDER;

            BudgetSituation situation = monitor.look(ACCOUNT);

            assertThat(situation.isThresholdReached()).isTrue();
            assertThat(situation.queue()).hasSize(1);
            assertThat(hooks.calls).isEmpty();
            assertThat(ledger.notes()).isEmpty();
        }
    }

    @Test
    void refuses_settings_that_mean_nothing() {
        RunwayMonitorBuilder builder = RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock);

        assertThat(catchThrowable(() -> builder.history(Duration.ZERO)))
                .hasMessage("History was PT0S but must be of 1 hour to 3650 days; 90 days are the default.");
        assertThat(catchThrowable(() -> builder.hookTimeout(Duration.ZERO)))
                .hasMessage(
                        "Time-out of hooks was PT0S but must be at least a millisecond; 5 seconds are the default.");
    }
}
