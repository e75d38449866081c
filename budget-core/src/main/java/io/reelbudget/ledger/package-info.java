/**
 * Keeps what each account has: grants, holds and captures, appended and never rewritten.
 *
 * <p>Work is paid for in two steps: a hold sets an amount aside before the job starts, at every level of the account
 * path or at none; a capture posts what the job really cost, which may be more than was held. Start with
 * {@link io.reelbudget.ledger.Ledger#openJournal}, or {@link io.reelbudget.ledger.Ledger#inMemory} in tests.
 */
@NullMarked
package io.reelbudget.ledger;

import org.jspecify.annotations.NullMarked;
