package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.Answers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One ledger over several databases: each root, with all below it, is in one of them, its shard. No transaction ever
 * touches two. It is a {@link Ledger} like any other, and each shard is one that {@link PostgresLedger} keeps.
 *
 * <p>Which shard has a root is written down in one of the databases, the directory, when the root is opened; hosts
 * remember it. A root that {@link ShardMoves} takes elsewhere refuses whoever still looks for it where it was, under
 * the lock that every batch takes: such a host asks the directory and goes on at the new shard, within the same call.
 *
 * <p>Where a shard is down, commands on its roots end with a {@link LedgerUnavailableException} at the deadline, and
 * all others are as they were. Where the directory is down, roots that this host has used lately go on.
 *
 * <p>Commands on one account that are sent without waiting for the one before are carried out in their order, but for
 * those that are on their way while its root is moved. This class is thread-safe.
 */
public final class ShardedLedger implements Ledger {

    /** Routes in the heap, about 150 bytes each. */
    private static final int KEPT_ROUTES = 200_000;

    private final Map<String, ShardHost> shards = new TreeMap<>();
    private final RouteCache routes = new RouteCache(KEPT_ROUTES);
    private final RouteDesk desk;
    private final ShardReading reading;
    private final PostgresSettings settings;
    private final AtomicLong numbers = new AtomicLong();
    private final DataSource directory;

    /** Null until somebody asks for them. */
    private @Nullable ShardedTurns turns;

    private boolean isClosed;

    private ShardedLedger(
            Map<String, DataSource> sources, String directory, InstantSource clock, PostgresSettings settings) {
        DataSource routing = ShardMoves.require(directory, sources);
        sources.forEach((name, source) -> shards.put(name, new ShardHost(name, source, clock, settings)));
        this.settings = settings;
        this.directory = routing;
        this.desk = new RouteDesk(new RoutingTable(routing, settings), sources.keySet(), routes, this::send);
        this.reading = new ShardReading(sources, settings);
    }

    /**
     * Opens the ledger. The shards must have been added by {@link ShardMoves#add}.
     *
     * @param shards the database of each shard, by its name; all must have the tables of {@link PostgresSchema} in the
     *     same schema. They are not closed with the ledger
     * @param directory the name of the shard whose database knows where roots are; the same for all hosts, always
     * @param clock the time, within the years 1970 to 9999
     * @param settings for each shard
     * @throws LedgerUnavailableException if a database that can be reached has no tables, or may lose what it
     *     acknowledges. One that cannot be reached is tried again each second
     */
    public static ShardedLedger open(
            Map<String, DataSource> shards, String directory, InstantSource clock, PostgresSettings settings) {
        ShardedLedger ledger = new ShardedLedger(shards, directory, clock, settings);
        try {
            ledger.shards.values().forEach(ShardHost::open);
            return ledger;
        } catch (LedgerUnavailableException refused) {
            ledger.close();
            throw refused;
        }
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return submit(command, Answers.executor());
    }

    private <R> CompletableFuture<R> submit(Command<R> command, Executor teller) {
        return queued(ShardOperation.of(command, numbers.getAndIncrement(), deadline(), teller));
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return read(query, Answers.executor());
    }

    private <R> CompletableFuture<R> read(Query<R> query, Executor teller) {
        if (query instanceof Query.Accounts) {
            return cast(CompletableFuture.supplyAsync(reading::accounts, Answers.executor()));
        }
        return queued(ShardOperation.of(query, numbers.getAndIncrement(), deadline(), teller));
    }

    private long deadline() {
        return System.nanoTime() + settings.deadline().toNanos();
    }

    private <R> CompletableFuture<R> queued(ShardOperation<R> operation) {
        Route route = routes.get(operation.root);
        if (route == null || desk.isWaiting(operation.root)) {
            desk.add(operation);
        } else {
            send(operation, route);
        }
        return operation.answer;
    }

    private void send(ShardOperation<?> operation, Route route) {
        ShardHost shard = shards.get(route.shard());
        if (shard == null) {
            operation.fail(new LedgerUnavailableException("Root '" + route.root() + "' was on shard '" + route.shard()
                    + "', which this host does not have, but must have; it has " + shards.keySet()
                    + ". Open the ledger with all shards."));
            return;
        }
        try {
            operation.ask(shard.ledger(), () -> desk.addAgain(operation, route));
        } catch (LedgerUnavailableException notOpen) {
            operation.fail(notOpen);
        }
    }

    /**
     * {@inheritDoc} Here commands go on meanwhile: what is compared of each shard is the shard at one moment. That each
     * root is in one shard alone is verified, too.
     */
    @Override
    public CompletionStage<Verification> verify() {
        return CompletableFuture.supplyAsync(reading::verify, Answers.executor());
    }

    /** A caller who waits needs no other thread to take the answer to it: that of the shard wakes it. */
    @Override
    public BlockingLedger blocking() {
        return new Direct().blocking();
    }

    /** {@inheritDoc} It is the directory's, whichever shard a root is on. */
    @Override
    public Optional<Instant> storeTime() {
        return Optional.of(StoreClock.read(directory, settings.statementTimeout()));
    }

    /** {@inheritDoc} The directory says whose turn each root is, on whichever shard it is. */
    @Override
    public synchronized HostTurns turns() {
        ShardedTurns taken = turns;
        if (taken == null) {
            taken = new ShardedTurns(directory, settings, shards.values());
            turns = taken;
            if (!isClosed) {
                taken.start();
            }
        }
        return taken;
    }

    @Override
    public void close() {
        ShardedTurns taken;
        synchronized (this) {
            taken = turns;
            isClosed = true;
        }
        if (taken != null) {
            taken.close(); // first: what is under way in a turn may need the shards
        }
        shards.values().forEach(ShardHost::close);
        desk.close();
    }

    @Override
    public String toString() {
        return "Ledger over shards " + shards.keySet();
    }

    /** A query for all accounts names the type of its answer. */
    @SuppressWarnings("unchecked")
    private static <R> CompletableFuture<R> cast(CompletableFuture<?> answer) {
        return (CompletableFuture<R>) answer;
    }

    /** The same ledger, whose answers arrive on the shards' own threads. */
    private final class Direct extends DirectLedger {
        Direct() {
            super(ShardedLedger.this);
        }

        @Override
        public <R> CompletionStage<R> submit(Command<R> command) {
            return ShardedLedger.this.submit(command, Runnable::run);
        }

        @Override
        public <R> CompletionStage<R> read(Query<R> query) {
            return ShardedLedger.this.read(query, Runnable::run);
        }
    }
}
