package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.Step.Consent;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A decision, replayed")
class ReplayTest {

    private static final int LOOKS = 40;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Explanation HOUSE = Explanation.ofOwnRule("The house says so.", "Not on Sundays.");
    private static final ScalingPolicy AVAILABILITY = ScalingPolicy.prioritiseAvailability();
    private static final ScalingPolicy REDUCE = ScalingPolicy.reduceQuality(QualityLadder.standard(), Jobs.PRICING);

    @TempDir
    private Path directory;

    /** One account for each policy. */
    private static Map<AccountPath, ScalingPolicy> policies() {
        Map<AccountPath, ScalingPolicy> policies = new LinkedHashMap<>();
        policies.put(AccountPath.of("quality"), ScalingPolicy.prioritiseQuality());
        policies.put(AccountPath.of("availability"), AVAILABILITY);
        policies.put(AccountPath.of("reduce"), REDUCE);
        policies.put(AccountPath.of("share"), REDUCE.at(Threshold.ofShareLeft(0.3)));
        policies.put(AccountPath.of("recommending"), REDUCE.recommendingOnly());
        policies.put(
                AccountPath.of("together"), ScalingPolicy.together(List.of(ScalingPolicy.prioritiseQuality(), REDUCE)));
        policies.put(
                AccountPath.of("graduated"),
                ScalingPolicy.graduated(
                        "steps",
                        List.of(
                                Step.of(Measure.NOTIFY, Threshold.ofProbability(0.5)),
                                Step.of(Measure.ASK_APPROVAL, Threshold.of(Duration.ofHours(3))),
                                Step.of(Measure.DOWNGRADE, Threshold.of(Duration.ofHours(2)))
                                        .neverBelow(540),
                                Step.slowingDown(2, Threshold.of(Duration.ofHours(1))),
                                Step.of(Measure.PAUSE_NEW, Threshold.of(Duration.ofMinutes(40))),
                                Step.of(Measure.DRAIN, Threshold.of(Duration.ofMinutes(20))),
                                Step.of(Measure.CANCEL, Threshold.of(Duration.ofMinutes(10)))
                                        .consent(Consent.ASK_FIRST)),
                        QualityLadder.standard(),
                        Jobs.PRICING));
        policies.put(
                AccountPath.of("own"),
                situation -> situation.isThresholdReached()
                        ? new Decision.Act(NoticeLevel.WARNING, List.of(new Action.PauseNewJobs("So.")), HOUSE)
                        : new Decision.Recover(List.of(new Action.ResumeNewJobs("Over.")), HOUSE));
        policies.put(AccountPath.of("failing"), situation -> {
            throw new IllegalArgumentException("boom");
        });
        return policies;
    }

