package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A host with its disk, which outlives it, and what truly happened there. Not thread-safe. */
final class SimulatedHost {

    private final Ledger shared;
    private final Ledger disk;
    private final EscrowTerms terms;
    private final Mistake mistake;
    private final Supplier<Instant> trueTime;
    private final Set<IdempotencyKey> returning = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<AccountPath, Long> spent = new HashMap<>();
    private final Set<AccountPath> slices = new HashSet<>();
    private final Map<AccountPath, AccountPath> names = new HashMap<>();
    private Duration offset = Duration.ZERO;
    private final Runnable watch;
    private final Map<AccountPath, NavigableMap<Long, Long>> overruns = new HashMap<>();
    private HostFaults faults;
    private EscrowLedger ledger;
    private long overrun;
    private int taken;

    SimulatedHost(
            String name,
            Ledger shared,
            EscrowTerms terms,
            Mistake mistake,
            Supplier<Instant> trueTime,
            Runnable watch) {
        this.shared = shared;
        this.terms = new EscrowTerms(
                name,
                terms.lease(),
                terms.clockError(),
                terms.reportEvery(),
                terms.share(),
                terms.reportedLabels(),
                terms.retention());
        this.mistake = mistake;
        this.trueTime = trueTime;
        this.watch = watch;
        this.faults = new HostFaults(watch);
        this.disk = Ledger.inMemory(this::now);
        this.ledger = opened();
    }

    private Instant now() {
        return trueTime.get().plus(offset);
    }

    private EscrowLedger opened() {
        HostTime time = new HostTime(
                this::now,
                () -> mistake == Mistake.CLOCK_STANDS_STILL
                        ? 0
                        : Duration.between(Instant.EPOCH, trueTime.get()).toNanos());
        return EscrowLedger.open(new Network(), new Disk(), terms, time, Runnable::run, () -> {});
    }

    Ledger ledger() {
        return ledger;
    }

    HostFaults faults() {
        return faults;
    }

    void maintain() {
        ledger.maintain();
    }

    void settle() {
        ledger.settle();
    }

    void setClock(Duration error) {
        offset = error;
    }

    /** Starts the process anew, whatever state it was in. */
    void restart() {
        faults = new HostFaults(watch);
        ledger = opened();
    }

    private AccountPath name(AccountPath account) {
        return names.computeIfAbsent(account, SliceNames::local);
    }

    /** Returns what jobs truly cost here, in millionths. */
    long spent(AccountPath account) {
        return spent.getOrDefault(name(account), 0L);
    }

    /** Returns by how much captures were beyond their holds that were not reported yet. */
    long overrunNotTold() {
        return overruns.values().stream()
                .flatMap(entries -> entries.values().stream())
                .mapToLong(micros -> micros)
                .sum();
    }

    /** Returns by how much captures were beyond what their holds held. */
    long overrun() {
        return overrun;
    }

    /** Returns what open holds of jobs truly promise here. */
    long promised(AccountPath account) {
        AccountPath name = name(account);
        if (!slices.contains(name)) {
            return 0;
        }
        return disk.blocking().openHolds(name).stream()
                .filter(hold -> !hold.labels().equals(SliceNames.RETURNED))
                .mapToLong(hold -> hold.amount().micros())
                .sum();
    }

    /** Returns whether a hold was decided here and not by the shared ledger. */
    boolean has(HoldId hold) {
        AccountPath name = name(hold.account());
        return slices.contains(name)
                && disk.blocking().openHolds(name).stream()
                        .anyMatch(open -> open.id().key().equals(hold.key()));
    }

    /** Returns the end of the lease of this host's slice as the shared ledger has it. */
    Optional<Instant> leaseEnd(AccountPath account) {
        return shared.blocking().openHolds(account).stream()
                .filter(hold -> terms.host().equals(hold.labels().values().get(Labels.ESCROW)))
                .map(OpenHold::leaseEnd)
                .max(Instant::compareTo);
    }

    private void see(Command<?> command, Object result) {
        if (command instanceof Command.OpenAccount open) {
            slices.add(open.account());
        } else if (command instanceof Command.PlaceHold place && place.labels().equals(SliceNames.RETURNED)) {
            returning.add(place.key());
        } else if (command instanceof Command.CaptureHold capture
                && result instanceof Result.Captured captured
                && !returning.contains(capture.hold().key())
                && seen.add(capture.account() + " " + captured.entry())) {
            spent.merge(capture.account(), captured.amount().micros(), Long::sum);
            overrun += captured.overrun().micros();
            overruns.computeIfAbsent(capture.account(), account -> new TreeMap<>())
                    .put(captured.entry(), captured.overrun().micros());
        } else if (command instanceof Command.Note note && note.kind().equals("escrow.standing")) {
            long through = Standing.parse(note.text()).through();
            overruns.getOrDefault(note.account(), new TreeMap<>())
                    .headMap(through, true)
                    .clear();
        }
    }

