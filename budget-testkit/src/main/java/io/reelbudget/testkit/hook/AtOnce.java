package io.reelbudget.testkit.hook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls as the monitor makes them: from several threads, and given up after its time-out. */
final class AtOnce {

    /** What the monitor gives a hook unless told otherwise. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** As many calls of one kind of hook as the monitor has under way at most. */
    static final int THREADS = 4;

    private AtOnce() {}

    /** Returns what a call returned, which must be in time and not null. */
    static <T> T answer(String what, Callable<T> call) {
        return answers(what, List.of(call)).get(0);
    }

    /** Returns what as many calls as there are threads returned, all begun at once. */
    static <T> List<T> answers(String what, Callable<T> call) {
        List<Callable<T>> calls = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            calls.add(call);
        }
        return answers(what, calls);
    }

    /** Returns what each call returned, all begun at once. */
    static <T> List<T> answers(String what, List<Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size(), AtOnce::daemon);
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try {
            List<Future<T>> begun = new ArrayList<>();
            for (Callable<T> call : calls) {
                begun.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> each : begun) {
                answers.add(inTime(what, each));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T inTime(String what, Future<T> call) {
        try {
            T answer = call.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new AssertionError(
                        what + " returned null but must return a value; the monitor counts it as failed.");
            }
            return answer;
        } catch (TimeoutException late) {
            throw new AssertionError(
                    what + " had not returned after " + TIMEOUT.toSeconds()
                            + " s but must return once the wish was accepted; the monitor would count it as failed.",
                    late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError(what + " threw but must not here.", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Test was interrupted.", stopped);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "hook-contract");
        thread.setDaemon(true);
        return thread;
    }
}
