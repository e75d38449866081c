package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tries something that a database may refuse for a moment, until a deadline. Not thread-safe. */
final class Tries {

    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    /** One try; what it changes, it changes in a transaction of its own, which may be done again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws SQLException;
    }

    private final long deadlineNanos;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Tries(Duration span) {
        this.deadlineNanos = System.nanoTime() + span.toNanos();
    }

    /**
     * Returns what an attempt comes to.
     *
     * @param what for messages, such as {@code keep records}
     * @throws LedgerUnavailableException if it is refused for good, or still at the deadline
     */
    <T> T until(String what, Attempt<T> attempt) {
        while (true) {
            try {
                return attempt.make();
            } catch (SQLException failed) {
                if (SqlFailure.of(failed) == SqlFailure.FINAL || !isInTime()) {
                    throw new LedgerUnavailableException(
                            "The database could not " + what + "; try again: " + failed.getMessage(), failed);
                }
                pause();
            }
        }
    }

    boolean isInTime() {
        return System.nanoTime() - deadlineNanos < 0;
    }

    /** Waits a little, longer each time. */
    void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
    }
}
