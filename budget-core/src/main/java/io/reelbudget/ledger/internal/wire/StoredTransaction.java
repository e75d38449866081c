package io.reelbudget.ledger.internal.wire;

import io.reelbudget.ledger.internal.machine.Transaction;

/**
 * A transaction as the log keeps it.
 *
 * @param made the transaction
 * @param links where those before it are
 */
public record StoredTransaction(Transaction made, Links links) {}
