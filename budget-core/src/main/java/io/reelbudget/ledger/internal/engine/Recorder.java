package io.reelbudget.ledger.internal.engine;

import static java.util.Objects.requireNonNull;

import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.ContentHash;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Outcomes;
import io.reelbudget.ledger.internal.machine.Past;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Renewals;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.NumberedTransaction;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes transactions of commands and of time, and keeps them. Callers hold the partition's lock. */
final class Recorder {

    /** A year of missed months at every level fits many times; a century of them takes several transactions. */
    private static final int MAX_EVENTS = 1_000;

    /** Records are copied out of it before the next one is written. */
    private static final ThreadLocal<SectionWriter> BUFFER = ThreadLocal.withInitial(SectionWriter::new);

    private final EntryLog log;

    /** The log, where it is in memory. */
    private final @Nullable MemoryLog memory;

    private final Rules rules;
    private final Past past;

    /** Those of all roots; null where each stripe has its own. */
    private final @Nullable Keys keys;

    Recorder(EntryLog log, Partitions partitions, Rules rules) {
        this(log, partitions::find, rules, null);
    }

    /** Makes one for roots that are found by their names, with one place for the keys of all of them. */
    Recorder(EntryLog log, Function<String, @Nullable Partition> roots, Rules rules, @Nullable Keys keys) {
        this.log = log;
        this.past = (account, entry) ->
                chargeOf(requireNonNull(roots.apply(account.path().rootName())), account, entry);
        this.memory = log instanceof MemoryLog itself ? itself : null;
        this.rules = rules;
        this.keys = keys;
    }

    private Keys keysOf(Partition partition) {
        Keys all = keys;
        return all == null ? partition.stripe.keys : all;
    }

    /**
     * Returns where the outcome of a command is that came before under the same key; null where none did.
     *
     * @throws IdempotencyConflictException if another command came under it
     */
    Keys.@Nullable Remembered known(Partition partition, Command<?> command, long contentHash, long now) {
        Keys.@Nullable Remembered known = keysOf(partition).find(partition.number, command.key(), now);
        if (known != null && known.contentHash() != contentHash && known.contentHash() != ContentHash.ANY) {
            throw new IdempotencyConflictException(command.key());
        }
        return known;
    }

    /** Carries out a command that did not come before. */
    <R> R submit(Partition partition, Command<R> command, long contentHash, long now) {
        Account named = partition.book.find(command.account());
        if (named != null) {
            bringUpTo(partition, named, now);
            bringUpInheriting(partition, named, command, now);
        }
        log.requireRoom(EntryLog.Need.COMMAND);
        List<Event> events = rules.decide(partition.book, command, now, past);
        try {
            List<Event> applied = apply(partition, events, now);
            Account account = named == null ? partition.book.require(command.account()) : named;
            Purpose purpose = Purpose.of(command);
            record(partition, account, purpose, command.key(), contentHash, applied, now);
            long first = partition.book.lastSequence() - applied.size() + 1;
            Balance balance = Outcomes.balance(account, now);
            return outcomeOf(command, Outcomes.of(purpose, first, applied, account, balance, partition.book));
        } catch (RuntimeException | Error failed) {
            // The state may be ahead of the log, so nothing may be answered from it any more.
            log.fail(failed);
            throw failed;
        }
    }

    /** Returns what a command under a key was answered; nothing where none is remembered. */
    Reading<Optional<Result>> outcomeOf(Partition partition, IdempotencyKey key, long now) {
        Keys.@Nullable Remembered known = keysOf(partition).find(partition.number, key, now);
        return known == null
                ? Reading.known(CompletableFuture.completedFuture(null), Optional.empty())
                : Reading.of(durable(known.position()), () -> Optional.of(outcomeAt(partition, known.position())));
    }

    /** Returns the outcome of a command that came again. */
    <R> R outcomeAgain(Partition partition, Command<R> command, long position) {
        return outcomeOf(command, outcomeAt(partition, position));
    }

    private Result outcomeAt(Partition partition, long position) {
        Transaction made = KeptEntries.read(log, position).made();
        partition.lock.lock();
        try {
            return Outcomes.of(made, partition.book);
        } finally {
            partition.lock.unlock();
        }
    }

    /** Books what time alone did to an account and those above it since they were last touched. */
    void bringUpTo(Partition partition, Account account, long now) {
        while (Renewals.due(account, now)) {
            renewPath(partition, account, now);
        }
    }

    /** Books what was due below an account before it has other terms, which those below inherit. */
    private void bringUpInheriting(Partition partition, Account account, Command<?> command, long now) {
        if (command instanceof Command.ChangePlan change && change.change() != PlanChange.AT_RENEWAL) {
            for (Account below : Renewals.inheriting(partition.book, account, change.plan())) {
                bringUpTo(partition, below, now);
            }
        }
    }

    private void renewPath(Partition partition, Account account, long now) {
        log.requireRoom(EntryLog.Need.TIME);
        List<Event> applied = new ArrayList<>();
        try {
            for (Account level : account.levels()) {
                renew(partition, level, now, applied, now);
            }
        } finally {
            if (!applied.isEmpty()) {
                recordTime(partition, account, applied, now);
            }
        }
    }

