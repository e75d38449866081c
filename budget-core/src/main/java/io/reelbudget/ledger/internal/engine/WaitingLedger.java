package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.Command;

/** A ledger whose callers may wait for an outcome themselves, without a stage that another thread completes. */
public interface WaitingLedger {

    /** Carries out a command and waits until its outcome is durable. */
    <R> R call(Command<R> command);
}
