package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownEntryException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.WaitingLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A shared ledger whose holds and captures a host decides by itself, as far as it has taken slices of accounts: at the
 * speed of its own disk, and without overspending, whatever fails.
 *
 * <p>A slice is a hold in the shared ledger, so a balance counts it as held. A hold that fits the slice is placed in
 * the host's own journal, and captured there; what was captured is reported from time to time, as sums. A hold that
 * does not fit, or whose lease may end after the slice's, goes to the shared ledger as ever, as does all else: what
 * accounts have, plans, grants, corrections. Slices are taken and given back without being asked for.
 *
 * <p>What differs from other ledgers:
 *
 * <ul>
 *   <li>The balance in the answer to a hold or capture that was decided here is that of the slice.
 *   <li>A hold belongs to its host: only there is it known, and only there are commands about it, and its own, found
 *       again by their keys. A hold that is renewed or raised may be refused by a
 *       {@link io.reelbudget.ledger.LedgerUnavailableException} while the shared ledger cannot be reached.
 *   <li>A capture that was decided here has a negative entry number, and cannot be refunded by it: the statement has
 *       the report that it is part of.
 * </ul>
 *
 * <p>Closing it reports all, gives back what no open hold needs, and closes the shared ledger too. A host that crashed
 * goes on with what it had when it is opened on the same directory. The directory must never be copied or put back from
 * a backup.
 *
 * <p>This class is thread-safe.
 */
public final class EscrowLedger implements Ledger {

    private final Ledger shared;
    private final Ledger local;
    private final Slices slices;
    private final HostTime time;
    private final Routes waiting;
    private final Routes staged;
    private final Runnable stop;

    private EscrowLedger(Ledger shared, Ledger local, Slices slices, HostTime time, Runnable stop) {
        this.shared = shared;
        this.local = local;
        this.slices = slices;
        this.time = time;
        this.stop = stop;
        this.staged = new Routes(local, shared, slices);
        this.waiting = new Routes(new WaitedFor(local.blocking()), shared, slices);
    }

    /**
     * Opens a host's view of a shared ledger, and goes on with the slices that its directory knows of.
     *
     * @param shared where accounts are; closed with this
     * @param directory the host's own journal, made where there is none; on a disk that keeps what it acknowledges
     * @param clock the host's clock, that of the shared ledger too
     * @param terms how slices are taken
     * @throws io.reelbudget.ledger.LedgerUnavailableException if another process has the directory open, or its disk
     *     refuses
     * @throws IllegalArgumentException if the directory is another host's
     */
    public static EscrowLedger open(Ledger shared, Path directory, InstantSource clock, EscrowTerms terms) {
        Ledger local = Ledger.openJournal(directory, clock, terms.retention());
        HostTime time = new HostTime(clock, System::nanoTime);
        RoundThreads threads = new RoundThreads(terms.host());
        try {
            EscrowLedger ledger = open(shared, local, terms, time, threads, threads::close);
            threads.every(ledger::maintain);
            return ledger;
        } catch (RuntimeException failed) {
            threads.close();
            local.close();
            throw failed;
        }
    }

    /** The same over a ledger of the host's own that is open, with rounds where they are told to be. */
    static EscrowLedger open(
            Ledger shared, Ledger local, EscrowTerms terms, HostTime time, Executor threads, Runnable stop) {
        String freshName = IdempotencyKey.random().toString().substring(0, 16);
        Slices slices = Slices.open(shared, local, terms, time, threads, freshName);
        return new EscrowLedger(shared, local, slices, time, stop);
    }

    /** Has every slice settled that is due. */
    void maintain() {
        slices.all().forEach(rounds -> rounds.ifDue(time.now()));
        slices.dropIdle();
    }

    /** Returns how many slices are kept in mind. */
    int sliceCount() {
        return slices.all().size();
    }

