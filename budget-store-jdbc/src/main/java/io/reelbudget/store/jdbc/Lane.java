package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.KeptRecords;
import io.reelbudget.ledger.internal.engine.RootDesk;
import io.reelbudget.telemetry.Telemetry;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one connection that carries out batches, on roots that no other lane of this host works on. Whatever
 * fails is tried again, under the same keys, until its operations' deadlines: a batch that was kept although the
 * database could not say so is found by its keys then.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int MAX_BATCH = 2_048;
    private static final long FIRST_PAUSE_MILLIS = 5;

    /** What SQL has for a connection that was not to be had. */
    private static final String CANNOT_CONNECT = "08001";

    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final DataSource source;
    private final LedgerSql sql;
    private final PostgresSettings settings;
    private final String host;
    private final DatabaseUse use;
    private final LaneQueue queue = new LaneQueue(MAX_BATCH);
    private final RootDesk desk;
    private final Thread thread;
    private final LaneTelemetry telemetry;
    private @Nullable BatchConnection connection;
    private BatchConnection.Locking locking = BatchConnection.Locking.SKIP;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Lane(
            int number,
            DataSource source,
            LedgerSql sql,
            PostgresSettings settings,
            InstantSource clock,
            String host,
            Telemetry guarded,
            DatabaseUse use) {
        this.host = host;
        this.use = use;
        this.source = source;
        this.sql = sql;
        this.settings = settings;
        EntryReader past = new EntryReader(source, sql, settings);
        this.desk = new RootDesk("Shared ledger in schema " + settings.schema(), new Kept(past), clock);
        this.telemetry = new LaneTelemetry(guarded);
        this.thread = new Thread(this::work, "reelbudget-shared-ledger-" + number);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean add(Operation<?> operation) {
        return queue.add(operation);
    }

    /** Returns whether the newest try went well, and others can be made. */
    boolean isUsable() {
        return !queue.isClosing() && !telemetry.isFailing();
    }

    /** Returns how many operations wait or are worked on. */
    int waiting() {
        return queue.size() + telemetry.atWork();
    }

    /** Finishes what waits and ends. */
    void close() {
        queue.close();
        OwnThread.awaitEnd(thread);
    }

    /** While a batch is decided its own transaction is asked; what is told later is read on its own. */
    private final class Kept implements KeptRecords {

        private final EntryReader past;

        Kept(EntryReader past) {
            this.past = past;
        }

        @Override
        public byte[] read(long position) {
            BatchConnection own = connection;
            return Thread.currentThread() == thread && own != null ? own.read(position) : past.read(position);
        }

        @Override
        public boolean isDropped(long position) {
            return past.isDropped(position);
        }

        @Override
        public Optional<byte[]> beginning(String root) {
            return past.beginning(root);
        }
    }

    private void work() {
        List<Operation<?>> batch = queue.take(List.of());
        while (!batch.isEmpty()) {
            telemetry.takenUp(batch.size());
            List<Operation<?>> left = carryOutWhatever(batch);
            telemetry.takenUp(left.size());
            queue.takeLate(System.nanoTime()).forEach(operation -> operation.fail(neverTried()));
            batch = queue.take(left);
        }
        if (connection != null) {
            connection.close();
        }
    }

    /** Whatever happens to one batch, the next one is taken up: nobody else does. */
    private List<Operation<?>> carryOutWhatever(List<Operation<?>> batch) {
        try {
            return carryOut(batch);
        } catch (RuntimeException | Error broken) {
            desk.rollBack();
            dropConnection();
            LOG.error("A batch of the shared ledger was given up.", broken);
            return refuse(batch, "The shared ledger met a mistake of its own: " + broken, broken);
        }
    }

    /** Returns what is still to be done. */
    private List<Operation<?>> carryOut(List<Operation<?>> batch) {
        long begun = System.nanoTime();
        BatchConnection usable;
        try {
            usable = connection();
        } catch (SQLException failed) {
            return afterFailure(batch, failed);
        }
        RootBatch attempt = new RootBatch(desk, usable, host, use);
        try {
            attempt.run(batch, locking);
        } catch (SQLException failed) {
            attempt.rollBack();
            return afterFailure(batch, failed);
        } catch (FailedRootException failed) {
            attempt.rollBack();
            return without(failed, batch);
        } catch (RuntimeException | Error broken) {
            attempt.rollBack();
            dropConnection();
            LOG.error("A batch of the shared ledger failed for a reason that is none of the database's.", broken);
            return refuse(batch, "The shared ledger met a mistake of its own: " + broken, broken);
        }
        pauseMillis = FIRST_PAUSE_MILLIS;
        desk.keepNewest(settings.keptRoots());
        telemetry.committed(attempt, begun);
        List<Operation<?>> putOff = attempt.tell();
        locking = putOff.size() == batch.size() ? BatchConnection.Locking.WAIT : BatchConnection.Locking.SKIP;
        return inTime(putOff);
    }

    private BatchConnection connection() throws SQLException {
        BatchConnection there = connection;
        if (there == null) {
            there = opened();
            connection = there;
        }
        return there;
    }

    /** A host's source may throw what it likes: it is tried again, as any database that is away. */
    private BatchConnection opened() throws SQLException {
        try {
            return BatchConnection.open(source, sql, settings);
        } catch (RuntimeException broken) {
            throw new SQLException("The source of connections failed: " + broken, CANNOT_CONNECT, broken);
        }
    }

    private void dropConnection() {
        BatchConnection gone = connection;
        connection = null;
        if (gone != null) {
            gone.abort();
        }
    }

    private List<Operation<?>> afterFailure(List<Operation<?>> batch, SQLException failed) {
        locking = BatchConnection.Locking.SKIP;
        telemetry.failed(batch.size(), failed);
        SqlFailure what = SqlFailure.of(failed);
        if (what == SqlFailure.AGAIN) {
            rollBackOrDrop();
        } else {
            dropConnection();
        }
        if (what == SqlFailure.FINAL || queue.isClosing()) {
            return refuse(batch, "The shared ledger's database refused: " + failed.getMessage(), failed);
        }
        LOG.debug("A batch of the shared ledger is tried again.", failed);
        // Whose deadline comes during the pause is told of this failure, and not of anything else.
        queue.pause(pauseMillis);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
        List<Operation<?>> left = new ArrayList<>(batch.size());
        for (Operation<?> operation : batch) {
            if (operation.isInTime(System.nanoTime())) {
                left.add(operation);
            } else {
                operation.fail(late(failed));
            }
        }
        return left;
    }

    private LedgerUnavailableException late(SQLException failed) {
        return new LedgerUnavailableException(
                "The shared ledger did not answer within its deadline of " + settings.deadline()
                        + ", so that the outcome is unknown; send the command again with its key. It keeps "
                        + settings.connections() + " connections to itself and needs one more for reading; the last"
                        + " failure was: " + failed.getMessage(),
                failed);
    }

    /** Of those that waited behind a full batch. */
    private LedgerUnavailableException neverTried() {
        return new LedgerUnavailableException(
                "The shared ledger did not come to a command within its deadline of " + settings.deadline()
                        + ", since others that were sent before took as long; send it again with its key.");
    }

    private void rollBackOrDrop() {
        BatchConnection usable = connection;
        if (usable == null) {
            return;
        }
        try {
            usable.rollBack();
        } catch (SQLException broken) {
            dropConnection();
        }
    }

    /** Others of the batch are tried again at once; a command of a damaged root is not. */
    private List<Operation<?>> without(FailedRootException failed, List<Operation<?>> batch) {
        rollBackOrDrop();
        LOG.error("A root of the shared ledger cannot be worked on.", failed);
        List<Operation<?>> left = new ArrayList<>(batch.size());
        for (Operation<?> operation : batch) {
            if (operation.root.equals(failed.root())) {
                operation.fail(failed.told());
            } else {
                left.add(operation);
            }
        }
        return left;
    }

    private static List<Operation<?>> refuse(List<Operation<?>> batch, String message, Throwable cause) {
        batch.forEach(operation -> operation.fail(new LedgerUnavailableException(message, cause)));
        return List.of();
    }

    /** Fails those whose root was locked by others for too long. */
    private List<Operation<?>> inTime(List<Operation<?>> putOff) {
        if (putOff.isEmpty()) {
            return putOff;
        }
        long now = System.nanoTime();
        List<Operation<?>> left = new ArrayList<>(putOff.size());
        for (Operation<?> operation : putOff) {
            if (operation.isInTime(now)) {
                left.add(operation);
            } else {
                operation.fail(new LedgerUnavailableException("Root '" + operation.root
                        + "' was locked by another host for longer than the deadline of " + settings.deadline()
                        + "; send the command again with its key."));
            }
        }
        return left;
    }
}
