package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tries the interleavings of a few calls from two threads: each must have an order in which one thread gives the same.
 */
@DisplayName("A ledger called by two threads")
class LinearizabilityTest {

    private static final int SCENARIOS = Integer.getInteger("reelbudget.lincheck.scenarios", 3);
    private static final int INVOCATIONS = Integer.getInteger("reelbudget.lincheck.invocations", 80);

    /** What shares nothing between threads: values, the machine and the keys under a stripe's lock, and the codecs. */
    private static final List<String> PURE = List.of(
            "io.reelbudget.money.",
            "io.reelbudget.account.",
            "io.reelbudget.ledger.internal.machine.",
            "io.reelbudget.ledger.internal.wire.",
            "io.reelbudget.ledger.internal.image.",
            "io.reelbudget.ledger.internal.engine.RememberedKeys",
            "io.reelbudget.ledger.internal.engine.KeyRing");

    private static ModelCheckingOptions options() {
        // The default of five calls before and after would spend all of the budget on one thread.
        return new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(LinearizabilityTest::isPure)
                        .allMethods()
                        .ignore())
                // It cannot look into views of byte arrays, and each number of a record would be a place to stop at.
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses("io.reelbudget.ledger.internal.engine.MemoryShare")
                        .methods("append", "bytes")
                        .ignore());
    }

    private static boolean isPure(String type) {
        return PURE.stream().anyMatch(type::startsWith);
    }

    @Test
    void gives_what_one_thread_would_be_given() {
        options().check(Holds.class);
    }

    /** The harness must see a race where there is one. */
    @Test
    void shows_the_race_of_a_host_that_looks_before_it_spends() {
        assertThatThrownBy(() -> options().minimizeFailedScenario(false).check(LookThenSpend.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    /** Three dollars, and holds of one or two on a team's account and of one on a member's. */
    @Param(name = "job", gen = IntGen.class, conf = "1:3")
    public static final class Holds {

        private static final AccountPath TEAM = AccountPath.of("team");
        private static final AccountPath ANN = AccountPath.of("team/ann");

        private final BlockingLedger calls =
                Ledger.inMemory(new ManualClock("2026-11-10T12:00:00Z")).blocking();

        public Holds() {
            calls.submit(new Command.OpenAccount(TEAM, key("open", 1), Plan.once(usd(3))));
            calls.submit(new Command.OpenAccount(ANN, key("open", 2), Plan.unlimited(Unit.USD, ZoneOffset.UTC)));
        }

        @Operation
        public String hold(@Param(name = "job") int job) {
            return calls.hold(ANN, key("hold", job), usd(2), Duration.ofHours(1))
                    .fold(
                            held -> "held",
                            shortfall -> "short of " + shortfall.missing().micros());
        }

        @Operation
        public String capture(@Param(name = "job") int job) {
            try {
                Result.Captured captured = calls.capture(hold(job, ANN), key("capture", job), usd(1));
                return "captured " + captured.found();
            } catch (UnknownHoldException none) {
                return "no hold";
            }
        }

        @Operation
        public String release(@Param(name = "job") int job) {
            try {
                return "released "
                        + calls.release(hold(job, ANN), key("release", job), "never ran")
                                .amount()
                                .micros();
            } catch (UnknownHoldException none) {
                return "no hold";
            }
        }

        @Operation
        public String topUp(@Param(name = "job") int job) {
            return calls.topUp(TEAM, key("top-up", job), usd(1), "paid")
                            .balance()
                            .granted()
                            .micros() + " granted";
        }

        @Operation
        public String balance() {
            Balance balance = calls.balance(TEAM);
            return balance.available().micros() + " " + balance.held().micros() + " "
                    + balance.posted().micros();
        }

        private static HoldId hold(int job, AccountPath account) {
            return new HoldId(account, key("hold", job));
        }
    }

    /** What a host must not do: look whether there is enough, then spend without a hold. */
    @Param(name = "job", gen = IntGen.class, conf = "1:3")
    public static final class LookThenSpend {

        private static final AccountPath TEAM = AccountPath.of("team");

        private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
        private final BlockingLedger calls = Ledger.inMemory(clock).blocking();

        public LookThenSpend() {
            calls.submit(new Command.OpenAccount(TEAM, key("open", 1), Plan.once(usd(1))));
        }

        @Operation
        public String spend(@Param(name = "job") int job) {
            if (calls.balance(TEAM).available().isZero()) {
                return "nothing left";
            }
            calls.submit(new Command.RecordUsage(TEAM, key("spend", job), usd(1), clock.instant(), Labels.none()));
            return "spent";
        }
    }

    private static IdempotencyKey key(String what, int job) {
        return new IdempotencyKey(what.charAt(0), job);
    }

    private static Amount usd(int dollars) {
        return Amount.parse("" + dollars, Unit.USD);
    }
}