    private void recordTime(Partition partition, Account account, List<Event> applied, long now) {
        try {
            record(partition, account, Purpose.TIME, IdempotencyKey.NONE, 0, applied, now);
        } catch (RuntimeException | Error failed) {
            log.fail(failed);
            throw failed;
        }
    }

    /** Books what was due on an account up to a time. */
    private void renew(Partition partition, Account level, long until, List<Event> applied, long now) {
        Event due = Renewals.next(level, until);
        while (due != null && applied.size() < MAX_EVENTS) {
            if (due instanceof Event.PlanChanged changed) {
                for (Account below : Renewals.inheriting(partition.book, level, changed.plan())) {
                    renew(partition, below, changed.from() - 1, applied, now);
                }
                if (applied.size() >= MAX_EVENTS) {
                    // There may be more below: it is asked again.
                    return;
                }
            }
            partition.book.apply(due, now);
            applied.add(due);
            due = Renewals.next(level, until);
        }
    }

    private List<Event> apply(Partition partition, List<Event> events, long now) {
        List<Event> applied = events;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            partition.book.apply(event, now);
            if (event instanceof Event.Opened opened) {
                applied = new ArrayList<>(events);
                renew(partition, partition.book.account(opened.account()), now, applied, now);
            }
        }
        partition.book.touch(now);
        return applied;
    }

    private void record(
            Partition partition,
            Account account,
            Purpose purpose,
            IdempotencyKey key,
            long contentHash,
            List<Event> applied,
            long now) {
        int numbers = memory != null && applied.size() == 1
                ? NumberedTransaction.length(applied.get(0), account.depth())
                : NumberedTransaction.NONE;
        long position = memory != null && numbers != NumberedTransaction.NONE
                ? partition.append(
                        memory.share(partition.stripe.number), numbers, account, applied.get(0), key, contentHash, now)
                : append(partition, account, purpose, key, contentHash, applied, now);
        if (purpose != Purpose.TIME) {
            keysOf(partition).remember(partition.number, key, contentHash, position, now);
        }
    }

    private long append(
            Partition partition,
            Account account,
            Purpose purpose,
            IdempotencyKey key,
            long contentHash,
            List<Event> applied,
            long now) {
        Transaction made = new Transaction(
                partition.root(),
                purpose,
                now,
                key,
                contentHash,
                account.number(),
                partition.book.lastSequence() - applied.size() + 1,
                applied,
                account.sheet(now));
        Links links = partition.links(account, applied);
        SectionWriter bytes = BUFFER.get().clear();
        TransactionCodec.encode(made, bytes);
        byte[] seal =
                log.isChained() ? Seal.of(partition.seal(), bytes.array(), bytes.size()) : TransactionCodec.NO_SEAL;
        TransactionCodec.finish(bytes, links, seal);
        long position = memory == null
                ? log.append(bytes.array(), bytes.size())
                : memory.share(partition.stripe.number).append(bytes.array(), bytes.size());
        partition.recorded(made, links, seal, position);
        return position;
    }

    /** Looks up what an entry posted, walking back from the nearest mark. It waits where that is not durable yet. */
    private Optional<Past.PastCharge> chargeOf(Partition partition, Account account, long entry) {
        long position = partition.trail(account).startBefore(entry + 1);
        while (position != Links.NONE) {
            log.await(position);
            StoredTransaction stored = KeptEntries.read(log, position);
            Transaction made = stored.made();
            if (made.firstSequence() <= entry) {
                long index = entry - made.firstSequence();
                return index < made.events().size()
                        ? Past.of(made.events().get((int) index), made.time())
                        : Optional.empty();
            }
            position = stored.links().before(account.number());
        }
        return Optional.empty();
    }

    void replay(Partitions partitions, long position, byte[] record) {
        StoredTransaction stored = TransactionCodec.decode(record);
        Partition there = partitions.find(stored.made().root());
        Partition partition =
                there == null ? partitions.findOrCreate(stored.made().root()) : there;
        // A snapshot may hold this one already: each root was copied at another moment.
        if (position > partition.lastPosition()) {
            // The first version of the records was not sealed: they are chained all the same, to what comes after them.
            byte[] seal = log.isChained() && stored.seal().length == 0
                    ? Seal.of(partition.seal(), record, stored.sealed())
                    : stored.seal();
            partition.replay(stored, seal, position);
        }
        remember(partition, stored, position);
    }

    /** Remembers the key of a transaction that was read back from a log. */
    void remember(Partition partition, StoredTransaction stored, long position) {
        Transaction made = stored.made();
        if (made.purpose() != Purpose.TIME) {
            // The first version of the records hashed otherwise.
            boolean first = stored.links().previousInRoot() == Links.UNKNOWN;
            keysOf(partition)
                    .remember(
                            partition.number,
                            made.key(),
                            first ? ContentHash.ANY : made.contentHash(),
                            position,
                            made.time());
        }
    }

    CompletableFuture<Void> durable(long position) {
        return position == Links.NONE ? CompletableFuture.completedFuture(null) : log.durable(position);
    }

    /** Each command names the type of its answer, and {@link Outcomes} gives each its own. */
    @SuppressWarnings({"unchecked", "unused"}) // The command is what binds the type.
    private static <R> R outcomeOf(Command<R> command, Result outcome) {
        return (R) outcome;
    }
}
