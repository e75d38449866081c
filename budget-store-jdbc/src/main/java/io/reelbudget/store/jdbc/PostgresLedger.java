package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.Answers;
import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.engine.RecordStore;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Telemetry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The ledger that many hosts share, on PostgreSQL. It decides by the same state machine as every other ledger; a
 * command is acknowledged when the database has committed it.
 *
 * <p>Commands of all callers go in batches: whatever came while the batch before was committed, in one transaction of a
 * fixed number of statements. A failure of the database is tried again until the {@link PostgresSettings#deadline};
 * only then a call ends with a {@link LedgerUnavailableException}, after which the outcome is unknown until the command
 * is sent again with its key. The ledger stays usable.
 *
 * <p>Hosts may have clocks that differ: an account's time is the latest that any of them has seen.
 *
 * <p>This class is thread-safe.
 */
@SuppressWarnings("exports") // How records are taken out and in is between the modules of this project.
public final class PostgresLedger implements Ledger, RecordStore {

    /** A table, a schema or a column is not there. */
    private static final Set<String> MISSING = Set.of("42P01", "3F000", "42703");

    private final DataSource source;
    private final PostgresSettings settings;
    private final LedgerSql sql;
    private final List<Lane> lanes = new ArrayList<>();
    private final TurnSettings turnSettings;

    /** This host's name among those that share the ledger: nobody else's, and another one each time. */
    private final String host = UUID.randomUUID().toString();

    /** Null until somebody asks for them: whoever only holds and captures takes no turns. */
    private @Nullable PostgresTurns turns;

    private boolean isClosed;

    private PostgresLedger(
            DataSource source,
            PostgresSettings settings,
            TurnSettings turnSettings,
            InstantSource clock,
            Telemetry guarded,
            DatabaseUse use) {
        this.source = source;
        this.settings = settings;
        this.turnSettings = turnSettings;
        this.sql = new LedgerSql(settings.schema());
        for (int number = 1; number <= settings.connections(); number++) {
            lanes.add(new Lane(number, source, sql, settings, clock, host, guarded, use));
        }
    }

    /**
     * Opens the ledger with {@link PostgresSettings#defaults}.
     *
     * @param source the host's; the ledger keeps {@link PostgresSettings#connections} of its connections until it is
     *     closed, and takes one more at times. It is not closed with the ledger
     * @param clock the time, within the years 1970 to 9999
     * @throws LedgerUnavailableException if the database cannot be reached, has no tables of the ledger, may lose what
     *     it acknowledges, or is one of several shards
     */
    public static PostgresLedger open(DataSource source, InstantSource clock) {
        return open(source, clock, PostgresSettings.defaults());
    }

    /** The same as {@link #open(DataSource, InstantSource)} with other settings. */
    public static PostgresLedger open(DataSource source, InstantSource clock, PostgresSettings settings) {
        return open(source, clock, settings, TurnSettings.defaults());
    }

    /**
     * The same, with other settings for the turns that hosts take. Where somebody asks for {@link #turns}, one more
     * connection is kept for them.
     */
    public static PostgresLedger open(
            DataSource source, InstantSource clock, PostgresSettings settings, TurnSettings turns) {
        return open(source, clock, settings, turns, Telemetry.none());
    }

    /**
     * The same as {@link #open(DataSource, InstantSource, PostgresSettings)}, but what it does is measured.
     *
     * @param telemetry is told of each batch and of each failed try, and may ask how many commands wait
     */
    public static PostgresLedger open(
            DataSource source, InstantSource clock, PostgresSettings settings, Telemetry telemetry) {
        return open(source, clock, settings, TurnSettings.defaults(), telemetry);
    }

    /** The same, measured and with other settings for turns. */
    public static PostgresLedger open(
            DataSource source,
            InstantSource clock,
            PostgresSettings settings,
            TurnSettings turns,
            Telemetry telemetry) {
        return open(source, clock, settings, turns, telemetry, DatabaseUse.ALONE);
    }

    /** Opens one of several databases. */
    static PostgresLedger openShard(DataSource source, InstantSource clock, PostgresSettings settings) {
        return open(source, clock, settings, TurnSettings.defaults(), Telemetry.none(), DatabaseUse.AS_SHARD);
    }

    private static PostgresLedger open(
            DataSource source,
            InstantSource clock,
            PostgresSettings settings,
            TurnSettings turns,
            Telemetry telemetry,
            DatabaseUse use) {
        Telemetry guarded = telemetry.guarded();
        PostgresLedger ledger = new PostgresLedger(source, settings, turns, clock, guarded, use);
        ledger.check(use);
        ledger.lanes.forEach(Lane::start);
        guarded.gauge(Level.STORE_USABLE, () -> ledger.lanes.stream().allMatch(Lane::isUsable) ? 1 : 0);
        guarded.gauge(
                Level.STORE_WAITING,
                () -> ledger.lanes.stream().mapToInt(Lane::waiting).sum());
        return ledger;
    }

    /**
     * The same over connections of the ledger's own.
     *
     * @param url such as {@code jdbc:postgresql://host/database?user=reelbudget&password=…}
     */
    public static PostgresLedger open(String url, InstantSource clock, PostgresSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return open(source, clock, settings);
    }

    private void check(DatabaseUse use) {
        try {
            boolean isShard = OwnTransaction.read(source, settings.statementTimeout(), this::isShard);
            if (isShard && use == DatabaseUse.ALONE) {
                throw new LedgerUnavailableException("Schema '" + settings.schema() + "' was made one of several shards"
                        + " by ShardMoves but must be the only one to be used by itself; open a ShardedLedger over all"
                        + " of them.");
            }
        } catch (SQLException failed) {
            boolean missing = MISSING.contains(String.valueOf(failed.getSQLState()));
            throw new LedgerUnavailableException(
                    missing
                            ? "Schema '" + settings.schema() + "' had no tables of the shared ledger, or those of an"
                                    + " older version, but must have them all; make them with PostgresSchema.apply, and"
                                    + " grant again, as their owner."
                            : "The shared ledger's database could not be opened: " + failed.getMessage(),
                    failed);
        }
    }

    /** Returns whether the database is a shard, once all that is needed was found in it. */
    private boolean isShard(Connection connection) throws SQLException {
        DurabilityCheck.objection(connection, settings.durability()).ifPresent(objection -> {
            throw new LedgerUnavailableException(objection);
        });
        try (PreparedStatement find = connection.prepareStatement(sql.rootsAfter)) {
            find.setLong(1, Long.MAX_VALUE);
            find.setInt(2, 1);
            find.executeQuery().close();
        }
        try (PreparedStatement hear = connection.prepareStatement(sql.hosts.news)) {
            hear.executeQuery().close();
        }
        try (PreparedStatement mark = connection.prepareStatement(sql.isShard);
                ResultSet found = mark.executeQuery()) {
            return found.next();
        }
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return submit(command, Answers.executor());
    }

    <R> CompletableFuture<R> submit(Command<R> command, Executor teller) {
        return queued(Operation.of(command, deadline(), teller));
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return read(query, Answers.executor());
    }

    <R> CompletableFuture<R> read(Query<R> query, Executor teller) {
        if (query instanceof Query.Accounts) {
            return cast(CompletableFuture.supplyAsync(this::accounts, Answers.executor()));
        }
        return queued(Operation.of(query, deadline(), teller));
    }

    private long deadline() {
        return System.nanoTime() + settings.deadline().toNanos();
    }

    private <R> CompletableFuture<R> queued(Operation<R> operation) {
        int hash = operation.root.hashCode() * 0x9E37_79B9;
        Lane lane = lanes.get((hash >>> 8) % lanes.size());
        return lane.add(operation)
                ? operation.answer
                : CompletableFuture.failedFuture(
                        new LedgerUnavailableException(this + " was closed but must be open; open it anew."));
    }

    private List<AccountPath> accounts() {
        return SharedAccounts.listed(SharedAccounts.of(source, sql, settings).values());
    }

    /** {@inheritDoc} Here commands go on meanwhile: what is compared is the ledger at one moment. */
    @Override
    public CompletionStage<Verification> verify() {
        return CompletableFuture.supplyAsync(
                () -> SharedVerification.of(source, sql, root -> true), Answers.executor());
    }

    @Override
    public Optional<Instant> storeTime() {
        return Optional.of(StoreClock.read(source, settings.statementTimeout()));
    }

    @Override
    public void show(Predicate<String> roots, Consumer<PortableRecord> visitor) {
        SharedRecords.show(source, sql, roots, visitor);
    }

    @Override
    public Set<String> arriving() {
        return new ImportedRoots(source, sql, settings).unfinished();
    }

    @Override
    public void begin(Map<String, End> kept) {
        new ImportedRoots(source, sql, settings).begin(kept);
    }

    @Override
    public void end(Map<String, End> ends) {
        new ImportedRoots(source, sql, settings).end(ends);
    }

    @Override
    public void adopt(List<PortableRecord> records) {
        RecordArrivals arrivals = new RecordArrivals(source, sql, settings, RootState.IMPORTING);
        int unused = arrivals.add(records);
    }

    /** A caller who waits needs no other thread to take the answer to it: the lane's own wakes it. */
    @Override
    public BlockingLedger blocking() {
        return new Direct().blocking();
    }

    /** {@inheritDoc} They are taken from when this is first called on; once it is closed, all are others'. */
    @Override
    public synchronized HostTurns turns() {
        PostgresTurns taken = turns;
        if (taken == null) {
            taken = new PostgresTurns(source, settings, turnSettings, host);
            turns = taken;
            if (!isClosed) {
                taken.start();
            }
        }
        return taken;
    }

    @Override
    public void close() {
        PostgresTurns taken;
        synchronized (this) {
            taken = turns;
            isClosed = true;
        }
        if (taken != null) {
            taken.close(); // first: what is under way in a turn may need the lanes
        }
        lanes.forEach(Lane::close);
    }

    @Override
    public String toString() {
        return "Ledger in schema " + settings.schema();
    }

    /** A query for all accounts names the type of its answer. */
    @SuppressWarnings("unchecked")
    private static <R> CompletableFuture<R> cast(CompletableFuture<?> answer) {
        return (CompletableFuture<R>) answer;
    }

    /** The same ledger, whose answers arrive on the lanes' own threads. */
    private final class Direct extends DirectLedger {
        Direct() {
            super(PostgresLedger.this);
        }

        @Override
        public <R> CompletionStage<R> submit(Command<R> command) {
            return PostgresLedger.this.submit(command, Runnable::run);
        }

        @Override
        public <R> CompletionStage<R> read(Query<R> query) {
            return PostgresLedger.this.read(query, Runnable::run);
        }
    }
}
