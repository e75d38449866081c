package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets the first operation of the disk fail, then the second, and so on until a script runs through. */
@DisplayName("A script of commands whose n-th disk operation fails")
class EveryOperationFailsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final int SEGMENT_BYTES = 2 * 1024;
    private static final int JOBS = 15;

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");

    @ParameterizedTest
    @EnumSource(SimulatedDisk.Fault.class)
    void loses_nothing_that_was_acknowledged(SimulatedDisk.Fault fault) {
        int failed = 0;
        for (int operation = 1; ; operation++) {
            SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(operation));
            disk.failAt(operation, fault);
            Map<Command<?>, Result> acknowledged = new LinkedHashMap<>();
            boolean unavailable = run(disk, acknowledged);
            assertThat(unavailable).as("noticed operation %s", operation).isEqualTo(disk.hasFailed());
            requireKept(disk.afterKill(), acknowledged);
            requireKept(disk.afterKill().afterPowerLoss(), acknowledged);
            requireKept(disk.afterPowerLoss(), acknowledged);
            if (!disk.hasFailed()) {
                break;
            }
            failed++;
        }
        assertThat(failed).isGreaterThan(60);
    }

    /** A snapshot that fails does not end the ledger: it goes on without. */
    @ParameterizedTest
    @EnumSource(SimulatedDisk.Fault.class)
    void loses_nothing_while_snapshots_are_written_either(SimulatedDisk.Fault fault) {
        int wentOn = 0;
        for (int operation = 1; ; operation++) {
            SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(operation));
            disk.failAt(operation, fault);
            Map<Command<?>, Result> acknowledged = new LinkedHashMap<>();
            boolean unavailable = run(disk, acknowledged, 4);
            assertThat(disk.hasFailed() || !unavailable)
                    .as("operation %s", operation)
                    .isTrue();
            requireKept(disk.afterKill(), acknowledged);
            requireKept(disk.afterKill().afterPowerLoss(), acknowledged);
            requireKept(disk.afterPowerLoss(), acknowledged);
            if (!disk.hasFailed()) {
                break;
            }
            wentOn += unavailable ? 0 : 1;
        }
        assertThat(wentOn).isGreaterThan(20);
    }

    /** Returns whether the ledger became unavailable. */
    private boolean run(SimulatedDisk disk, Map<Command<?>, Result> acknowledged) {
        return run(disk, acknowledged, Integer.MAX_VALUE);
    }

    private boolean run(SimulatedDisk disk, Map<Command<?>, Result> acknowledged, int snapshotEvery) {
        try {
            SteppedLog log = new SteppedLog(Journal.open(disk, SEGMENT_BYTES));
            BlockingLedger calls = RecordedLedger.over(log, clock).blocking();
            for (Command<?> command : script()) {
                acknowledged.put(command, (Result) calls.submit(command));
                if (acknowledged.size() % snapshotEvery == 0) {
                    log.snapshot();
                }
            }
            return false;
        } catch (LedgerUnavailableException expected) {
            return true;
        }
    }

    private BlockingLedger open(SimulatedDisk disk) {
        return RecordedLedger.over(new SteppedLog(Journal.open(disk, SEGMENT_BYTES)), clock)
                .blocking();
    }

    private void requireKept(SimulatedDisk disk, Map<Command<?>, Result> acknowledged) {
        BlockingLedger calls = open(disk);
        acknowledged.forEach(
                (command, result) -> assertThat((Result) calls.submit(command)).isEqualTo(result));
        for (Command<?> command : script()) {
            calls.submit(command);
        }
        assertThat(calls.balance(ACME).posted()).isEqualTo(usd(JOBS));
        assertThat(calls.verify().differences()).isEmpty();
    }

    private static List<Command<?>> script() {
        List<Command<?>> script = new ArrayList<>();
        script.add(new Command.OpenAccount(ACME, IdempotencyKey.named("open"), Plan.monthly(usd(100), ZoneOffset.UTC)));
        for (int job = 0; job < JOBS; job++) {
            IdempotencyKey hold = IdempotencyKey.named("hold " + job);
            script.add(new Command.PlaceHold(ACME, hold, usd(2), Duration.ofHours(1), Labels.none()));
            script.add(new Command.CaptureHold(
                    new HoldId(ACME, hold), IdempotencyKey.named("capture " + job), usd(1), Labels.none()));
        }
        return script;
    }

    private static Amount usd(int dollars) {
        return Amount.parse("" + dollars, Unit.USD);
    }
}
