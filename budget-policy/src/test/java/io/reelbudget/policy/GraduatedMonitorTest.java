package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.Step.Consent;
import io.reelbudget.policy.spi.ApprovalRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A runway monitor with a graduated policy")
class GraduatedMonitorTest {

    private static final AccountPath ROOT = AccountPath.of("acme");
    private static final ScalingPolicy POLICY = ScalingPolicy.graduated(
            "gentle",
            List.of(
                    Step.of(Measure.ASK_APPROVAL, Threshold.ofShareLeft(0.4)),
                    Step.slowingDown(2, Threshold.ofShareLeft(0.3)),
                    Step.of(Measure.DRAIN, Threshold.ofShareLeft(0.2)).consent(Consent.ASK_FIRST),
                    Step.of(Measure.CANCEL, Threshold.ofShareLeft(0.1)).consent(Consent.ASK_FIRST)),
            QualityLadder.standard(),
            Jobs.PRICING);

    private final SettableClock clock = new SettableClock();
    private final NoteLedger ledger = new NoteLedger(clock);
    private final Forecasts.Settable forecaster = new Forecasts.Settable();
    private final FakeHooks hooks = new FakeHooks();
    private RunwayMonitor monitor = open(hooks.hooks());

    private RunwayMonitor open(Hooks with) {
        return RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                .hooks(with)
                .policy(ACCOUNT, AccountPolicy.of(POLICY))
                .build();
    }

    private void reopen(Hooks with) {
        monitor.close();
        monitor = open(with);
    }

    private Evaluation evaluate(String posted) {
        clock.putOn(Duration.ofMinutes(30));
        ledger.set(ACCOUNT, "100", posted, "0");
        return monitor.evaluate(ACCOUNT);
    }

    @BeforeEach
    void open_accounts() {
        ledger.set(ROOT, "1000", "0", "0");
        ledger.set(ACCOUNT, "100", "0", "0");
        ledger.set(ACCOUNT.child("ann"), "100", "0", "0");
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void carries_its_steps_out_and_takes_them_back() {
        evaluate("65");
        assertThat(monitor.admissionGate(ACCOUNT.child("ann"))).isEqualTo(AdmissionGate.APPROVAL_NEEDED);
        assertThat(monitor.admissionPaused(ACCOUNT)).isFalse();
        evaluate("75");
        evaluate("0");

        assertThat(monitor.admissionGate(ACCOUNT)).isEqualTo(AdmissionGate.OPEN);
        assertThat(hooks.calls)
                .containsExactly("send WARNING", "slow down to 2", "send WARNING", "full speed", "send RECOVERED");
    }

    @Test
    void takes_a_step_that_needs_a_yes_once_it_is_given_also_after_a_restart() {
        evaluate("85");
        ApprovalRequest question = hooks.questions.get(0);
        assertThat(question.question()).isEqualTo("drain the queue");
        assertThat(question.reason()).contains("acme/video has 15 % of its budget left");
        reopen(hooks.hooks());

        assertThat(monitor.approve(ACCOUNT, "another", "ann")).isEqualTo(Answered.NOT_ASKED);
        assertThat(monitor.approve(ACCOUNT, question.id(), "ann")).isEqualTo(Answered.RECORDED);
        assertThat(monitor.approve(ACCOUNT, question.id(), "ann")).isEqualTo(Answered.KNOWN);
        assertThat(monitor.refuse(ACCOUNT, question.id(), "bob")).isEqualTo(Answered.NOT_ASKED);
        assertThat(ledger.notes().get(ledger.notes().size() - 1))
                .contains("\"verdict\":\"answer\"", "\"answer\":\"AGREED\"", "\"by\":\"ann\"");
        reopen(hooks.hooks());
        evaluate("85");

        assertThat(hooks.calls).containsSubsequence("ask drain the queue", "drain");
        assertThat(monitor.admissionGate(ACCOUNT)).isEqualTo(AdmissionGate.CLOSED);
    }

    @Test
    void takes_no_yes_that_comes_too_late() {
        evaluate("85");
        clock.putOn(Duration.ofDays(1));

        assertThat(monitor.approve(ACCOUNT, hooks.questions.get(0).id(), "ann")).isEqualTo(Answered.TOO_LATE);
    }

    @Test
    void asks_by_a_notice_where_nobody_asks_otherwise() {
        reopen(new Hooks(hooks, hooks, Optional.empty(), QualityLadder.standard()));

        evaluate("85");

        assertThat(hooks.notices).anySatisfy(notice -> {
            assertThat(notice.title()).isEqualTo("Budget of acme/video: approval needed");
            assertThat(notice.advice())
                    .startsWith("Answer question 'gentle:drain@2026-11-10T12:30:00Z' with yes or no");
        });
    }

    @Test
    void records_that_a_queue_cannot_obey_and_does_not_ask_it_again() {
        reopen(hooks.hooks().withQueue(new PlainQueue()));

        Evaluation first = evaluate("75");
        Evaluation second = evaluate("75");

        assertThat(first.outcomes())
                .extracting(HookOutcome::status)
                .containsExactly(Status.DONE, Status.UNSUPPORTED, Status.DONE);
        assertThat(first.outcomes().get(1).detail())
                .isEqualTo("cannot: The queue runs as many jobs as it does; override JobQueue.slowDown to have it run"
                        + " fewer.");
        assertThat(second.outcomes()).isEmpty();
    }

    @Test
    void gives_an_order_again_that_failed_until_it_is_overtaken() {
        hooks.beforeEachCall = () -> {
            throw new IllegalStateException("The line is down.");
        };
        evaluate("75");
        hooks.beforeEachCall = () -> {};
        reopen(hooks.hooks());
        evaluate("75");
        assertThat(hooks.calls).contains("slow down to 2");
        hooks.calls.clear();

        hooks.beforeEachCall = () -> {
            throw new IllegalStateException("The line is down.");
        };
        evaluate("85");
        StepMark asked = monitor.stance(ACCOUNT).steps().get("gentle:drain");
        monitor.approve(ACCOUNT, StepMark.question("gentle:drain", asked.since()), "ann");
        evaluate("85");
        hooks.beforeEachCall = () -> {};
        clock.putOn(Duration.ofHours(2));
        evaluate("0");

        assertThat(hooks.calls).doesNotContain("drain").contains("start queued", "full speed");
    }

    @Test
    void refuses_answers_from_inside_a_hook() {
        reopen(hooks.hooks().withApprovals(request -> monitor.approve(ACCOUNT, request.id(), "the gate itself")));

        Evaluation evaluation = evaluate("85");

        assertThat(evaluation.outcomes())
                .filteredOn(each -> each.call().startsWith("ask"))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.detail()).contains("return from the hook first"));
    }

    /** A queue of a host that does only what it must. */
    private static final class PlainQueue implements JobQueue {
        @Override
        public List<QueuedJob> queued(AccountPath account) {
            return List.of();
        }

        @Override
        public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
            return List.of();
        }

        @Override
        public void pause(AccountPath account, IdempotencyKey key, String reason) {}

        @Override
        public void resume(AccountPath account, IdempotencyKey key, String reason) {}
    }
}
