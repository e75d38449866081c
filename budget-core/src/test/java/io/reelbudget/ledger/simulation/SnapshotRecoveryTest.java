package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes snapshots at random moments, and compares the ledger that is opened upon one with one that reads every entry.
 */
@DisplayName("A ledger opened upon a snapshot")
class SnapshotRecoveryTest {

    private static final int COMMANDS = 300;
    private static final int SEGMENT_BYTES = 96 * 1024;

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");

    static LongStream seeds() {
        return Seeds.of(40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void is_the_same_as_one_that_replayed_every_entry(long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        Workload workload = new Workload(root.split(), clock, Workload.Time.WITH_SETBACKS);
        SplittableRandom chance = root.split();
        SimulatedDisk disk = new SimulatedDisk(root.split());
        SteppedLog log = new SteppedLog(Journal.open(disk, SEGMENT_BYTES));
        BlockingLedger calls = RecordedLedger.over(log, clock).blocking();
        Map<Command<?>, Result> acknowledged = new LinkedHashMap<>();
        // Commands come between the sections too, so that each root is copied at another moment.
        log.betweenSections(() -> {
            while (chance.nextInt(3) > 0) {
                submit(calls, workload.next(), acknowledged);
            }
        });
        int snapshotEvery = 2 + chance.nextInt(200);
        for (int step = 0; step < COMMANDS; step++) {
            submit(calls, workload.next(), acknowledged);
            if (chance.nextInt(snapshotEvery) == 0) {
                log.snapshot();
            }
        }
        log.snapshot();
        submit(calls, workload.next(), acknowledged);

        SimulatedDisk without = withoutSnapshots(disk);
        List<String> upon = describe(disk.afterKill(), acknowledged);
        List<String> replayed = describe(without, acknowledged);

        assertThat(upon).as("seed " + seed).isEqualTo(replayed);
    }

    private static void submit(BlockingLedger calls, Command<?> command, Map<Command<?>, Result> acknowledged) {
        try {
            acknowledged.putIfAbsent(command, (Result) calls.submit(command));
        } catch (RuntimeException refused) {
            assertThat(refused).isNotInstanceOf(CompletionException.class);
        }
    }

    private static SimulatedDisk withoutSnapshots(SimulatedDisk disk) {
        SimulatedDisk without = new SimulatedDisk(new SplittableRandom(1));
        for (String name : disk.names()) {
            if (!name.startsWith("snapshot")) {
                without.overwrite(name, disk.contentOf(name));
            }
        }
        assertThat(without.names()).hasSizeLessThan(disk.names().size());
        return without;
    }

    /** All that a host can see: state, pages of every statement, outcomes of commands sent again, verification. */
    private List<String> describe(SimulatedDisk disk, Map<Command<?>, Result> acknowledged) {
        BlockingLedger calls = RecordedLedger.over(new SteppedLog(Journal.open(disk, SEGMENT_BYTES)), clock)
                .blocking();
        List<String> seen = new ArrayList<>(Outcome.describe(calls));
        for (AccountPath account : calls.accounts()) {
            seen.add(calls.statement(account, 1_000).toString());
        }
        acknowledged.keySet().forEach(command -> seen.add(outcome(calls, command)));
        seen.add(calls.verify().toString());
        return seen;
    }

    private static String outcome(BlockingLedger calls, Command<?> command) {
        try {
            return calls.submit(command).toString();
        } catch (RuntimeException refused) {
            return refused.toString();
        }
    }
}
