package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks the disk, kills the process and cuts the power at random moments, and compares what is found afterwards with
 * the model: it must have carried out all that was acknowledged, then some of what was not, in the order in which it
 * was sent, and nothing in part.
 */
@DisplayName("A ledger whose power fails")
class PowerLossTest {

    private static final int COMMANDS = 120;
    private static final int SEGMENT_BYTES = 8 * 1024;

    /** A command, when it was sent, and what came of it. */
    private record Sent(Command<?> command, Instant clock, CompletionStage<?> stage) {}

    static LongStream seeds() {
        return Seeds.of(60);
    }

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    private final List<Sent> survived = new ArrayList<>();
    private final List<Sent> uncertain = new ArrayList<>();
    /** Has carried out what survived. */
    private final ModelLedger model = new ModelLedger();

    private SplittableRandom chance;
    private SimulatedDisk disk;
    private SteppedLog log;
    private RecordedLedger ledger;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keeps_what_it_acknowledged_and_nothing_in_part(long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        Workload workload = new Workload(root.split(), clock, Workload.Time.STEADY);
        chance = root.split();
        disk = new SimulatedDisk(root.split());
        open();
        log.write(SteppedLog.Writing.WHEN_TOLD);
        for (int step = 0; step < COMMANDS; step++) {
            send(workload.next());
            if (chance.nextInt(3) == 0) {
                flush(seed);
            }
            if (chance.nextInt(30) == 0) {
                log.snapshot();
            }
            if (!disk.hasFailed() && chance.nextInt(40) == 0) {
                disk.failAt(1 + chance.nextInt(6), fault());
            }
            boolean ends = disk.hasFailed() || chance.nextInt(40) == 0;
            if (ends) {
                disk = chance.nextInt(3) == 0 ? disk.afterKill() : disk.afterPowerLoss();
                open();
                requireAPrefix("seed " + seed + ", step " + step);
                log.write(SteppedLog.Writing.WHEN_TOLD);
            }
        }
        flush(seed);
    }

    private void open() {
        log = new SteppedLog(Journal.open(disk, SEGMENT_BYTES));
        ledger = RecordedLedger.over(log, clock);
    }

    private SimulatedDisk.Fault fault() {
        SimulatedDisk.Fault[] faults = SimulatedDisk.Fault.values();
        return faults[chance.nextInt(faults.length)];
    }

    private void send(Command<?> command) {
        uncertain.add(new Sent(command, clock.instant(), ledger.submit(command)));
    }

    /** What is acknowledged now must be what the model says. */
    private void flush(long seed) {
        log.flush();
        if (disk.hasFailed()) {
            return;
        }
        for (Sent sent : uncertain) {
            assertThat(outcomeOf(sent)).as("seed " + seed).isEqualTo(model.submit(sent.command(), sent.clock()));
        }
        survived.addAll(uncertain);
        uncertain.clear();
    }

    private static String outcomeOf(Sent sent) {
        try {
            return Outcome.of((Result) sent.stage().toCompletableFuture().join());
        } catch (CompletionException refusal) {
            return Outcome.of(refusal);
        }
    }

    /** The log says how many commands it has; they must be the first that were sent, and make this state. */
    private void requireAPrefix(String where) {
        int acknowledged = model.carriedOut();
        int found = commandsInLog();
        assertThat(found).as(where + ": commands after " + acknowledged).isGreaterThanOrEqualTo(acknowledged);
        for (Sent sent : uncertain) {
            if (model.carriedOut() == found) {
                break;
            }
            model.submit(sent.command(), sent.clock());
            survived.add(sent);
        }
        uncertain.clear();
        assertThat(describe()).as(where).isEqualTo(model.describe(clock.instant()));
        requireSameOutcomes(where);
    }

    private int commandsInLog() {
        AtomicInteger commands = new AtomicInteger();
        log.scan((position, record) -> {
            if (TransactionCodec.decode(record).made().purpose() != Purpose.TIME) {
                commands.incrementAndGet();
            }
        });
        return commands.get();
    }

    /** All that was acknowledged before any crash is answered again as it was. */
    private void requireSameOutcomes(String where) {
        Map<Command<?>, Sent> newest = new LinkedHashMap<>();
        survived.forEach(sent -> newest.put(sent.command(), sent));
        for (Sent sent : newest.values()) {
            CompletableFuture<?> first = sent.stage().toCompletableFuture();
            boolean acknowledged = first.isDone() && !first.isCompletedExceptionally();
            if (acknowledged && model.remembers(sent.command())) {
                assertThat((Object) ledger.blocking().submit(sent.command()))
                        .as(where + ", again " + sent.command())
                        .isEqualTo(first.join());
            }
        }
        assertThat(ledger.verify().toCompletableFuture().join().differences())
                .as(where)
                .isEmpty();
    }

    private List<String> describe() {
        return Outcome.describe(ledger.blocking());
    }
}
