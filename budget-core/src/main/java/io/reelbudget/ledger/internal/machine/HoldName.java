package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;

/**
 * A hold's name within its book.
 *
 * @param account the number of the account that it was placed on
 * @param key the key of the command that placed it
 */
record HoldName(int account, IdempotencyKey key) {}
