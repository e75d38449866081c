/**
 * Writes transactions as bytes and reads them back: the binary format of {@code docs/journal-format.md}.
 *
 * <p>Start with {@link io.reelbudget.ledger.internal.wire.TransactionCodec}.
 */
@NullMarked
package io.reelbudget.ledger.internal.wire;

import org.jspecify.annotations.NullMarked;
