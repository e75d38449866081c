package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import org.jspecify.annotations.Nullable;

/**
 * What one grant paid of a capture.
 *
 * @param grant the grant's number; {@link io.reelbudget.ledger.GrantUse#OVERDRAFT} where none was left
 * @param kind where the grant came from; null where none was left
 * @param amount how much it paid, in millionths, more than zero
 */
public record Payment(long grant, @Nullable GrantKind kind, long amount) {}
