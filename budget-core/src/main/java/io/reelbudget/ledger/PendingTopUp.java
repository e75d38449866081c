package io.reelbudget.ledger;

import io.reelbudget.money.Amount;
import java.time.Instant;

/**
 * An automatic top-up that waits for its payment.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param request its number, for {@link Command.ConfirmTopUp} and {@link Command.CancelTopUp}
 * @param amount how much is to be bought
 * @param requested when it was asked for
 */
public record PendingTopUp(long request, Amount amount, Instant requested) {}
