package io.reelbudget.ledger.internal.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Where asynchronous answers are given: what callers hang on them must not keep the log's thread waiting, and may wait
 * for other answers itself.
 *
 * <p>The common pool would not do: on a machine with two processors it starts a thread for each answer. A fork-join
 * pool of our own starts another only while one of its own waits in {@code join}.
 */
public final class Answers {

    private static final ForkJoinPool POOL = new ForkJoinPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            true);

    private Answers() {}

    /** Returns what gives them. */
    public static Executor executor() {
        return POOL;
    }
}
