package io.reelbudget.ledger.internal.engine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.JournalRetention;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.journal.ArrivingFile;
import io.reelbudget.ledger.internal.journal.Disk;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.machine.ContentHash;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Machine;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.telemetry.Telemetry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger over a log: decides commands under the lock of their root, appends what happened, and answers when the log
 * says that it is durable.
 *
 * <p>This class is thread-safe.
 */
public final class RecordedLedger implements Ledger, WaitingLedger, RecordStore {

    private final EntryLog log;
    private final InstantSource clock;
    private final Partitions partitions = new Partitions();
    private final Recorder recorder;
    private final Reader reader;
    private final Arrivals arrivals;
    private final TransferredRecords records;
    private volatile boolean closed;

    private RecordedLedger(EntryLog log, InstantSource clock, Rules rules, Arrivals arrivals) {
        this.arrivals = arrivals;
        this.log = log;
        this.clock = clock;
        this.recorder = new Recorder(log, partitions, rules);
        this.reader = new Reader(log, recorder);
        this.records = new TransferredRecords(log, partitions, recorder, arrivals, this::requireOpen);
    }

    /** Opens the ledger whose journal is on a disk; the disk is closed with it, or at once where that fails. */
    public static RecordedLedger in(Disk disk, InstantSource clock) {
        return in(disk, Journal.SEGMENT_BYTES, clock);
    }

    /** The same with segments of another length, where there is no journal yet. */
    public static RecordedLedger in(Disk disk, int newSegmentBytes, InstantSource clock) {
        return in(disk, newSegmentBytes, clock, JournalRetention.keepAll());
    }

    /** The same, whose old entries go. */
    public static RecordedLedger in(Disk disk, int newSegmentBytes, InstantSource clock, JournalRetention retention) {
        return in(disk, newSegmentBytes, clock, retention, Telemetry.none());
    }

