/**
 * Runs the state machine over a log: what all ledgers of this module are.
 *
 * <p>{@link io.reelbudget.ledger.internal.engine.RecordedLedger} is the ledger; its accounts are kept by path root,
 * each root under one lock, which is never held while something is written to disk.
 */
@NullMarked
package io.reelbudget.ledger.internal.engine;

import org.jspecify.annotations.NullMarked;
