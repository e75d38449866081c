package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A runway monitor among hooks that misbehave")
@Timeout(60)
class HookZooTest {

    /** For hooks that hang; nothing may depend on what returns within it. */
    private static final Duration SHORT = Duration.ofMillis(100);

    /** For hooks that return, however busy the machine is. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final AccountPath OTHER = AccountPath.of("other");

    private final SettableClock clock = new SettableClock();
    private final NoteLedger ledger = new NoteLedger(clock);
    private final Forecasts.Settable forecaster = new Forecasts.Settable();
    private final FakeHooks hooks = new FakeHooks();
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void open_accounts() {
        ledger.set(AccountPath.of("acme"), "1000", "0", "0");
        ledger.set(ACCOUNT, "100", "95", "0");
        ledger.set(OTHER, "100", "95", "0");
        forecaster.median = Duration.ofMinutes(10);
        hooks.waiting.add(Jobs.fullHd("a"));
    }

    @AfterEach
    void let_all_hooks_end() {
        end.countDown();
    }

    private RunwayMonitor monitor(Hooks with, Duration timeout) {
        return RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                .hooks(with)
                .hookTimeout(timeout)
                .defaultPolicy(AccountPolicy.of(ScalingPolicy.prioritiseAvailability()))
                .build();
    }

    static Stream<Arguments> zoo() {
        return Stream.of(
                Arguments.of("hangs", Status.TIMED_OUT, (Beast) HookZooTest::hang),
                Arguments.of("ignores interrupts", Status.TIMED_OUT, (Beast) HookZooTest::ignoreInterrupts),
                Arguments.of("throws an exception", Status.FAILED, (Beast) end -> {
                    throw new IllegalArgumentException("no\r\n\u001b[31mway\u202e");
                }),
                Arguments.of("throws an error", Status.FAILED, (Beast) end -> {
                    throw new AssertionError("never");
                }),
                Arguments.of("overflows its stack", Status.FAILED, (Beast) HookZooTest::recurse),
                Arguments.of("throws what cannot be told", Status.FAILED, (Beast) end -> {
                    throw new Untellable();
                }));
    }

    @ParameterizedTest(name = "that {0}")
    @MethodSource("zoo")
    void counts_the_call_as_not_done_and_pauses_admission_all_the_same(String name, Status status, Beast beast) {
        hooks.beforeEachCall = () -> beast.live(end);

        try (RunwayMonitor monitor = monitor(hooks.hooks(), status == Status.TIMED_OUT ? SHORT : LONG)) {
            Evaluation evaluation = monitor.evaluate(ACCOUNT);

            assertThat(evaluation.outcomes()).hasSize(2).allSatisfy(outcome -> assertThat(outcome.status())
                    .as(outcome.detail())
                    .isEqualTo(status));
            assertThat(evaluation.outcomes())
                    .allSatisfy(outcome -> assertThat(outcome.detail()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
            assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
        }
    }

    @Test
    void looks_at_other_accounts_while_a_hook_hangs() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        Hooks stuck = hooks.hooks().withNotifier(notice -> {
            if (notice.account().equals(ACCOUNT)) {
                hanging.countDown();
                hang(end);
            }
        });
        RunwayMonitor monitor = RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                .hooks(stuck)
                .hookTimeout(Duration.ofHours(1))
                .defaultPolicy(AccountPolicy.of(ScalingPolicy.prioritiseAvailability()))
                .build();
        Thread evaluating = new Thread(() -> monitor.evaluate(ACCOUNT));
        evaluating.start();
        assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();

        Evaluation other = monitor.evaluate(OTHER);

        assertThat(other.outcomes()).extracting(HookOutcome::status).containsOnly(Status.DONE);
        assertThat(monitor.admissionPaused(ACCOUNT)).isTrue();
        assertThat(evaluating.isAlive()).isTrue();
        end.countDown();
        evaluating.join();
        monitor.close();
    }

    @Test
    void does_not_wait_any_more_for_a_hook_whose_threads_are_all_lost() {
        hooks.beforeEachCall = () -> ignoreInterrupts(end);
        Hooks stuck = hooks.hooks().withQueue(JobQueue.none());

        try (RunwayMonitor monitor = monitor(stuck, SHORT)) {
            for (int i = 0; i < HookLane.CAPACITY; i++) {
                AccountPath account = AccountPath.of("account-" + i);
                ledger.set(account, "100", "95", "0");
                assertThat(statuses(monitor.evaluate(account))).last().isEqualTo(Status.TIMED_OUT);
            }

            List<HookOutcome> outcomes = monitor.evaluate(OTHER).outcomes();
            assertThat(outcomes.get(1).status()).isEqualTo(Status.REJECTED);
            // Not that others took too long: it was not even waited for.
            assertThat(outcomes.get(1).detail())
                    .isEqualTo("all 4 earlier calls still hang; repair the hook that ignores interrupts");
        }
    }

    @Test
    void calls_a_hook_again_whose_threads_have_come_back() {
        try (HookLane lane = new HookLane("test", Duration.ofMillis(50), clock)) {
            for (int i = 0; i < HookLane.CAPACITY; i++) {
                lane.call(() -> {
                    ignoreInterrupts(end);
                    return "late";
                });
            }
            assertThat(lane.call(() -> "no").status()).isEqualTo(Status.REJECTED);

            end.countDown();

            Status status = Status.REJECTED;
            while (status != Status.DONE && !Thread.currentThread().isInterrupted()) { // by this test's time-out
                status = lane.call(() -> "yes").status();
            }
            assertThat(status).isEqualTo(Status.DONE);
        }
    }

    @Test
    void leaves_a_hook_alone_that_only_fails_and_tries_it_again_later() {
        int[] calls = {0};
        try (HookLane lane = new HookLane("test", LONG, clock)) {
            for (int i = 0; i < 20; i++) {
                lane.call(() -> {
                    calls[0]++;
                    throw new IllegalStateException("no");
                });
            }
            assertThat(calls[0]).isEqualTo(Breaker.FAILURES);
            assertThat(lane.call(() -> "yes").detail())
                    .isEqualTo("the last 5 calls failed, so it is left alone for 30 seconds; repair the hook");

            clock.putOn(Breaker.OPEN_FOR);
            lane.call(() -> {
                throw new IllegalStateException("still not");
            });
            assertThat(lane.call(() -> "yes").status()).isEqualTo(Status.REJECTED);

            clock.putOn(Breaker.OPEN_FOR);
            assertThat(lane.call(() -> "yes").status()).isEqualTo(Status.DONE);
            assertThat(lane.call(() -> "yes").status()).isEqualTo(Status.DONE);
        }
    }

    @ParameterizedTest(name = "that {0}")
    @MethodSource("zoo")
    void answers_about_admission_within_five_milliseconds_meanwhile(String name, Status status, Beast beast)
            throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        hooks.beforeEachCall = () -> {
            inside.countDown();
            beast.live(end);
        };
        try (RunwayMonitor monitor =
                monitor(hooks.hooks(), status == Status.TIMED_OUT ? Duration.ofSeconds(2) : LONG)) {
            assertThat(monitor.admissionPaused(ACCOUNT)).isFalse();
            Thread evaluating = new Thread(() -> monitor.evaluate(ACCOUNT));
            evaluating.start();
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

            long[] nanos = new long[201];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                boolean paused = monitor.admissionPaused(ACCOUNT);
                nanos[i] = System.nanoTime() - start;
                assertThat(paused).isTrue();
            }
            Arrays.sort(nanos);
            // A machine at work may stop any one of them for longer; hooks would stop them all.
            assertThat(Duration.ofNanos(nanos[nanos.length * 9 / 10])).isLessThan(Duration.ofMillis(5));
            end.countDown();
            evaluating.join();
        }
    }

    @Test
    void refuses_answers_that_are_null() {
        Hooks nulls = hooks.hooks().withProvisioner(new NullProvisioner()).withQueue(new NullQueue());

        try (RunwayMonitor monitor = monitor(nulls, LONG)) {
            Evaluation evaluation = monitor.evaluate(ACCOUNT);

            assertThat(evaluation.situation().queue()).isEmpty();
            assertThat(evaluation.outcomes().get(0).call()).isEqualTo("read the queue");
            assertThat(evaluation.outcomes().get(0).status()).isEqualTo(Status.FAILED);
        }
        HookCalls calls = new HookCalls(nulls, Duration.ofSeconds(10), clock);
        assertThat(calls.run(ACCOUNT, new Action.ProvisionInstances(1, "x"), key())
                        .outcome())
                .isEqualTo(new HookOutcome(
                        "provision 1 instances", Status.FAILED, "returned null but must return an answer"));
        calls.close();
    }

    @Test
    void rejects_calls_once_it_is_closed() {
        RunwayMonitor monitor = monitor(hooks.hooks(), LONG);
        monitor.close();
        monitor.close();

        assertThat(statuses(monitor.evaluate(ACCOUNT))).containsOnly(Status.REJECTED);
    }

    @Test
    void keeps_what_it_gave_to_a_hook_from_being_changed() {
        try (RunwayMonitor monitor =
                monitor(hooks.hooks().withNotifier(notice -> notice.numbers().put("spendable", "forged")), LONG)) {
            assertThat(statuses(monitor.evaluate(ACCOUNT))).containsExactly(Status.DONE, Status.FAILED);
        }
    }

    private static List<Status> statuses(Evaluation evaluation) {
        return evaluation.outcomes().stream().map(HookOutcome::status).toList();
    }

    private static IdempotencyKey key() {
        return IdempotencyKey.named("test");
    }

    private static void hang(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ignoreInterrupts(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                // that is what it does
            }
        }
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it does
    private static void recurse(CountDownLatch end) {
        recurse(end);
    }

    /** What a hook does instead of its work. */
    private interface Beast {
        void live(CountDownLatch end);
    }

    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }

    @SuppressWarnings("NullAway") // that is what it does
    private static final class NullProvisioner implements Provisioner {
        @Override
        public InstanceReceipt provision(InstanceRequest request) {
            return null;
        }

        @Override
        public InstanceReceipt giveBack(InstanceRequest request) {
            return null;
        }
    }

    @SuppressWarnings("NullAway") // that is what it does
    private static final class NullQueue implements JobQueue {
        @Override
        public List<QueuedJob> queued(AccountPath account) {
            return null;
        }

        @Override
        public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
            return null;
        }

        @Override
        public void pause(AccountPath account, IdempotencyKey key, String reason) {}

        @Override
        public void resume(AccountPath account, IdempotencyKey key, String reason) {}
    }
}