    /** The same, whose journal is measured. */
    public static RecordedLedger in(
            Disk disk, int newSegmentBytes, InstantSource clock, JournalRetention retention, Telemetry telemetry) {
        Journal journal;
        try {
            journal = Journal.open(disk, newSegmentBytes, KeptEntries.retention(retention, clock));
        } catch (RuntimeException failed) {
            closeAfter(failed, disk);
            throw failed;
        }
        try {
            journal.measure(telemetry);
            ArrivingFile arriving = new ArrivingFile(disk);
            Arrivals arrivals = new Arrivals(arriving.read(), arriving::keep);
            return over(journal.start(), clock, Machine::decide, arrivals);
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    private static void closeAfter(RuntimeException failed, Disk disk) {
        try {
            disk.close();
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** Returns the ledger that a log's records make. */
    public static RecordedLedger over(EntryLog log, InstantSource clock) {
        return over(log, clock, Machine::decide);
    }

    /** The same under other rules. */
    static RecordedLedger over(EntryLog log, InstantSource clock, Rules rules) {
        return over(log, clock, rules, Arrivals.unkept());
    }

    private static RecordedLedger over(EntryLog log, InstantSource clock, Rules rules, Arrivals arrivals) {
        RecordedLedger ledger = new RecordedLedger(log, clock, rules, arrivals);
        log.restore(new LedgerImage(ledger.partitions, ledger.recorder));
        return ledger;
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        Decided<R> decided;
        try {
            decided = decide(command);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        if (isAnswerRead(decided)) {
            return Reading.of(recorder.durable(decided.position()), () -> tell(decided, command))
                    .elsewhere();
        }
        PendingAnswer<R> answer = new PendingAnswer<>(decided.outcome(), decided.refused());
        if (decided.position() == Links.NONE) {
            answer.give();
        } else {
            log.answer(decided.position(), answer, Answers.executor());
        }
        return answer;
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return handedOver(answer(query, Reading::elsewhere));
    }

    @Override
    public CompletionStage<Verification> verify() {
        return CompletableFuture.supplyAsync(() -> Audit.of(log, partitions), Answers.executor());
    }

    @Override
    public void show(Predicate<String> roots, Consumer<PortableRecord> visitor) {
        records.show(roots, visitor);
    }

    @Override
    public Set<String> arriving() {
        return records.arriving();
    }

    @Override
    public void begin(Map<String, End> kept) {
        records.begin(kept);
    }

    @Override
    public void end(Map<String, End> ends) {
        records.end(ends);
    }

    @Override
    public void adopt(List<PortableRecord> adopted) {
        records.adopt(adopted);
    }

    /** A caller who waits needs no other thread to take the answer to it: the log's own wakes it. */
    @Override
    public BlockingLedger blocking() {
        return direct().blocking();
    }

    /** Returns the same ledger, whose answers arrive on the log's own thread. */
    Ledger direct() {
        return new Direct();
    }

    /** What was decided before is in the log then, so that what it keeps of the state on closing is what it has. */
    @Override
    public void close() {
        closed = true;
        partitions.whileStill(() -> {});
        log.close();
    }

    @Override
    public String toString() {
        return "Ledger " + log.name();
    }

    /**
     * What a command came to; it is told when the record at a position is durable.
     *
     * @param outcome null where it came before: then its outcome is read at the position
     * @param refused null where it was not refused. Refusals rest on the state too
     */
    private record Decided<R>(
            Partition partition,
            @Nullable R outcome,
            @Nullable RuntimeException refused,
            long position) {}

    @Override
    public <R> R call(Command<R> command) {
        if (log instanceof MemoryLog) {
            return callInMemory(command);
        }
        Decided<R> decided = decide(command);
        if (decided.position() != Links.NONE) {
            log.await(decided.position());
        }
        return tell(decided, command);
    }

    /** The same where all is durable at once: what was decided is told as it is. */
    private <R> R callInMemory(Command<R> command) {
        log.requireUsable();
        Partition partition = partitionOf(command);
        long contentHash = ContentHash.of(command);
        Keys.@Nullable Remembered known;
        partition.lock.lock();
        try {
            requireOpen();
            long now = partition.timeAt(LedgerTime.reading(clock.instant()));
            known = recorder.known(partition, command, contentHash, now);
            if (known == null) {
                return recorder.submit(partition, command, contentHash, now);
            }
        } finally {
            partition.lock.unlock();
        }
        return recorder.outcomeAgain(partition, command, known.position());
    }

    private <R> CompletableFuture<R> decided(Command<R> command) {
        Decided<R> decided;
        try {
            decided = decide(command);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        Supplier<R> telling = () -> tell(decided, command);
        return isAnswerRead(decided)
                ? Reading.of(recorder.durable(decided.position()), telling).here()
                : recorder.durable(decided.position()).thenApply(ignored -> telling.get());
    }

    /** Returns whether the command came before, so that its outcome is in the log. */
    private static boolean isAnswerRead(Decided<?> decided) {
        return decided.outcome() == null && decided.refused() == null;
    }

    private <R> R tell(Decided<R> decided, Command<R> command) {
        if (decided.refused() != null) {
            throw decided.refused();
        }
        R outcome = decided.outcome();
        return outcome == null ? recorder.outcomeAgain(decided.partition(), command, decided.position()) : outcome;
    }

    private <R> Decided<R> decide(Command<R> command) {
        log.requireUsable();
        Partition partition = partitionOf(command);
        long contentHash = ContentHash.of(command);
        partition.lock.lock();
        try {
            requireOpen();
            arrivals.requireWhole(partition.root());
            long now = partition.timeAt(LedgerTime.reading(clock.instant()));
            Keys.@Nullable Remembered known = recorder.known(partition, command, contentHash, now);
            if (known != null) {
                return new Decided<>(partition, null, null, known.position());
            }
            R outcome = recorder.submit(partition, command, contentHash, now);
            return new Decided<>(partition, outcome, null, partition.lastPosition());
        } catch (LedgerUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException refused) {
            return new Decided<>(partition, null, refused, partition.lastPosition());
        } finally {
            partition.lock.unlock();
        }
    }

    private Partition partitionOf(Command<?> command) {
        String root = command.account().rootName();
        Partition partition = partitions.find(root);
        if (partition != null) {
            return partition;
        } else if (command instanceof Command.OpenAccount open && isRoot(open.account())) {
            return partitions.findOrCreate(root);
        }
        throw new UnknownAccountException(missing(command));
    }

    private <R> CompletableFuture<R> answer(Query<R> query, Function<Reading<R>, CompletableFuture<R>> reading) {
        return guarded(() -> {
            if (query instanceof Query.Accounts) {
                return Reading.<R>cast(reader.accounts(partitions, arrivals.roots()))
                        .here();
            }
            AccountPath account = Reader.accountOf(query);
            Partition partition = partitions.find(account.rootName());
            if (partition == null) {
                throw new UnknownAccountException(account);
            }
            return reading.apply(locked(partition, now -> reader.answer(partition, query, now)));
        });
    }

    /** Refusals rest on the state too: they are not told before it is durable. */
    private <R> Reading<R> locked(Partition partition, Function<Long, Reading<R>> work) {
        partition.lock.lock();
        try {
            requireOpen();
            arrivals.requireWhole(partition.root());
            return work.apply(partition.timeAt(LedgerTime.reading(clock.instant())));
        } catch (LedgerUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException refused) {
            return Reading.refused(recorder.durable(partition.lastPosition()), refused);
        } finally {
            partition.lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerUnavailableException(this + " was closed but must be open; open it anew.");
        }
    }

    private <R> CompletableFuture<R> guarded(Supplier<CompletableFuture<R>> work) {
        try {
            log.requireUsable();
            return work.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** What callers hang on an answer must not run on the log's thread: it could keep all others waiting. */
    private static <R> CompletionStage<R> handedOver(CompletableFuture<R> answer) {
        return answer.isDone() ? answer : answer.thenApplyAsync(Function.identity(), Answers.executor());
    }

    /** The same ledger, whose answers arrive on the log's own thread. */
    private final class Direct implements Ledger, WaitingLedger {
        @Override
        public <R> CompletionStage<R> submit(Command<R> command) {
            return decided(command);
        }

        @Override
        public <R> R call(Command<R> command) {
            return RecordedLedger.this.call(command);
        }

        @Override
        public <R> CompletionStage<R> read(Query<R> query) {
            return answer(query, Reading::here);
        }

        @Override
        public CompletionStage<Verification> verify() {
            return RecordedLedger.this.verify();
        }

        @Override
        public void close() {
            RecordedLedger.this.close();
        }
    }

    private static boolean isRoot(AccountPath account) {
        return account.segments().size() == 1;
    }

    private static AccountPath missing(Command<?> command) {
        return command instanceof Command.OpenAccount ? command.account().root() : command.account();
    }
}
