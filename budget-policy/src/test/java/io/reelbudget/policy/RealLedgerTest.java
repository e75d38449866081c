package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.Decision.Proceed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A runway monitor on a real ledger")
class RealLedgerTest {

    private static final AccountPath STUDIO = AccountPath.of("studio");

    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = Ledger.inMemory(clock);
    private final BlockingLedger calls = ledger.blocking();
    private final Forecasts.Settable forecaster = new Forecasts.Settable();
    private final FakeHooks hooks = new FakeHooks();
    private RunwayMonitor monitor = open();

    private RunwayMonitor open() {
        return RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
                .hooks(hooks.hooks())
                .policy(STUDIO, AccountPolicy.of(ScalingPolicy.prioritiseAvailability()))
                .build();
    }

    private static Amount usd(String decimal) {
        return Situations.usd(decimal);
    }

    @BeforeEach
    void open_the_account() {
        calls.open(STUDIO, Plan.monthly(usd("10"), ZoneOffset.UTC).withOverdraftLimit(usd("1")));
    }

    @AfterEach
    void close() {
        monitor.close();
        ledger.close();
    }

    @Test
    void sees_what_was_spent_held_and_may_be_overdrawn() {
        spend("2.50");
        calls.hold(STUDIO, IdempotencyKey.named("running"), usd("3"), Duration.ofHours(1));

        BudgetSituation situation = monitor.look(STUDIO);

        assertThat(situation.spendable()).isEqualTo(usd("5.50"));
        assertThat(situation.remaining()).isEqualTo(usd("8.50"));
        assertThat(situation.holds()).hasSize(1);
        assertThat(forecaster.asked).singleElement().satisfies(question -> {
            assertThat(question.remainingMicros()).isEqualTo(8_500_000);
            // The account is new: its history begins with its first spending, in the hour that runs.
            assertThat(question.history().hours()).isOne();
            assertThat(question.history().micros(0)).isEqualTo(2_500_000);
            assertThat(question.renewal()).isEqualTo(Situations.NOVEMBER.end());
        });
    }

    @Test
    void pauses_resumes_after_a_top_up_and_remembers_over_a_restart() {
        spend("9");
        forecaster.median = Duration.ofMinutes(10);
        monitor.evaluate(STUDIO);
        monitor.close();
        monitor = open();

        assertThat(monitor.admissionPaused(STUDIO)).isTrue();
        assertThat(monitor.evaluate(STUDIO).decision()).isInstanceOf(Proceed.class);

        calls.topUp(STUDIO, IdempotencyKey.named("payment 1"), usd("50"), "card");
        forecaster.median = Duration.ofDays(3);
        monitor.evaluate(STUDIO);

        assertThat(monitor.admissionPaused(STUDIO)).isFalse();
        assertThat(hooks.calls).containsExactly("pause", "send WARNING", "resume", "send RECOVERED");
        assertThat(calls.verify().differences()).isEmpty();
    }

    @Test
    void remembers_over_a_restart_of_the_whole_process(@TempDir Path directory) {
        forecaster.median = Duration.ofMinutes(10);
        AccountPolicy policy = AccountPolicy.of(ScalingPolicy.prioritiseQuality());
        hooks.waiting.add(Jobs.fullHd("a"));
        hooks.beforeEachCall = () -> {
            throw new IllegalStateException("The cloud is down.");
        };
        Stance before;
        try (Ledger first = Ledger.openJournal(directory, clock);
                RunwayMonitor writer = monitorOf(first, policy)) {
            first.blocking().open(STUDIO, Plan.monthly(usd("10"), ZoneOffset.UTC));
            writer.evaluate(STUDIO);
            before = writer.stance(STUDIO);
        }
        hooks.beforeEachCall = () -> {};

        try (Ledger second = Ledger.openJournal(directory, clock);
                RunwayMonitor reader = monitorOf(second, policy)) {
            assertThat(reader.stance(STUDIO)).isEqualTo(before);
            reader.evaluate(STUDIO);
            reader.evaluate(STUDIO);
        }
        assertThat(hooks.calls).containsExactly("provision 1", "send WARNING");
        assertThat(hooks.requests).hasSize(2);
        assertThat(hooks.requests.get(0)).isEqualTo(hooks.requests.get(1));
    }

    private RunwayMonitor monitorOf(Ledger of, AccountPolicy policy) {
        return RunwayMonitor.builder(of, forecaster, Jobs.PRICING, clock)
                .hooks(hooks.hooks())
                .defaultPolicy(policy)
                .build();
    }

    @Test
    void acts_anew_in_the_next_period() {
        spend("9");
        forecaster.median = Duration.ofMinutes(10);
        monitor.evaluate(STUDIO);
        clock.putOn(Duration.ofDays(30));

        monitor.evaluate(STUDIO);
        monitor.evaluate(STUDIO);

        assertThat(forecaster.asked.get(0).renewal()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(hooks.calls).containsExactly("pause", "send WARNING", "send WARNING");
    }

    private void spend(String decimal) {
        IdempotencyKey key = IdempotencyKey.named("job of " + decimal);
        Result.HoldResult held = calls.hold(STUDIO, key, usd(decimal), Duration.ofHours(1));
        assertThat(held).isInstanceOf(Result.Held.class);
        calls.capture(new HoldId(STUDIO, key), IdempotencyKey.named("end of job of " + decimal), usd(decimal));
    }
}
