package io.reelbudget.telemetry;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.money.Amount;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Is told of every step that budgets take, so that a host can measure them.
 *
 * <p>Calls come on the threads that do the work, many at once, so implementations are thread-safe and quick and wait
 * for nothing. Whatever they throw is logged once and has no effect on budgets, see {@link #guarded}.
 */
@FunctionalInterface
public interface Telemetry {

    /** Returns one that measures nothing; a step costs a call more with it. */
    static Telemetry none() {
        return NoTelemetry.INSTANCE;
    }

    /**
     * Does a step and measures how long it takes. Steps lie within each other on one thread: an admission has its
     * estimate, its price and its hold within it.
     *
     * @param account whose budget it is about
     * @param work the step; to be done exactly once, on this thread, and what it throws is to be thrown on as it is
     * @param outcome says what the step came to, from what it returned
     * @return what the work returned
     */
    <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome);

    /** A job ran to its end: what it took can be compared with what was expected. */
    default void finished(AccountPath account, FinishedJob job) {}

    /**
     * A job was charged, finished or failed.
     *
     * @param held what was held for it when it was admitted
     * @param charged what was posted, zero or more, in the same unit
     */
    default void captured(AccountPath account, Amount held, Amount charged) {}

    /** The monitor has looked at an account. */
    default void looked(AccountStanding standing) {}

    /** The journal has written and forced a batch. */
    default void synced(JournalSync sync) {}

    /** The shared store's database has committed a batch. */
    default void committed(StoreBatch batch) {}

    /** The shared store's database failed a try; it is made again, or given up at the deadline. */
    default void failed(StoreFailure failure) {}

    /**
     * Something can be asked how it stands, until the budgets are closed. Told once, when they are opened; several
     * budgets in one process tell several times.
     *
     * @param now says how it stands now; thread-safe, quick, never throws
     */
    default void gauge(Level level, DoubleSupplier now) {}

    /**
     * Returns the same telemetry as budgets use it: where it throws, that is logged once and counts for nothing; where
     * it does not do the work, or tries to do it twice, the work is done once all the same.
     */
    default Telemetry guarded() {
        return new GuardedTelemetry(this);
    }
}
