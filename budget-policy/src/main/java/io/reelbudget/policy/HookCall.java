package io.reelbudget.policy;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hook. It counts as lost from when it is given up until it really ends, and only then lets others take
 * its place.
 *
 * <p>This class is thread-safe.
 */
final class HookCall<T> implements Runnable {

    private final Callable<T> hook;
    private final AtomicInteger lost;
    private final Runnable atEnd;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private State state = State.WAITING;
    private @Nullable Thread runner; // while it runs

    private enum State {
        WAITING,
        RUNNING,
        ABANDONED,
        ENDED
    }

    HookCall(Callable<T> hook, AtomicInteger lost, Runnable atEnd) {
        this.hook = hook;
        this.lost = lost;
        this.atEnd = atEnd;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    @Override
    public void run() {
        try {
            if (begin()) {
                answer.complete(hook.call());
            }
        } catch (Throwable thrown) { // a hook may throw anything, and none of it may harm the host
            fail(thrown);
        } finally {
            end();
        }
    }

    /** Gives the call up: interrupts it if it runs, and keeps it from beginning if it does not yet. */
    synchronized void abandon() {
        if (state == State.ENDED) {
            return;
        }
        lost.incrementAndGet();
        if (runner != null) {
            runner.interrupt();
        }
        state = State.ABANDONED;
    }

    private synchronized boolean begin() {
        if (state == State.ABANDONED) {
            return false;
        }
        state = State.RUNNING;
        runner = Thread.currentThread();
        return true;
    }

    private void fail(Throwable thrown) {
        answer.completeExceptionally(told(thrown));
    }

    private static HookFailure told(Throwable thrown) {
        try {
            return new HookFailure(thrown);
        } catch (Throwable hostile) { // an exception may throw when it is asked for its message
            return HookFailure.untold();
        }
    }

    private synchronized void end() {
        if (state == State.ABANDONED) {
            lost.decrementAndGet();
        }
        state = State.ENDED;
        runner = null;
        atEnd.run();
    }
}
