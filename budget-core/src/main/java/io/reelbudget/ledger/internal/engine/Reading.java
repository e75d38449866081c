package io.reelbudget.ledger.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a question comes to, once what it rests on is durable: known already, or read from the log, which may take long
 * and is therefore not done while anybody holds a lock.
 *
 * @param durable when what the answer rests on is on disk
 * @param rest gives the answer
 * @param effort whether that reads
 */
record Reading<R>(CompletableFuture<Void> durable, Supplier<R> rest, Effort effort) {

    /** What an answer takes. */
    enum Effort {
        NONE,
        READS
    }

    /** Returns an answer that is read. */
    static <R> Reading<R> of(CompletableFuture<Void> durable, Supplier<R> rest) {
        return new Reading<>(durable, rest, Effort.READS);
    }

    /** Returns an answer that is known. */
    static <R> Reading<R> known(CompletableFuture<Void> durable, R answer) {
        return new Reading<>(durable, () -> answer, Effort.NONE);
    }

    /** Returns that there is no answer. */
    static <R> Reading<R> refused(CompletableFuture<Void> durable, RuntimeException why) {
        return new Reading<>(
                durable,
                () -> {
                    throw why;
                },
                Effort.NONE);
    }

    /** Each query names the type of its answer. */
    @SuppressWarnings("unchecked")
    static <R> Reading<R> cast(Reading<?> answer) {
        return (Reading<R>) answer;
    }

    /** Reads on the caller's thread, who waits, unless it is not durable yet: then on another than the log's. */
    CompletableFuture<R> here() {
        return effort == Effort.READS && durable.isDone() ? durable.thenApply(ignored -> rest.get()) : elsewhere();
    }

    /** Reads on neither the caller's nor the log's thread. */
    CompletableFuture<R> elsewhere() {
        return effort == Effort.READS
                ? durable.thenApplyAsync(ignored -> rest.get(), Answers.executor())
                : durable.thenApply(ignored -> rest.get());
    }
}
