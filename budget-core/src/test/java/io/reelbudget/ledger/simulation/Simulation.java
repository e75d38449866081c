package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import io.reelbudget.ledger.simulation.Scenario.Trouble;
import io.reelbudget.ledger.simulation.Swarm.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a ledger on a simulated disk through random commands and troubles, and compares it with the model after every
 * write and every recovery. Commands whose outcome a crash left unknown are sent again.
 */
final class Simulation {

    private static final int SHORT_SEGMENTS = 32 * 1024;
    private static final int LONG_SEGMENTS = 192 * 1024;
    private static final int SENT_AGAIN = 12;

    /** Whether commands are printed, to see what a shrunk seed does. */
    private static final boolean TRACE = Boolean.getBoolean("reelbudget.simulation.trace");

    /** A command is seen on its own path at once, and on others under the same root every so often. */
    private static final int WHOLE_ROOT_EVERY = 5;

    /** A command, when it was sent, and what came of it. */
    private record Sent(Command<?> command, Instant clock, CompletionStage<?> stage) {}

    /** What a run did. */
    record Figures(long digest, int commands, int crashes, int troubles) {}

    private final Scenario scenario;
    private final PlantedBug bug;
    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    private final Swarm swarm;
    private final Workload workload;
    private final SplittableRandom troubleSeeds;
    private final ModelLedger model = new ModelLedger();
    private final Invariants invariants;
    private final int segmentBytes;
    private final Map<Command<?>, Result> acknowledged = new LinkedHashMap<>();
    private final List<Sent> uncertain = new ArrayList<>();
    private final Map<Trouble, Integer> rates = new LinkedHashMap<>();
    private SimulatedDisk disk;
    private SteppedLog log;
    private Ledger ledger;
    private long digest;
    private int commands;
    private int crashes;
    private int troubles;

    private Simulation(Scenario scenario, PlantedBug bug) {
        this.scenario = scenario;
        this.bug = bug;
        SplittableRandom root = new SplittableRandom(scenario.seed());
        this.swarm = Swarm.of(root.split());
        this.workload = new Workload(root.split(), clock, swarm);
        this.troubleSeeds = root.split();
        this.disk = new SimulatedDisk(root.split());
        this.invariants = new Invariants();
        this.segmentBytes = swarm.has(Trait.LONG_GAPS) ? LONG_SEGMENTS : SHORT_SEGMENTS;
        chooseRates(root.split());
    }

    /**
     * Each seed has troubles of its own and rates of its own; where time may stand still, only whole batches are lost.
     */
    private void chooseRates(SplittableRandom random) {
        boolean setbacks = swarm.has(Trait.SETBACKS);
        for (Trouble trouble : Trouble.values()) {
            int rate = random.nextInt(2) == 0 ? 0 : 8 + random.nextInt(60);
            boolean inPart = trouble != Trouble.POWER_LOSS && trouble != Trouble.KILL && trouble != Trouble.SNAPSHOT;
            rates.put(trouble, scenario.without().contains(trouble) || (setbacks && inPart) ? 0 : rate);
        }
    }

    /**
     * Runs a scenario.
     *
     * @throws AssertionError if the ledger did what it must not do
     */
    static Figures run(Scenario scenario) {
        return run(scenario, PlantedBug.NONE);
    }

    static Figures run(Scenario scenario, PlantedBug bug) {
        Simulation simulation = new Simulation(scenario, bug);
        try {
            simulation.run();
        } catch (CompletionException | IllegalStateException | ArithmeticException | NullPointerException broken) {
            throw new AssertionError("seed " + scenario.seed() + " ended in " + broken, broken);
        }
        return new Figures(simulation.digest, simulation.commands, simulation.crashes, simulation.troubles);
    }

    private void run() {
        open();
        for (int step = 0; step < scenario.steps(); step++) {
            SplittableRandom chance = troubleSeeds.split();
            if (scenario.leftOut().get(step)) {
                workload.skip();
                continue;
            }
            step(workload.next(), chance);
        }
        comeToRest();
    }

    private void step(Command<?> command, SplittableRandom chance) {
        send(command);
        boolean alone = rates.get(Trouble.BATCHES) == 0 || chance.nextInt(4) == 0;
        if (alone && flush()) {
            requireAsModelled(command.account());
        }
        if (!hasFailed() && happens(Trouble.SNAPSHOT, chance)) {
            log.snapshot();
        }
        armDisk(chance);
        if (hasFailed()) {
            requireSilence();
        }
        boolean power = happens(Trouble.POWER_LOSS, chance);
        boolean kill = happens(Trouble.KILL, chance);
        if (hasFailed() || power || kill) {
            crash(power || chance.nextInt(2) == 0);
        }
    }

