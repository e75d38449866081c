package io.reelbudget.ledger.escrow;

import static io.reelbudget.ledger.escrow.EscrowOracle.require;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Hosts that spend from the same accounts, in virtual time, while they crash, answers get lost, clocks jump, leases end
 * and an operator writes slices off; all of it follows from a seed. After every step an oracle looks whether a promise
 * was broken. Not thread-safe.
 */
final class EscrowSimulation {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final List<AccountPath> ACCOUNTS =
            List.of(AccountPath.of("acme/video"), AccountPath.of("acme/audio"));
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(10);
    private static final EscrowTerms TERMS = EscrowTerms.of("host")
            .withLease(Duration.ofHours(2))
            .withClockError(CLOCK_ERROR)
            .withReportEvery(Duration.ofMinutes(1))
            .withShare(3);
    private static final int STEPS = 70;

    /** What was asked for, as long as it has no outcome or runs. */
    private record Job(int host, Command.PlaceHold place) {
        HoldId hold() {
            return new HoldId(place.account(), place.key());
        }
    }

    private final SplittableRandom random;
    private final Mistake mistake;
    private final Ledger shared = Ledger.inMemory(() -> this.now);
    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final EscrowOracle oracle = new EscrowOracle(shared, ACCOUNTS, hosts);
    private final List<Job> running = new ArrayList<>();
    private final List<Job> unanswered = new ArrayList<>();
    private final Map<Job, Result.HoldResult> answers = new LinkedHashMap<>();
    private final Map<Command.CaptureHold, Integer> captures = new LinkedHashMap<>();
    private final StringBuilder story = new StringBuilder();
    private boolean telling;
    private Instant now = Instant.parse("2026-11-10T12:00:00Z");
    private Instant asked = Instant.EPOCH;
    private boolean overruns;
    private boolean givesBack;
    private int keys;

    EscrowSimulation(long seed, Mistake mistake) {
        this.random = new SplittableRandom(seed);
        this.mistake = mistake;
    }

    /** Runs it; throws with the story where a promise is broken. */
    void run() {
        try {
            begin();
            for (int step = 0; step < STEPS; step++) {
                step();
                oracle.requireDebited();
                oracle.requireNotOverspent();
            }
            end();
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(failed.getMessage() + story, failed);
        }
    }

    private void begin() {
        BlockingLedger calls = shared.blocking();
        calls.open(ACME, Plan.once(usd(1_000 + random.nextInt(9_000))));
        for (AccountPath account : ACCOUNTS) {
            calls.open(account, Plan.once(usd(1_000 + random.nextInt(9_000))));
        }
        for (int host = 0; host < 2 + random.nextInt(2); host++) {
            hosts.add(new SimulatedHost("host-" + host, shared, TERMS, mistake, () -> now, oracle::watch));
        }
    }

