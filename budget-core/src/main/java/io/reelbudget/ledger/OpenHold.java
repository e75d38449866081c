package io.reelbudget.ledger;

import io.reelbudget.money.Amount;
import java.time.Instant;

/**
 * A hold that is neither captured, released nor expired.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id its name
 * @param amount how much it sets aside now
 * @param placed when it was placed
 * @param leaseEnd from when it may be expired
 * @param labels what the host attached
 */
public record OpenHold(HoldId id, Amount amount, Instant placed, Instant leaseEnd, Labels labels) {}
