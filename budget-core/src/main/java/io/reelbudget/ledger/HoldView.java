package io.reelbudget.ledger;

import io.reelbudget.money.Amount;

/**
 * A hold and what became of it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id its name
 * @param state what became of it
 * @param amount how much it sets aside, or set aside last
 */
public record HoldView(HoldId id, HoldState state, Amount amount) {}