    private void step() {
        int host = random.nextInt(hosts.size());
        SimulatedHost acting = hosts.get(host);
        if (acting.faults().isCrashed()) {
            if (random.nextInt(4) == 0) {
                tell(() -> "restart " + host);
                restart(acting);
            } else {
                pass();
            }
            return;
        }
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> place(host);
            case 6, 7, 8 -> capture(host);
            case 9 -> change(host);
            case 10 -> sendAgain(host);
            case 11, 12, 13 -> pass();
            case 14 -> maintain(host);
            case 15 -> fail(host);
            case 16 -> writeOff();
            case 17 -> misadjust(host);
            case 18 -> quietly(acting, () -> "settle " + host, acting::settle);
            default -> expire();
        }
        if (random.nextInt(3) == 0) {
            maintain(host);
        }
    }

    private void place(int host) {
        AccountPath account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        Duration lease = Duration.ofMinutes(1 + random.nextInt(80));
        Labels labels =
                random.nextBoolean() ? Labels.none() : Labels.of("codec", random.nextBoolean() ? "av1" : "hevc");
        Job job = new Job(host, new Command.PlaceHold(account, key(), usd(1 + random.nextInt(200)), lease, labels));
        unanswered.add(job);
        asked = now;
        ask(job);
        asked = Instant.EPOCH;
    }

    /** Sends a hold; a job that was told so runs. */
    private void ask(Job job) {
        quietly(hosts.get(job.host()), () -> "place " + job, () -> {
            Result.HoldResult answer = calls(job.host()).submit(job.place());
            Result.HoldResult before = answers.putIfAbsent(job, answer);
            require(
                    before == null || before.equals(answer),
                    () -> "the same command was answered " + before + ", then " + answer);
            if (unanswered.remove(job) && answer instanceof Result.Held held) {
                running.add(job);
                // What was decided long ago and is told now is told as it was.
                if (asked.equals(now) || held.leaseEnd().isAfter(now)) {
                    requireCovered(job);
                }
            }
        });
    }

    private void requireCovered(Job job) {
        SimulatedHost host = hosts.get(job.host());
        if (host.has(job.hold())) {
            Instant end = now.plus(job.place().lease());
            require(
                    host.leaseEnd(job.place().account())
                            .filter(leaseEnd -> !end.isAfter(leaseEnd))
                            .isPresent(),
                    () -> "a hold was granted until " + end + " on a slice leased until "
                            + host.leaseEnd(job.place().account()));
        }
    }

    private void capture(int host) {
        List<Job> own = running.stream().filter(job -> job.host() == host).toList();
        if (own.isEmpty()) {
            return;
        }
        Job job = own.get(random.nextInt(own.size()));
        long held = job.place().amount().micros();
        boolean over = overruns && random.nextInt(10) == 0;
        Amount cost = Amount.ofMicros(over ? held * 2 : random.nextLong(held + 1), Unit.USD);
        Command.Ending ending = random.nextInt(5) == 0 ? Command.Ending.PARTIAL : Command.Ending.FINAL;
        if (ending == Command.Ending.FINAL) {
            running.remove(job);
        } else {
            cost = Amount.ofMicros(cost.micros() / 4, Unit.USD);
            running.remove(job);
            running.add(new Job(
                    host,
                    new Command.PlaceHold(
                            job.place().account(),
                            job.place().key(),
                            Amount.ofMicros(Math.max(1, held - cost.micros()), Unit.USD),
                            job.place().lease(),
                            job.place().labels())));
        }
        Labels labels = random.nextBoolean() ? Labels.none() : Labels.of("outcome", "done");
        Command.CaptureHold capture = new Command.CaptureHold(job.hold(), key(), cost, labels, ending);
        captures.put(capture, host);
        bill(capture, host);
    }

    /** Sends a capture until it is known to have arrived. */
    private void bill(Command.CaptureHold capture, int host) {
        quietly(hosts.get(host), () -> "capture " + capture, () -> {
            Result.Captured captured = calls(host).submit(capture);
            captures.remove(capture);
            if (captured.entry() > 0) {
                oracle.spentDirectly(captured);
            }
        });
    }

    private void change(int host) {
        List<Job> own = running.stream().filter(job -> job.host() == host).toList();
        if (own.isEmpty()) {
            return;
        }
        Job job = own.get(random.nextInt(own.size()));
        if (random.nextInt(3) == 0) {
            running.remove(job);
            quietly(hosts.get(host), () -> "release " + job, () -> calls(host).release(job.hold(), key(), "cancelled"));
        } else {
            // What a job holds after this is known to its ledger; it goes on to cost what it would have.
            Duration lease = Duration.ofMinutes(1 + random.nextInt(80));
            Amount more = job.place().amount().plus(usd(random.nextInt(50)));
            quietly(hosts.get(host), () -> "extend " + job + " to " + more, () -> calls(host)
                    .extend(job.hold(), key(), more, lease));
        }
    }

    private void sendAgain(int host) {
        List<Job> again = new ArrayList<>(unanswered);
        answers.keySet().stream().limit(3).forEach(again::add);
        again.stream().filter(job -> job.host() == host).forEach(this::ask);
        new ArrayList<>(captures.keySet())
                .stream().filter(capture -> captures.get(capture) == host).forEach(capture -> bill(capture, host));
    }

    private void pass() {
        int kind = random.nextInt(8);
        if (kind == 1 && captures.isEmpty() && random.nextInt(6) == 0) {
            // Ledgers forget keys: nobody sends anything again.
            now = now.plus(Duration.ofDays(8));
            unanswered.clear();
            answers.clear();
        }
        now = now.plus(kind == 0 ? Duration.ofHours(3) : Duration.ofSeconds(1 + random.nextInt(600)));
        tell(() -> "time " + now);
    }

    private void maintain(int host) {
        quietly(hosts.get(host), () -> "maintain " + host, () -> hosts.get(host).maintain());
    }

    private void fail(int host) {
        HostFaults.Fault[] kinds = HostFaults.Fault.values();
        HostFaults.Fault fault = kinds[random.nextInt(kinds.length)];
        int calls = random.nextInt(8);
        tell(() -> fault + " of " + host + " in " + calls);
        hosts.get(host).faults().plan(fault, calls);
    }

    /** Clocks are within the error, or far off for a while: the other clock must see to it then. */
    private void misadjust(int host) {
        long seconds = random.nextInt(4) == 0
                ? -random.nextInt(20_000)
                : random.nextInt(-(int) CLOCK_ERROR.toSeconds() / 2, (int) CLOCK_ERROR.toSeconds() / 2);
        tell(() -> "clock of " + host + " by " + seconds);
        hosts.get(host).setClock(Duration.ofSeconds(seconds));
    }

    private void writeOff() {
        EscrowOffice office = EscrowOffice.of(shared);
        for (EscrowSlice slice : office.unreconciled()) {
            tell(() -> "write off " + slice);
            if (givesBack && random.nextBoolean()) {
                oracle.gaveBack(office.giveBack(slice, "gone").amount());
            } else {
                office.charge(slice, "gone");
            }
        }
    }

    private void expire() {
        tell(() -> "expire");
        shared.blocking().renew(ACME, key());
        if (mistake == Mistake.SLICES_EXPIRE) {
            for (EscrowSlice slice : EscrowOffice.of(shared).unreconciled()) {
                shared.blocking().release(slice.id(), key(), "expired");
            }
        }
    }

    private void restart(SimulatedHost host) {
        try {
            host.restart();
        } catch (LedgerUnavailableException later) {
            // Its network failed meanwhile.
        }
    }

    /** All come back, jobs end, everything is settled: not a millionth is missing or there twice. */
    private void end() {
        tell(() -> "end");
        now = now.plus(Duration.ofHours(1));
        for (SimulatedHost host : hosts) {
            host.setClock(Duration.ZERO);
            host.restart();
        }
        new ArrayList<>(captures.keySet()).forEach(capture -> bill(capture, captures.get(capture)));
        for (Job job : new ArrayList<>(unanswered)) {
            ask(job);
        }
        for (int round = 0; round < 4; round++) {
            now = now.plus(Duration.ofMinutes(2));
            hosts.forEach(SimulatedHost::settle);
            shared.blocking().renew(ACME, key());
        }
        endJobs();
        for (int round = 0; round < 4; round++) {
            now = now.plus(Duration.ofMinutes(2));
            hosts.forEach(SimulatedHost::settle);
        }
        require(captures.isEmpty(), () -> "captures did not arrive: " + captures);
        oracle.requireReconciled();
    }

    private void endJobs() {
        for (int host = 0; host < hosts.size(); host++) {
            for (AccountPath account : ACCOUNTS) {
                for (OpenHold hold : calls(host).openHolds(account)) {
                    boolean own = hosts.get(host).has(hold.id());
                    if (own || !hold.labels().values().containsKey(Labels.ESCROW)) {
                        calls(host).release(hold.id(), key(), "over");
                    }
                }
            }
        }
    }

    private BlockingLedger calls(int host) {
        return hosts.get(host).ledger().blocking();
    }

    /** Does what may fail as a host may. */
    private void quietly(SimulatedHost host, Supplier<String> what, Runnable work) {
        tell(what);
        try {
            work.run();
        } catch (LedgerUnavailableException | HostFaults.Crash unknown) {
            tell(() -> "  outcome unknown: " + unknown.getMessage());
        } catch (UnknownHoldException ended) {
            // It was captured for good, released or expired by a command before whose answer was lost.
            tell(() -> "  no such hold");
            captures.keySet()
                    .removeIf(
                            capture -> capture.hold().key().equals(ended.hold().key()));
        }
        if (host.faults().isCrashed()) {
            tell(() -> "  crashed");
        }
    }

    private void tell(Supplier<String> what) {
        if (telling) {
            story.append('\n').append(what.get());
        }
    }

    private IdempotencyKey key() {
        keys++;
        return IdempotencyKey.named("simulated " + keys);
    }

    private static Amount usd(long cents) {
        return Amount.ofMicros(Math.max(1, cents) * 10_000, Unit.USD);
    }

    /** Has captures beyond holds. */
    EscrowSimulation withOverruns() {
        overruns = true;
        return this;
    }

    /** Has slices given back by mistake. */
    EscrowSimulation withSlicesGivenBack() {
        givesBack = true;
        return this;
    }

    /** Tells what happens, which takes its time. */
    EscrowSimulation telling() {
        telling = true;
        return this;
    }
}
