package io.reelbudget.ledger;

import java.util.concurrent.CompletionStage;

/**
 * Keeps accounts. Every command is decided by one pure state machine, whatever keeps the entries, so that all ledgers
 * answer alike.
 *
 * <p>A stage completes when its outcome, and all that the outcome rests on, is as durable as this ledger makes it. It
 * completes exceptionally with {@link UnknownAccountException}, {@link UnknownHoldException},
 * {@link IdempotencyConflictException} or {@link LedgerUnavailableException}; the first three change nothing, after the
 * last the outcome of a command is unknown until it is sent again with the same key.
 *
 * <p>All methods are thread-safe.
 */
public interface Ledger extends AutoCloseable {

    /** Carries out a command. */
    <R> CompletionStage<R> submit(Command<R> command);

    /** Answers a query. */
    <R> CompletionStage<R> read(Query<R> query);

    /**
     * Recomputes all accounts from the journal's entries and compares.
     *
     * <p>New commands wait while this runs.
     */
    CompletionStage<Verification> verify();

    /** Returns the same ledger with calls that wait for their answer. */
    default BlockingLedger blocking() {
        return new BlockingLedger(this);
    }

    /** Waits for what was submitted, then gives up all resources. Later commands fail; closing again does nothing. */
    @Override
    void close();
}
