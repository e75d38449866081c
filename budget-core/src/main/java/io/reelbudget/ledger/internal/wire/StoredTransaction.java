package io.reelbudget.ledger.internal.wire;

import io.reelbudget.ledger.internal.machine.Transaction;

/**
 * A transaction as the log keeps it.
 *
 * @param made the transaction
 * @param links where those before it are
 * @param sealed how many bytes of the record the seal is made of
 * @param seal chains it to the one before of its root; empty where its log does not chain
 */
@SuppressWarnings("ArrayRecordComponent") // Neither changed nor compared.
public record StoredTransaction(Transaction made, Links links, int sealed, byte[] seal) {}