    private boolean happens(Trouble trouble, SplittableRandom chance) {
        int rate = rates.get(trouble);
        boolean happens = chance.nextInt(Math.max(1, rate)) == 0 && rate > 0;
        troubles += happens ? 1 : 0;
        return happens;
    }

    private void armDisk(SplittableRandom chance) {
        boolean refused = happens(Trouble.REFUSED_OPERATION, chance);
        boolean cut = happens(Trouble.SHORT_WRITE, chance);
        boolean forgetful = happens(Trouble.FAILED_SYNC, chance);
        long operation = 1 + chance.nextLong(6);
        if (!hasFailed() && (refused || cut || forgetful)) {
            disk.failAt(
                    operation,
                    refused
                            ? SimulatedDisk.Fault.REFUSED
                            : cut ? SimulatedDisk.Fault.SHORT : SimulatedDisk.Fault.FORGETFUL);
        }
    }

    /** A snapshot that fails does no harm; whatever else fails on the disk ends the ledger. */
    private boolean hasFailed() {
        try {
            log.requireUsable();
            return false;
        } catch (LedgerUnavailableException failed) {
            return true;
        }
    }

    private void open() {
        log = new SteppedLog(Journal.open(bug.disk(disk), segmentBytes));
        ledger = bug.open(log, clock);
        log.write(SteppedLog.Writing.WHEN_TOLD);
    }

    private void send(Command<?> command) {
        commands++;
        if (TRACE) {
            System.out.println(clock.instant() + " " + command);
        }
        boolean looksBack = command instanceof Command.Refund || command instanceof Command.Correct;
        if (looksBack) {
            // It waits for the entry that it names, with nobody here to write it meanwhile.
            flush();
            log.write(SteppedLog.Writing.AT_ONCE);
        }
        uncertain.add(new Sent(command, clock.instant(), ledger.submit(bug.sent(command, commands))));
        log.write(SteppedLog.Writing.WHEN_TOLD);
    }

    /** What is acknowledged now must be what the model says. Returns false where the disk failed. */
    private boolean flush() {
        log.flush();
        if (hasFailed()) {
            return false;
        }
        for (Sent sent : uncertain) {
            boolean again = model.remembers(sent.command(), sent.clock());
            String expected = model.submit(sent.command(), sent.clock());
            String outcome = outcomeOf(sent, again);
            digest = 31 * digest + outcome.hashCode();
            assertThat(outcome).as("%s", sent.command()).isEqualTo(expected);
        }
        uncertain.clear();
        return true;
    }

    private String outcomeOf(Sent sent, boolean again) {
        try {
            Result result = (Result) sent.stage().toCompletableFuture().join();
            Result before = acknowledged.put(sent.command(), result);
            if (again && before != null) {
                assertThat(result).as("again %s", sent.command()).isEqualTo(before);
            } else {
                model.learn(sent.command(), result);
                workload.told(sent.command(), result);
                ModelAccount account = model.account(sent.command().account());
                invariants.requireWithinFloor(sent.command(), result, account.plan);
            }
            return Outcome.of(result);
        } catch (CompletionException refusal) {
            return Outcome.of(refusal);
        }
    }

    /** Reads write too, where time has done something: they are written at once. */
    private void requireAsModelled(AccountPath touched) {
        log.write(SteppedLog.Writing.AT_ONCE);
        try {
            BlockingLedger calls = ledger.blocking();
            boolean all = touched.parent().isEmpty() || commands % WHOLE_ROOT_EVERY == 0;
            for (AccountPath path : model.accounts()) {
                boolean wanted = all
                        ? path.root().equals(touched.root())
                        : touched.levels().contains(path);
                if (wanted) {
                    requireAsModelled(calls, path);
                }
            }
        } catch (LedgerUnavailableException failed) {
            assertThat(hasFailed()).as("unavailable for a reason: " + failed).isTrue();
        }
        log.write(SteppedLog.Writing.WHEN_TOLD);
    }

    private void requireAsModelled(BlockingLedger calls, AccountPath path) {
        Outcome.Seen seen = Outcome.describe(calls, path);
        assertThat(seen.line()).isEqualTo(model.describe(path, clock.instant()));
        digest = 31 * digest + seen.line().hashCode();
        model.learn(path, seen.live(), seen.announced(), seen.pending());
        workload.saw(path, seen.live(), seen.announced(), seen.pending());
        invariants.requireSound(seen.balance(), seen.live(), model.account(path).plan);
        if (!swarm.has(Trait.SETBACKS)) {
            invariants.remember(seen.balance());
        }
    }

