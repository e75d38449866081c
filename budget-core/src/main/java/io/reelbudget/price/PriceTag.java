package io.reelbudget.price;

import io.reelbudget.rate.PriceProfile;
import java.time.Instant;

/**
 * By what a job was quoted: what a hold locks, so that the final charge is priced by the same.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param version the version of the prices, not blank
 * @param quotedAt when it was quoted; it decides which fees apply and in which period volumes count
 * @param profile what of the account decided
 */
public record PriceTag(String version, Instant quotedAt, PriceProfile profile) {
    public PriceTag {
        if (version.isBlank()) {
            throw new IllegalArgumentException(
                    "Price version was blank but must have a name; use one such as '2026-11'.");
        }
    }
}
