package io.reelbudget.ledger;

import io.reelbudget.ledger.internal.engine.MemoryLog;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.FileDisk;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps accounts. Every command is decided by one pure state machine, whatever keeps the entries, so that all ledgers
 * answer alike.
 *
 * <p>A stage completes when its outcome, and all that the outcome rests on, is as durable as this ledger makes it. It
 * completes exceptionally with {@link UnknownAccountException}, {@link UnknownHoldException},
 * {@link ChangedHoldException}, {@link PlanConflictException}, {@link IdempotencyConflictException},
 * {@link io.reelbudget.money.UnitMismatchException}, {@link ArithmeticException} where a total would be more than an
 * amount can be, or {@link LedgerUnavailableException}. After the last the outcome of a command is unknown until it is
 * sent again with the same key; the others change nothing and are not remembered.
 *
 * <p>Time is that of the ledger's clock, cut to the microsecond, but never runs backwards for an account: where the
 * clock was put back, time stands still until it has caught up. Every command, and every read of a balance, first
 * brings the accounts it touches up to that time; what that changes is recorded like everything else.
 *
 * <p>A command that comes again is answered from the journal for at least seven days of the ledger's time, fewer where
 * more than eight million other commands came since.
 *
 * <p>All methods are thread-safe.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Returns a new ledger that is kept in memory only and is lost with it: for tests and simulations. Every entry
     * stays in the heap, at about 150 bytes.
     *
     * @param clock the time, within the years 1970 to 9999
     */
    static Ledger inMemory(InstantSource clock) {
        return RecordedLedger.over(new MemoryLog(), clock);
    }

    /**
     * Opens the ledger that is kept in a directory, or begins one there. A command is acknowledged when it is on disk:
     * it survives a crash of the process and of the machine.
     *
     * <p>The directory becomes readable by its owner only, and is this ledger's alone until it is closed. What a crash
     * left unfinished, and so unacknowledged, is cut off. The accounts are kept in the heap, with the hours of usage
     * and the keys that are remembered; their entries stay on disk.
     *
     * @param directory made where there is none; its parents too
     * @param clock the time, within the years 1970 to 9999
     * @throws LedgerUnavailableException if another ledger, of this process or another, has the directory open, if it
     *     is a symbolic link or a file, or if the disk refuses
     * @throws CorruptJournalException if the journal is damaged before its end; nothing is changed then
     */
    static Ledger openJournal(Path directory, InstantSource clock) {
        return openJournal(directory, clock, JournalRetention.keepAll());
    }

    /**
     * The same as {@link #openJournal(Path, InstantSource)}, but old entries go as a retention says.
     *
     * @param retention how long entries are kept, and what becomes of them then
     */
    static Ledger openJournal(Path directory, InstantSource clock, JournalRetention retention) {
        return openJournal(directory, clock, retention, Telemetry.none());
    }

    /**
     * The same as {@link #openJournal(Path, InstantSource, JournalRetention)}, but each batch that is written is
     * measured.
     *
     * @param telemetry is told of batches, and may ask how many records wait
     */
    static Ledger openJournal(Path directory, InstantSource clock, JournalRetention retention, Telemetry telemetry) {
        return RecordedLedger.in(FileDisk.open(directory), Journal.SEGMENT_BYTES, clock, retention, telemetry);
    }

    /** Carries out a command. */
    <R> CompletionStage<R> submit(Command<R> command);

    /**
     * Carries out commands in their order, without waiting for one before the next. Each stands for itself: one that is
     * refused does not stop those after it.
     *
     * @return their stages, in the same order
     */
    default <R> List<CompletionStage<R>> submitAll(List<? extends Command<R>> commands) {
        List<CompletionStage<R>> stages = new ArrayList<>(commands.size());
        for (Command<R> command : commands) {
            stages.add(submit(command));
        }
        return Collections.unmodifiableList(stages);
    }

    /** Answers a query. */
    <R> CompletionStage<R> read(Query<R> query);

    /**
     * Recomputes all accounts from the journal's entries and compares.
     *
     * <p>New commands wait while this runs. Completes with {@link DroppedEntriesException} where the journal no longer
     * keeps all entries.
     */
    CompletionStage<Verification> verify();

    /**
     * Returns who says which of the hosts that share this ledger looks after a root. A ledger that passes commands on
     * to another one passes this on, too.
     */
    default HostTurns turns() {
        return HostTurns.always();
    }

    /**
     * Asks what time it is by the clock of the store that hosts share; empty where there is none but this process's
     * own. A ledger that passes commands on to another one passes this on, too.
     *
     * @throws LedgerUnavailableException if the store cannot be reached
     */
    default Optional<Instant> storeTime() {
        return Optional.empty();
    }

    /** Returns the same ledger with calls that wait for their answer. */
    default BlockingLedger blocking() {
        return new BlockingLedger(this);
    }

    /** Waits for what was submitted, then gives up all resources. Later commands fail; closing again does nothing. */
    @Override
    void close();
}