    /** The host's own ledger. */
    private final class Disk extends FaultyLedger {
        private final boolean reopened = !slices.isEmpty();

        Disk() {
            super(disk, faults, false);
        }

        @Override
        <R> CompletionStage<R> carryOut(Command<R> command) {
            if (mistake == Mistake.TRACES_LOST
                    && command instanceof Command.Note note
                    && note.text().isEmpty()) {
                Command.Note other = new Command.Note(note.account(), IdempotencyKey.random(), note.kind(), "");
                return cast(super.carryOut(other));
            } else if (mistake == Mistake.GIVEN_BACK_STAYS
                    && command instanceof Command.CaptureHold capture
                    && returning.contains(capture.hold().key())) {
                Result.Captured told = (Result.Captured)
                        super.carryOut(command).toCompletableFuture().join();
                super.carryOut(new Command.TopUp(
                        capture.account(),
                        IdempotencyKey.random(),
                        capture.amount(),
                        io.reelbudget.ledger.GrantKind.PAID,
                        io.reelbudget.ledger.GrantOffer.always(),
                        "mistake"));
                return cast(CompletableFuture.completedFuture(told));
            }
            CompletionStage<R> answer = super.carryOut(command);
            if (!answer.toCompletableFuture().isCompletedExceptionally()) {
                see(command, answer.toCompletableFuture().join());
            }
            return answer;
        }

        @Override
        <R> CompletionStage<R> answer(Query<R> query) {
            if (mistake == Mistake.DOUBTS_FORGOTTEN && query instanceof Query.OutcomeOf) {
                return cast(CompletableFuture.completedFuture(Optional.empty()));
            }
            CompletionStage<R> answer = super.answer(query);
            if (mistake == Mistake.CAPTURES_FORGOTTEN && reopened && query instanceof Query.StatementOf) {
                return cast(answer.thenApply(page -> without(Entry.Kind.CAPTURED, (Statement) page)));
            }
            return answer;
        }
    }

    /** The shared ledger. */
    private final class Network extends FaultyLedger {
        Network() {
            super(shared, faults, true);
        }

        @Override
        <R> CompletionStage<R> carryOut(Command<R> command) {
            if (mistake == Mistake.KEYS_CHANGE
                    && command instanceof Command.CaptureHold capture
                    && capture.ending() == Command.Ending.PARTIAL) {
                return cast(super.carryOut(new Command.CaptureHold(
                        capture.hold(),
                        IdempotencyKey.random(),
                        capture.amount(),
                        capture.labels(),
                        capture.ending())));
            }
            if (mistake == Mistake.OVERRUNS_USE_COVER && command instanceof Command.RecordUsage usage) {
                for (OpenHold hold : shared.blocking().openHolds(usage.account())) {
                    if (terms.host().equals(hold.labels().values().get(Labels.ESCROW))) {
                        return cast(super.carryOut(new Command.CaptureHold(
                                hold.id(), usage.key(), usage.amount(), usage.labels(), Command.Ending.PARTIAL)));
                    }
                }
            }
            if (mistake == Mistake.SLICES_NOT_DEBITED
                    && command instanceof Command.ExtendHold extend
                    && taken++ % 3 == 1) {
                return cast(CompletableFuture.completedFuture(new Result.Held(
                        extend.hold(),
                        extend.amount(),
                        trueTime.get().plus(extend.lease()),
                        shared.blocking().balance(extend.account()))));
            }
            return super.carryOut(command);
        }

        @Override
        <R> CompletionStage<R> answer(Query<R> query) {
            if (mistake == Mistake.KEYS_CHANGE && query instanceof Query.OpenHoldsOf) {
                return cast(CompletableFuture.completedFuture(List.of()));
            }
            if (mistake == Mistake.WRITE_OFF_OVERLOOKED && query instanceof Query.OutcomeOf) {
                return cast(CompletableFuture.completedFuture(Optional.empty()));
            }
            CompletionStage<R> answer = super.answer(query);
            if (mistake == Mistake.WRITE_OFF_OVERLOOKED && query instanceof Query.StatementOf) {
                return cast(answer.thenApply(page -> without(Entry.Kind.CAPTURED, (Statement) page)));
            }
            return answer;
        }
    }

    private static Statement without(Entry.Kind kind, Statement page) {
        List<Entry> kept =
                page.entries().stream().filter(entry -> entry.kind() != kind).toList();
        return new Statement(page.balance(), kept, page.next());
    }

    @SuppressWarnings("unchecked")
    private static <R> CompletionStage<R> cast(CompletionStage<?> answer) {
        return (CompletionStage<R>) answer;
    }
}
