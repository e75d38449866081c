/**
 * Keeps records in order: on disk, or in memory.
 *
 * <p>An {@link io.reelbudget.ledger.internal.journal.EntryLog} gives every record a position, says when it is durable,
 * and reads it back. It knows nothing of accounts.
 */
@NullMarked
package io.reelbudget.ledger.internal.journal;

import org.jspecify.annotations.NullMarked;
