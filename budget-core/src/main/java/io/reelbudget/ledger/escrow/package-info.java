/**
 * Lets a host spend from accounts that many hosts share at the speed of its own disk. The host takes a slice of an
 * account, as a hold in the shared ledger, has its jobs' holds and captures decided by a journal of its own, reports
 * what they cost and gives back what it does not need.
 *
 * <p>Begin with {@link io.reelbudget.ledger.escrow.EscrowLedger}; an operator looks after slices whose host is gone by
 * {@link io.reelbudget.ledger.escrow.EscrowOffice}.
 */
@NullMarked
package io.reelbudget.ledger.escrow;

import org.jspecify.annotations.NullMarked;
