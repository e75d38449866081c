package io.reelbudget.policy;

import io.reelbudget.policy.HookOutcome.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Calls one kind of hook, on a few threads of its own, so that it can hang or throw without harm to callers or to other
 * hooks.
 *
 * <p>A call that takes longer than the time-out is interrupted and given up; if it ignores that, its thread is lost
 * until it returns. When all threads are lost so, or the last calls failed, calls are rejected at once rather than made
 * to wait.
 *
 * <p>This class is thread-safe. It counts the threads that are lost, which a time limiter and bulkhead of resilience4j
 * would not, and so needs no more than the JDK.
 */
final class HookLane implements AutoCloseable {

    /** How many calls of one kind of hook may run at once. */
    static final int CAPACITY = 4;

    private static final int KEEP_IDLE_SECONDS = 30;

    private final Duration timeout;
    private final ThreadPoolExecutor threads;
    private final Semaphore free = new Semaphore(CAPACITY);
    private final AtomicInteger lost = new AtomicInteger();
    private final Breaker breaker;
    private final Place place;

    /** On whose threads hooks run. */
    enum Place {
        /** On a lane's own, with a time-out. */
        OWN_THREADS,
        /**
         * On the caller's, however long they take: for simulations, whose hooks are quick and whose time is not ours.
         */
        CALLERS_THREAD
    }

    HookLane(String kind, Duration timeout, InstantSource clock) {
        this(kind, timeout, clock, Place.OWN_THREADS);
    }

    HookLane(String kind, Duration timeout, InstantSource clock, Place place) {
        this.place = place;
        this.timeout = timeout;
        this.breaker = new Breaker(clock);
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE, // bounded by the permits; one more may run while a thread turns idle
                KEEP_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new HookThread(task, "reelbudget-hook-" + kind));
    }

    /**
     * What a call of a hook came to.
     *
     * @param status whether it answered
     * @param answer what it answered, where it did
     * @param detail what went wrong, where it did
     */
    record Reply<T>(Status status, Optional<T> answer, String detail) {
        static <T> Reply<T> without(Status status, String detail) {
            return new Reply<>(status, Optional.empty(), Wording.oneLine(detail));
        }
    }

    /** Returns whether this runs inside a hook. */
    static boolean isHookThread() {
        return Thread.currentThread() instanceof HookThread;
    }

    /** Calls a hook and waits for its answer, no longer than twice the time-out. */
    <T> Reply<T> call(Callable<T> hook) {
        if (place == Place.CALLERS_THREAD) {
            return callHere(hook);
        }
        if (lost.get() >= CAPACITY) {
            return Reply.without(
                    Status.REJECTED,
                    "all " + CAPACITY + " earlier calls still hang; repair the hook that ignores interrupts");
        }
        if (!breaker.mayCall()) {
            return Reply.without(
                    Status.REJECTED,
                    "the last " + Breaker.FAILURES + " calls failed, so it is left alone for "
                            + Breaker.OPEN_FOR.toSeconds() + " seconds; repair the hook");
        }
        try {
            if (!free.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return Reply.without(Status.REJECTED, CAPACITY + " other calls took all of " + timeout);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Reply.without(Status.REJECTED, "the caller was interrupted while it waited for a thread");
        }
        HookCall<T> call = new HookCall<>(hook, lost, free::release);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException closed) {
            free.release();
            return Reply.without(Status.REJECTED, "the monitor is closed");
        }
        Reply<T> reply = await(call);
        if (reply.status() == Status.DONE) {
            breaker.succeeded();
        } else {
            breaker.failed();
        }
        return reply;
    }

    private static <T> Reply<T> callHere(Callable<T> hook) {
        try {
            T answer = hook.call();
            return answer == null
                    ? Reply.without(Status.FAILED, "returned null but must return an answer")
                    : new Reply<>(Status.DONE, Optional.of(answer), "");
        } catch (Exception thrown) {
            return Reply.without(Status.FAILED, HookFailure.describe(new ExecutionException(thrown)));
        }
    }

    private <T> Reply<T> await(HookCall<T> call) {
        try {
            T answer = call.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return answer == null
                    ? Reply.without(Status.FAILED, "returned null but must return an answer")
                    : new Reply<>(Status.DONE, Optional.of(answer), "");
        } catch (TimeoutException late) {
            call.abandon();
            return Reply.without(Status.TIMED_OUT, "had not returned after " + timeout);
        } catch (ExecutionException thrown) {
            return Reply.without(Status.FAILED, HookFailure.describe(thrown));
        } catch (InterruptedException interrupted) {
            call.abandon();
            Thread.currentThread().interrupt();
            return Reply.without(Status.TIMED_OUT, "the caller was interrupted while it waited for the hook");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Waits, once it is closed, until no call runs any more, one that was given up included; returns whether so. */
    boolean awaitEnd(Duration patience) {
        try {
            return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same of several lanes, each of which may have the same time. */
    static boolean awaitEnd(Duration patience, HookLane... lanes) {
        return Stream.of(lanes).allMatch(lane -> lane.awaitEnd(patience));
    }

    /** A thread on which only hooks run. */
    private static final class HookThread extends Thread {
        HookThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true); // a hook that hangs must not keep the host's process alive
        }
    }
}
