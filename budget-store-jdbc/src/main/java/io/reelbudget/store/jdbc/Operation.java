package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One command or query that waits for a batch, and then for its answer. */
final class Operation<R> {

    /** What to ask a desk. */
    @FunctionalInterface
    private interface Question<R> {
        CompletableFuture<R> ask(RootDesk desk);
    }

    /** What the caller waits for. */
    final CompletableFuture<R> answer = new CompletableFuture<>();

    final String root;
    private final AccountPath account;
    private final long deadlineNanos;

    /** Null where this is a query. */
    final @Nullable Command<R> command;

    /** The key whose record must be at hand, null where there is none. */
    final @Nullable IdempotencyKey key;

    private final Executor teller;
    private final Question<R> question;

    /** What it came to in the batch that is being worked on. */
    private @Nullable CompletableFuture<R> decided;

    private Operation(
            AccountPath account,
            @Nullable Command<R> command,
            @Nullable IdempotencyKey key,
            Question<R> question,
            long deadlineNanos,
            Executor teller) {
        this.account = account;
        this.root = account.rootName();
        this.command = command;
        this.key = key;
        this.question = question;
        this.deadlineNanos = deadlineNanos;
        this.teller = teller;
    }

    /**
     * Makes one of a command.
     *
     * @param deadlineNanos until when it may be tried, by {@link System#nanoTime}
     * @param teller runs what tells the caller
     */
    static <R> Operation<R> of(Command<R> command, long deadlineNanos, Executor teller) {
        return new Operation<>(
                command.account(), command, command.key(), desk -> desk.submit(command), deadlineNanos, teller);
    }

    /** Makes one of a query about one account. */
    static <R> Operation<R> of(Query<R> query, long deadlineNanos, Executor teller) {
        return new Operation<>(
                RootDesk.accountOf(query), null, keyOf(query), desk -> desk.read(query), deadlineNanos, teller);
    }

    private static @Nullable IdempotencyKey keyOf(Query<?> query) {
        return query instanceof Query.OutcomeOf outcome ? outcome.key() : null;
    }

    boolean isInTime(long nanoTime) {
        return nanoTime - deadlineNanos < 0;
    }

    /** Returns whether it opens a root itself. */
    boolean opensRoot() {
        return command instanceof Command.OpenAccount && account.segments().size() == 1;
    }

    void decide(RootDesk desk) {
        decided = question.ask(desk);
    }

    /** Tells what was decided; its batch is kept. */
    void tell() {
        CompletableFuture<R> outcome = decided;
        if (outcome == null) {
            throw new IllegalStateException("An operation was to be told before it was decided.");
        }
        CompletableFuture<R> unused =
                outcome.whenComplete((told, failed) -> teller.execute(() -> complete(told, failed)));
    }

    private void complete(@Nullable R told, @Nullable Throwable failed) {
        if (failed == null) {
            answer.complete(told);
        } else {
            answer.completeExceptionally(
                    failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed);
        }
    }

    /** Says that there is no such account: its root was never opened. */
    void failUnknown() {
        // As the ledger on disk says it: opening an account below a root that is not open names the root.
        fail(new UnknownAccountException(command instanceof Command.OpenAccount ? account.root() : account));
    }

    /** Says that its root is in another database, or about to be. */
    void failElsewhere() {
        RootElsewhereException why = new RootElsewhereException(root);
        fail(new LedgerUnavailableException(String.valueOf(why.getMessage()), why));
    }

    /** Says that its root has not all of its records yet. */
    void failImporting() {
        fail(new LedgerUnavailableException("Root '" + root + "' was being imported, or an import of it was cut short,"
                + " but must be whole to be used; wait for the import to end, or import again."));
    }

    /** Says that its root may be opened in another database by now. */
    void failNotToOpen() {
        fail(new LedgerUnavailableException("Root '" + root + "' was to be opened by a ledger of one database alone,"
                + " which was made one of several shards since, but must be opened where their directory says; open a"
                + " ShardedLedger. Nothing was changed."));
    }

    void fail(RuntimeException why) {
        teller.execute(() -> answer.completeExceptionally(why));
    }
}