    /**
     * Reports all that was spent and gives back all that no open hold needs, now; jobs may take slices again at once.
     * Completes when the shared ledger has it; exceptionally where a slice could not be settled, which is tried again.
     */
    public CompletionStage<Void> settle() {
        List<CompletableFuture<Void>> rounds = new ArrayList<>();
        slices.all().forEach(slice -> rounds.add(slice.soon(Settlement.Aim.EMPTY)));
        return CompletableFuture.allOf(rounds.toArray(CompletableFuture[]::new));
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return submit(command, staged);
    }

    /** Each command names the type of its answer. */
    @SuppressWarnings("unchecked")
    private <R> CompletionStage<R> submit(Command<R> command, Routes routes) {
        try {
            return (CompletionStage<R>) route(command, routes);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletionStage<?> route(Command<?> command, Routes routes) {
        if (command instanceof Command.PlaceHold place) {
            return routes.place(place);
        } else if (command instanceof Command.CaptureHold capture) {
            return routes.capture(capture);
        } else if (command instanceof Command.ExtendHold extend) {
            return routes.extend(extend);
        } else if (command instanceof Command.RenewLease renew) {
            return routes.renewLease(renew);
        } else if (command instanceof Command.ReleaseHold release) {
            return routes.release(release);
        } else if (command instanceof Command.Renew renew) {
            return routes.renew(renew);
        } else if (command instanceof Command.Refund refund) {
            requireShared(refund.entry(), refund.account());
        } else if (command instanceof Command.Correct correct) {
            requireShared(correct.entry(), correct.account());
        }
        return shared.submit(command);
    }

    private static void requireShared(long entry, AccountPath account) {
        if (entry < 0) {
            throw new UnknownEntryException("Capture reported to the shared ledger", entry, account);
        }
    }

    /** {@inheritDoc} Open holds are those of this host and of the shared ledger, its own slice being what is left. */
    @Override
    @SuppressWarnings("unchecked") // Each query names the type of its answer.
    public <R> CompletionStage<R> read(Query<R> query) {
        try {
            if (query instanceof Query.OpenHoldsOf holds) {
                return (CompletionStage<R>) staged.openHolds(holds);
            } else if (query instanceof Query.OutcomeOf outcome) {
                return (CompletionStage<R>) staged.outcome(outcome);
            }
            return shared.read(query);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** {@inheritDoc} The host's own journal is verified too; what is counted is of the shared ledger. */
    @Override
    public CompletionStage<Verification> verify() {
        return shared.verify().thenCombine(local.verify(), (there, here) -> {
            List<String> differences = new ArrayList<>(there.differences());
            here.differences().forEach(difference -> differences.add("In the host's own journal: " + difference));
            return new Verification(there.entries(), there.accounts(), differences, there.seals(), there.since());
        });
    }

    /** A caller who waits needs no other thread to take the answer of the host's own journal to it. */
    @Override
    public BlockingLedger blocking() {
        return new Waiting().blocking();
    }

    @Override
    public HostTurns turns() {
        return shared.turns();
    }

    @Override
    public Optional<Instant> storeTime() {
        return shared.storeTime();
    }

    @Override
    public void close() {
        waiting.close();
        staged.close();
        slices.all().forEach(rounds -> rounds.slice().demand.stop());
        try {
            settle().exceptionally(later -> null).toCompletableFuture().join();
            stop.run();
        } finally {
            closeLedgers();
        }
    }

    private void closeLedgers() {
        try {
            local.close();
        } finally {
            shared.close();
        }
    }

    @Override
    public String toString() {
        return "Slices of " + shared;
    }

    /** The same ledger, whose callers wait. */
    private final class Waiting implements Ledger, WaitingLedger {
        @Override
        public <R> CompletionStage<R> submit(Command<R> command) {
            return EscrowLedger.this.submit(command);
        }

        @Override
        public <R> R call(Command<R> command) {
            try {
                return EscrowLedger.this
                        .submit(command, waiting)
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw failed;
            }
        }

        @Override
        public <R> CompletionStage<R> read(Query<R> query) {
            return EscrowLedger.this.read(query);
        }

        @Override
        public CompletionStage<Verification> verify() {
            return EscrowLedger.this.verify();
        }

        @Override
        public void close() {
            EscrowLedger.this.close();
        }
    }
}
