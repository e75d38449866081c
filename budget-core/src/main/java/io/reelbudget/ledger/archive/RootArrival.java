package io.reelbudget.ledger.archive;

import io.reelbudget.ledger.Verification;

/**
 * What came of taking roots in.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param roots how many roots there were
 * @param added how many transactions were added
 * @param known how many were there already
 * @param verification what a recomputation of the whole ledger found afterwards
 */
public record RootArrival(int roots, long added, long known, Verification verification) {}
