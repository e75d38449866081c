package io.reelbudget.policy.sales;

import io.reelbudget.money.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a price depends on.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param units how much is to be bought, in the unit of the account's plan; more than zero
 * @param at when
 * @param zone where its owner lives
 * @param surge what busy machines multiply prices by at present, see {@link SurgeMeter}; one where nothing measures
 */
public record PriceQuestion(Amount units, Instant at, ZoneId zone, BigDecimal surge) {
    public PriceQuestion {
        if (!units.isPositive()) {
            throw new IllegalArgumentException(
                    "Units to buy were " + units + " but must be more than zero; ask for what is needed.");
        }
    }
}
