package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One command or query on its way to the shard of its root. */
final class ShardOperation<R> {

    /** What the caller waits for. */
    final CompletableFuture<R> answer = new CompletableFuture<>();

    final String root;

    /** Later ones have higher numbers. */
    final long number;

    /** Whether it opens the root itself, and so may be the first that is heard of it. */
    final boolean opensRoot;

    private final Function<PostgresLedger, CompletableFuture<R>> question;
    private final UnknownAccountException unknown;
    private final long deadlineNanos;
    private final Executor teller;

    private ShardOperation(
            String root,
            long number,
            boolean opensRoot,
            Function<PostgresLedger, CompletableFuture<R>> question,
            UnknownAccountException unknown,
            long deadlineNanos,
            Executor teller) {
        this.root = root;
        this.number = number;
        this.opensRoot = opensRoot;
        this.question = question;
        this.unknown = unknown;
        this.deadlineNanos = deadlineNanos;
        this.teller = teller;
    }

    static <R> ShardOperation<R> of(Command<R> command, long number, long deadlineNanos, Executor teller) {
        boolean opens = command instanceof Command.OpenAccount;
        return new ShardOperation<>(
                command.account().rootName(),
                number,
                opens && command.account().segments().size() == 1,
                ledger -> ledger.submit(command, Runnable::run),
                new UnknownAccountException(opens ? command.account().root() : command.account()),
                deadlineNanos,
                teller);
    }

    static <R> ShardOperation<R> of(Query<R> query, long number, long deadlineNanos, Executor teller) {
        return new ShardOperation<>(
                RootDesk.accountOf(query).rootName(),
                number,
                false,
                ledger -> ledger.read(query, Runnable::run),
                new UnknownAccountException(RootDesk.accountOf(query)),
                deadlineNanos,
                teller);
    }

    boolean isInTime() {
        return System.nanoTime() - deadlineNanos < 0;
    }

    /**
     * Asks a shard.
     *
     * @param elsewhere is run, on a thread of the shard's, where the root is not there
     */
    void ask(PostgresLedger ledger, Runnable elsewhere) {
        CompletableFuture<R> unused = question.apply(ledger).whenComplete((told, failed) -> {
            if (failed != null && failed.getCause() instanceof RootElsewhereException && isInTime()) {
                elsewhere.run();
            } else {
                teller.execute(() -> complete(told, failed));
            }
        });
    }

    private void complete(@Nullable R told, @Nullable Throwable failed) {
        if (failed == null) {
            answer.complete(told);
        } else {
            answer.completeExceptionally(failed);
        }
    }

    void fail(RuntimeException why) {
        teller.execute(() -> answer.completeExceptionally(why));
    }

    /** Says that nothing was ever opened under its root. */
    void failUnknown() {
        fail(unknown);
    }

    /** Says that its time was up before its root was found. */
    void failLate(@Nullable Throwable last) {
        fail(new LedgerUnavailableException(
                "The shard of root '" + root + "' was not found within the deadline; send the command again with its"
                        + " key. The last failure was: "
                        + (last == null ? "the root is being moved" : last.getMessage()),
                last));
    }
}