    /** Looks at each account again and again while everything about it changes at random. */
    private static void run(Ledger ledger, SettableClock clock, long seed) {
        Random random = new Random(seed);
        FakeHooks hooks = new FakeHooks();
        Forecasts.Settable forecaster = new Forecasts.Settable();
        BlockingLedger calls = ledger.blocking();
        RunwayMonitorBuilder builder =
                RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock).hooks(hooks.hooks());
        policies().forEach((account, policy) -> {
            calls.open(account, Plan.monthly(Situations.usd("8"), ZoneOffset.UTC));
            builder.policy(account, AccountPolicy.of(policy));
        });
        try (RunwayMonitor monitor = builder.build()) {
            for (int look = 0; look < LOOKS; look++) {
                clock.putOn(Duration.ofMinutes(random.nextInt(90)));
                forecaster.median = Duration.ofMinutes((long) Math.exp(random.nextDouble() * 9));
                for (AccountPath account : accounts(look)) {
                    change(calls, account, look, random);
                    queue(hooks, account, look, random);
                    monitor.evaluate(account);
                    hooks.questions.forEach(question -> monitor.approve(question.account(), question.id(), "ann"));
                    hooks.questions.clear();
                }
            }
        }
    }

    /** A policy that fails says so at length: four times are enough. */
    private static List<AccountPath> accounts(int look) {
        return policies().keySet().stream()
                .filter(account -> look % 10 == 0 || !account.equals(AccountPath.of("failing")))
                .toList();
    }

    private static void change(BlockingLedger calls, AccountPath account, int look, Random random) {
        IdempotencyKey key = IdempotencyKey.named(account + " " + look);
        if (random.nextInt(3) == 0) {
            calls.hold(account, key, Situations.usd("0." + (10 + random.nextInt(90))), Duration.ofDays(2));
        } else if (random.nextInt(6) == 0) {
            calls.topUp(account, key, Situations.usd("1"), "card");
        }
    }

    private static void queue(FakeHooks hooks, AccountPath account, int look, Random random) {
        hooks.waiting.clear();
        for (int i = random.nextInt(8); i > 0; i--) {
            hooks.waiting.add(Jobs.withPriority(
                    account + "-" + look + "-" + i, PRIORITIES.get(random.nextInt(PRIORITIES.size()))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_123})
    void comes_out_the_same_for_every_policy_also_after_a_restart(long seed) {
        SettableClock clock = new SettableClock();
        try (Ledger ledger = Ledger.openJournal(directory, clock)) {
            run(ledger, clock, seed);
        }
        try (Ledger ledger = Ledger.openJournal(directory, clock)) {
            DecisionHistory history = DecisionHistory.of(ledger);
            policies().forEach((account, policy) -> {
                List<RecordedDecision> decisions = history.newest(account, 1_000);
                assertThat(decisions).as("seed %d, %s", seed, account).isNotEmpty();
                for (RecordedDecision recorded : decisions) {
                    Replay replay = history.replay(recorded, policy);
                    assertThat(replay.isSame())
                            .as("seed %d: %s now %s", seed, recorded, replay.now())
                            .isTrue();
                    assertThat(recorded.why().counterfactual()).isNotBlank();
                    assertThat(recorded.policy()).isEqualTo(policy.name());
                }
            });
        }
    }

    @Test
    void comes_out_the_same_after_prices_have_changed() {
        SettableClock clock = new SettableClock();
        ScalingPolicy dearer = ScalingPolicy.reduceQuality(QualityLadder.standard(), job -> {
            JobPrice now = Jobs.PRICING.price(job);
            return new JobPrice(now.estimate(), now.micros().times(3));
        });
        try (Ledger ledger = Ledger.inMemory(clock)) {
            run(ledger, clock, 11);
            DecisionHistory history = DecisionHistory.of(ledger);
            List<RecordedDecision> decisions = history.newest(AccountPath.of("reduce"), 100);

            assertThat(decisions)
                    .anyMatch(recorded -> recorded.actions().stream().anyMatch(action -> action.contains("reduce")))
                    .allMatch(recorded -> history.replay(recorded, dearer).isSame());
        }
    }

    @Test
    void differs_by_another_policy() {
        SettableClock clock = new SettableClock();
        try (Ledger ledger = Ledger.inMemory(clock)) {
            run(ledger, clock, 7);
            DecisionHistory history = DecisionHistory.of(ledger);
            List<RecordedDecision> decisions = history.newest(AccountPath.of("availability"), 10);

            assertThat(decisions)
                    .noneMatch(recorded -> history.replay(recorded, REDUCE).isSame())
                    .allMatch(recorded -> history.replay(recorded, AVAILABILITY).isSame());
        }
    }

    @Test
    void needs_a_decision_whose_inputs_were_not_left_out() {
        SettableClock clock = new SettableClock();
        Forecasts.Settable forecaster = new Forecasts.Settable();
        AccountPath account = AccountPath.of("large");
        try (Ledger ledger = Ledger.inMemory(clock);
                RunwayMonitor monitor = RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                        .hooks(new FakeHooks().hooks())
                        .policy(account, AccountPolicy.of(AVAILABILITY))
                        .mostInputs(10)
                        .build()) {
            ledger.blocking().open(account, Plan.monthly(Situations.usd("100"), ZoneOffset.UTC));
            forecaster.median = Duration.ofMinutes(1);
            monitor.evaluate(account);
            DecisionHistory history = DecisionHistory.of(ledger);
            RecordedDecision recorded = history.newest(account, 1).get(0);

            assertThat(recorded.situation()).isEmpty();
            assertThat(history.replay(recorded, AVAILABILITY)).isEqualTo(new Replay(recorded, Optional.empty(), false));
        }
    }

    @Test
    void fits_in_a_few_notes_with_three_thousand_jobs_in_the_queue() {
        SettableClock clock = new SettableClock();
        FakeHooks hooks = new FakeHooks();
        Forecasts.Settable forecaster = new Forecasts.Settable();
        AccountPath account = AccountPath.of("large");
        for (int i = 0; i < 3_000; i++) {
            TranscodeJob job = Jobs.job("upload-" + i * 7919L, Jobs.h264(1920, 1080), Jobs.h264(1280, 720 - i % 50));
            hooks.waiting.add(Jobs.queued(job));
        }
        try (Ledger ledger = Ledger.inMemory(clock);
                RunwayMonitor monitor = RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                        .hooks(hooks.hooks())
                        .policy(account, AccountPolicy.of(AVAILABILITY))
                        .build()) {
            ledger.blocking().open(account, Plan.monthly(Situations.usd("100"), ZoneOffset.UTC));
            forecaster.median = Duration.ofMinutes(1);
            monitor.evaluate(account);
            DecisionHistory history = DecisionHistory.of(ledger);
            RecordedDecision recorded = history.newest(account, 1).get(0);

            assertThat(recorded.situation().orElseThrow().queue()).isEqualTo(List.copyOf(hooks.waiting));
            assertThat(history.replay(recorded, AVAILABILITY).isSame()).isTrue();
            assertThat(ledger.blocking().statement(account, 1_000).entries()).hasSizeLessThan(30);
        }
    }

    @Test
    void refuses_inputs_that_were_changed() {
        SettableClock clock = new SettableClock();
        NoteLedger ledger = new NoteLedger(clock);
        ledger.set(Situations.ACCOUNT, "100", "50", "0");
        InputNotes notes = new InputNotes(ledger.blocking(), 1 << 20);
        DecisionInputs inputs = DecisionInputs.of(
                Situations.situation(Duration.ofMinutes(3), "5", Stance.normal(), Jobs.fullHd("a")),
                Backoff.NONE,
                FailureMode.closed());

        InputNotes.Place place = notes.record(Situations.ACCOUNT, 0, inputs);

        assertThat(notes.read(Situations.ACCOUNT, place)).isEqualTo(inputs);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> notes.read(
                        Situations.ACCOUNT, new InputNotes.Place(place.parts(), "0".repeat(64), place.characters())))
                .withMessageContaining("their digest differs");
    }
}
