package io.reelbudget.store.jdbc;

import io.reelbudget.telemetry.StoreBatch;
import io.reelbudget.telemetry.StoreFailure;
import io.reelbudget.telemetry.Telemetry;
import java.sql.SQLException;
import java.time.Duration;

/** What a lane tells a host's telemetry. Used by the lane's thread, but for the two gauges. */
final class LaneTelemetry {

    private final Telemetry telemetry;
    private volatile boolean isFailing;
    private volatile int atWork;

    /**
     * Makes one.
     *
     * @param telemetry guarded: what it throws must not look like a database that failed
     */
    LaneTelemetry(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    void takenUp(int operations) {
        atWork = operations;
    }

    /** Tells of a batch that is kept; there are none where all operations were put off. */
    void committed(RootBatch batch, long begunNanos) {
        isFailing = false;
        if (batch.answered() > 0) {
            Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
            telemetry.committed(new StoreBatch(batch.answered(), batch.records(), batch.bytes(), took));
        }
    }

    void failed(int operations, SQLException failed) {
        isFailing = true;
        String state = failed.getSQLState();
        telemetry.failed(new StoreFailure(state == null ? StoreFailure.NO_STATE : state, operations));
    }

    /** Returns whether the newest try failed; called by any thread. */
    boolean isFailing() {
        return isFailing;
    }

    /** Returns how many operations the batch at work has; called by any thread. */
    int atWork() {
        return atWork;
    }
}
