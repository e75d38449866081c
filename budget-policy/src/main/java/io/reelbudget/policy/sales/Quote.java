package io.reelbudget.policy.sales;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.PurchaseId;
import java.time.Instant;

/**
 * An offer to one account, which locks its price until it is used or expires. It is used once.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id its name, and that of the purchase by it
 * @param wares what is sold
 * @param price what it costs, in money; more than zero
 * @param priceVersion by which prices
 * @param issuedAt when it was made
 * @param validUntil the first instant at which it no longer counts
 */
public record Quote(
        PurchaseId id, Wares wares, Amount price, String priceVersion, Instant issuedAt, Instant validUntil) {

    public Quote {
        SalePrices.requireVersion(priceVersion);
        if (!price.isPositive() || price.unit().kind() != Unit.Kind.CURRENCY) {
            throw new IllegalArgumentException("Price of a quote was " + price
                    + " but must be money and more than zero; grant what is free as a promotional top-up.");
        }
        if (!validUntil.isAfter(issuedAt)) {
            throw new IllegalArgumentException("Quote was valid from " + issuedAt + " to " + validUntil
                    + " but must end after it begins; give it a validity of 15 minutes, say.");
        }
    }

    /** Returns whose it is. */
    public AccountPath account() {
        return id.account();
    }

    /** Returns whether it may be used at an instant. */
    public boolean isValidAt(Instant now) {
        return now.isBefore(validUntil);
    }
}