    /** After the first failure of its disk a ledger answers nothing. */
    private void requireSilence() {
        Command<?> note = new Command.Note(AccountPath.of("a"), IdempotencyKey.named("silence"), "note", "");
        CompletableFuture<?> answer = ledger.submit(note).toCompletableFuture();
        log.flush();
        assertThat(answer).as("an answer after the disk failed").isCompletedExceptionally();
    }

    private void crash(boolean power) {
        crashes++;
        if (swarm.has(Trait.SETBACKS)) {
            assertThat(uncertain).isEmpty();
        }
        if (power && rates.get(Trouble.BIT_FLIPS) > 0) {
            disk.flipBits();
        }
        disk = power ? disk.afterPowerLoss() : disk.afterKill();
        model.restart();
        open();
        List<Sent> unknown = carryOutWhatSurvived();
        requireAllAsModelled();
        requireSameOutcomes();
        if (crashes % 3 == 0) {
            disk = disk.afterKill();
            model.restart();
            open();
            requireAllAsModelled();
        }
        clock.advance(Duration.ofMillis(1));
        // Whoever was not answered asks again.
        unknown.forEach(sent -> send(sent.command()));
    }

    /** The log says how many commands it has; they must be the first that were sent. Returns all without an answer. */
    private List<Sent> carryOutWhatSurvived() {
        int found = commandsInLog();
        assertThat(found).as("commands kept").isGreaterThanOrEqualTo(model.carriedOut());
        List<Sent> unknown = new ArrayList<>(uncertain);
        uncertain.clear();
        for (Sent sent : unknown) {
            if (model.carriedOut() == found) {
                break;
            }
            if (!model.remembers(sent.command(), sent.clock())) {
                // Its key was forgotten and it was carried out anew: the first answer counts no more.
                acknowledged.remove(sent.command());
            }
            model.submit(sent.command(), sent.clock());
        }
        assertThat(found).as("commands kept, of those sent").isEqualTo(model.carriedOut());
        return unknown;
    }

    private int commandsInLog() {
        AtomicInteger count = new AtomicInteger();
        log.scan((position, record) -> {
            if (TransactionCodec.decode(record).made().purpose() != Purpose.TIME) {
                count.incrementAndGet();
            }
        });
        return count.get();
    }

    private void requireAllAsModelled() {
        for (String root : new TreeSet<>(
                model.accounts().stream().map(path -> path.root().toString()).toList())) {
            requireAsModelled(AccountPath.of(root));
        }
    }

    /** What was acknowledged before is answered again as it was, at least as long as keys are remembered. */
    private void requireSameOutcomes() {
        List<Command<?>> all = new ArrayList<>(acknowledged.keySet());
        log.write(SteppedLog.Writing.AT_ONCE);
        for (Command<?> command : all.subList(Math.max(0, all.size() - SENT_AGAIN), all.size())) {
            if (model.remembers(command, clock.instant())) {
                assertThat((Object) ledger.blocking().submit(command))
                        .as("after a crash again %s", command)
                        .isEqualTo(acknowledged.get(command));
            }
        }
        log.write(SteppedLog.Writing.WHEN_TOLD);
    }

    /**
     * Without troubles everything ends well: what was sent is answered, overdue holds go, and the books are in order.
     */
    private void comeToRest() {
        disk.failAt(Long.MAX_VALUE / 2, SimulatedDisk.Fault.REFUSED);
        rates.replaceAll((trouble, rate) -> 0);
        assertThat(flush()).as("written without troubles").isTrue();
        clock.advance(Duration.ofDays(3));
        for (AccountPath path : model.accounts()) {
            if (path.parent().isEmpty()) {
                send(new Command.Renew(path, IdempotencyKey.named("at rest " + path)));
            }
        }
        assertThat(flush()).as("written without troubles").isTrue();
        requireAllAsModelled();
        clock.advance(Duration.ofSeconds(1));
        log.write(SteppedLog.Writing.AT_ONCE);
        BlockingLedger calls = ledger.blocking();
        invariants.requireBooksInOrder(calls);
        invariants.requireSamePast(calls);
        Invariants.requireUsage(calls, model, clock.instant());
        assertThat(calls.verify().differences()).isEmpty();
        ledger.close();
    }
}
