/**
 * Decides what commands do: the ledger's state machine, pure and deterministic.
 *
 * <p>{@link io.reelbudget.ledger.internal.machine.Machine} makes {@link io.reelbudget.ledger.internal.machine.Event
 * events} of a command, the accounts of one path root and a time; a {@link io.reelbudget.ledger.internal.machine.Book}
 * applies them. There is no clock, no input or output and no randomness here, so that every ledger decides alike and a
 * replay is exact. All amounts are {@code long} millionths and all times {@code long} microseconds since 1970.
 */
@NullMarked
package io.reelbudget.ledger.internal.machine;

import org.jspecify.annotations.NullMarked;
