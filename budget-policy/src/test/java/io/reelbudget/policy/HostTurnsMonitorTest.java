package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.policy.tier.TierSchedule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Monitors of hosts that share a ledger")
class HostTurnsMonitorTest {

    private static final AccountPath STUDIO = AccountPath.of("studio");

    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = Ledger.inMemory(clock);
    private final Forecasts.Settable forecaster = new Forecasts.Settable();
    private final FakeHooks hooks = new FakeHooks();
    private final SharedTurns here = new SharedTurns(ledger, true);
    private final SharedTurns there = new SharedTurns(ledger, false);
    private final RunwayMonitor monitor = on(here);
    private final RunwayMonitor other = on(there);

    private RunwayMonitor on(SharedTurns host) {
        return RunwayMonitor.builder(host, forecaster, Jobs.PRICING, clock)
                .hooks(hooks.hooks())
                .policy(STUDIO, AccountPolicy.of(ScalingPolicy.prioritiseAvailability()))
                .build();
    }

    @BeforeEach
    void run_short() {
        BlockingLedger calls = ledger.blocking();
        calls.open(STUDIO, Plan.monthly(Situations.usd("10"), ZoneOffset.UTC));
        IdempotencyKey job = IdempotencyKey.named("job");
        calls.hold(STUDIO, job, Situations.usd("9"), Duration.ofHours(1));
        calls.capture(new HoldId(STUDIO, job), IdempotencyKey.named("end"), Situations.usd("9"));
        forecaster.median = Duration.ofMinutes(10);
    }

    @AfterEach
    void close() {
        monitor.close();
        other.close();
        ledger.close();
    }

    private void takeOver() {
        here.isOurs = false;
        there.isOurs = true;
        there.hear(STUDIO);
    }

    @Test
    void do_nothing_out_of_their_turn() {
        assertThatThrownBy(() -> other.evaluate(STUDIO))
                .isInstanceOf(OtherHostsTurnException.class)
                .hasMessageStartingWith("Account studio was to be looked at here but it must be the host whose turn");

        assertThat(hooks.calls).isEmpty();
        assertThat(DecisionHistory.of(ledger).newest(STUDIO, 10)).isEmpty();
    }

    @Test
    void know_a_pause_of_another_host_once_they_heard_of_it() {
        assertThat(other.admissionPaused(STUDIO)).isFalse();
        monitor.evaluate(STUDIO);
        assertThat(other.admissionPaused(STUDIO)).isFalse();

        there.hear(STUDIO);

        assertThat(other.admissionPaused(STUDIO)).isTrue();
    }

    @Test
    void decide_by_the_policy_that_another_host_adopted_before() {
        PolicyDocument patient = PolicyDocument.parse("""
                {"format": "reelbudget-policy-1", "policy": "GRADUATED", "name": "patient",
                 "steps": [{"do": "NOTIFY", "when": {"shareLeft": "0.01"}}]}
                """);
        assertThat(monitor.adoptedFor(STUDIO)).isEmpty();
        other.adopt(STUDIO, patient, "ann");
        here.hear(STUDIO);

        monitor.evaluate(STUDIO);

        assertThat(hooks.calls).isEmpty();
    }

    @Test
    void record_nothing_when_the_turn_is_over_before_a_decision() {
        here.holdsFor = 0;

        assertThatThrownBy(() -> monitor.evaluate(STUDIO)).isInstanceOf(OtherHostsTurnException.class);

        assertThat(hooks.calls).isEmpty();
        assertThat(DecisionHistory.of(ledger).newest(STUDIO, 10)).isEmpty();
    }

    @Test
    void say_that_they_must_look_again_when_nobody_knows_whose_turn_it_is() {
        here.isKnown = false;
        here.holdsFor = 0;

        assertThatThrownBy(() -> monitor.evaluate(STUDIO)).isInstanceOf(LedgerUnavailableException.class);
        assertThat(hooks.calls).isEmpty();
        assertThat(DecisionHistory.of(ledger).newest(STUDIO, 10)).isEmpty();

        here.holdsFor = Integer.MAX_VALUE;
        monitor.evaluate(STUDIO);
        assertThat(hooks.calls).containsExactly("pause", "send WARNING");
    }

    @Test
    void record_what_was_done_before_nobody_knew_whose_turn_it_is() {
        here.isKnown = false;
        here.holdsFor = 2; // to record, and for the first of two actions
        assertThatThrownBy(() -> monitor.evaluate(STUDIO)).isInstanceOf(LedgerUnavailableException.class);
        assertThat(hooks.calls).containsExactly("pause");

        takeOver();
        other.evaluate(STUDIO);
        other.evaluate(STUDIO);

        assertThat(hooks.calls).containsExactly("pause", "send WARNING");
        assertThat(DecisionHistory.of(ledger).newest(STUDIO, 10)).hasSize(1);
    }

    @Test
    void leave_what_they_decided_and_did_not_do_to_the_next_host() {
        here.holdsFor = 2; // to record, and for the first of two actions
        monitor.evaluate(STUDIO);
        assertThat(hooks.calls).containsExactly("pause");

        takeOver();
        assertThat(other.hasOpenBusiness(STUDIO)).isTrue();
        other.evaluate(STUDIO);
        other.evaluate(STUDIO);

        assertThat(hooks.calls).containsExactly("pause", "send WARNING");
        assertThat(DecisionHistory.of(ledger).newest(STUDIO, 10)).hasSize(1);
    }

    @Test
    void do_no_action_again_when_another_host_adopts_a_policy_meanwhile() {
        PolicyDocument document = PolicyDocument.parse("""
                {"format": "reelbudget-policy-1", "policy": "GRADUATED", "name": "gentle",
                 "steps": [{"do": "NOTIFY", "when": {"shareLeft": "0.01"}}]}
                """);
        hooks.beforeEachCall = () -> {
            hooks.beforeEachCall = () -> {};
            Thread desk = new Thread(() -> {
                there.hear(STUDIO);
                other.adopt(STUDIO, document, "ann");
            });
            desk.start();
            join(desk);
        };
        monitor.evaluate(STUDIO);
        here.hear(STUDIO);

        assertThat(monitor.adoptedFor(STUDIO)).contains(document);
        assertThat(monitor.hasOpenBusiness(STUDIO)).isTrue(); // it is paused, and nothing is pending:
        clock.putOn(Duration.ofMinutes(5));
        monitor.evaluate(STUDIO);
        assertThat(hooks.calls.stream().filter("pause"::equals)).hasSize(1);
        assertThat(hooks.calls.stream().filter("send WARNING"::equals)).hasSize(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    @Test
    void have_cashiers_that_know_another_hosts_tier_once_they_heard_of_it() {
        try (Cashier one = cashier(here);
                Cashier second = cashier(there)) {
            TierSchedule before = second.tiers(STUDIO);
            TierSchedule after = one.changeTiers(
                    STUDIO, tiers -> tiers.changed(Optional.of("gold"), clock.instant(), clock.instant()));
            assertThat(second.tiers(STUDIO)).isEqualTo(before);

            there.hear(STUDIO);

            assertThat(second.tiers(STUDIO)).isEqualTo(after).isNotEqualTo(before);
        }
    }

    private Cashier cashier(SharedTurns host) {
        return Cashier.of(host, Hooks.standard(), Shop.PRICING, clock);
    }
}
