package io.reelbudget.ledger;

import io.reelbudget.account.Limit;
import io.reelbudget.money.Amount;
import java.time.Instant;

/**
 * How much of a limit is used.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param limit the limit
 * @param start when the running window began
 * @param end when it ends; now, for a trailing one
 * @param cap the most for this window
 * @param posted what was posted in it
 * @param held what is held by holds that were opened in it
 */
public record LimitState(Limit limit, Instant start, Instant end, Amount cap, Amount posted, Amount held) {

    /** Returns how much more the limit lets through, negative where it is exceeded. */
    public Amount remaining() {
        return cap.minus(posted).minus(held);
    }

    /** Returns whether more is posted and held than the cap. */
    public boolean isExceeded() {
        return remaining().isNegative();
    }
}
