/**
 * Measures the ledger's speed beside that of its peers: start at {@link io.reelbudget.bench.ledger.LedgerCommand}.
 *
 * <p>A <em>job</em> is a hold and its capture through the public API, each idempotent by a 128-bit key of its own.
 * Every figure is a ratio of things measured in turn in one process, so that what else the machine does falls on both.
 */
@NullMarked
package io.reelbudget.bench.ledger;

import org.jspecify.annotations.NullMarked;
