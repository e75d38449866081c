package io.reelbudget;

import io.reelbudget.money.Unit;
import io.reelbudget.policy.Cashier;
import io.reelbudget.policy.sales.SalePrices;
import io.reelbudget.policy.tier.TierList;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is sold to accounts, and what they may do by their tier.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param prices versions of what units cost; for each kind of unit the newest that is effective counts
 * @param tiers the tiers; where empty, every account may do everything
 * @param zone where owners live whose plans' periods know no zone
 * @param patience how long a payment may take before it is given up, a second to 30 days
 */
public record SalesTerms(List<SalePrices> prices, Optional<TierList> tiers, ZoneId zone, Duration patience) {

    private static final SalesTerms NONE =
            new SalesTerms(List.of(), Optional.empty(), ZoneOffset.UTC, Cashier.USUAL_PATIENCE);

    public SalesTerms {
        prices = List.copyOf(prices);
    }

    /** Returns that nothing is sold, and no tiers; owners in UTC, payments within half an hour. */
    public static SalesTerms none() {
        return NONE;
    }

    /** Returns these terms with prices of units in place of those they have. */
    public SalesTerms withPrices(SalePrices... versions) {
        return new SalesTerms(List.of(versions), tiers, zone, patience);
    }

    /** Returns these terms with tiers. */
    public SalesTerms withTiers(TierList newTiers) {
        return new SalesTerms(prices, Optional.of(newTiers), zone, patience);
    }

    /** Returns these terms with owners in a zone. */
    public SalesTerms withZone(ZoneId newZone) {
        return new SalesTerms(prices, tiers, newZone, patience);
    }

    /** Returns these terms with another patience for payments. */
    public SalesTerms withPatience(Duration newPatience) {
        return new SalesTerms(prices, tiers, zone, newPatience);
    }

    /** Returns the prices of a kind of unit at an instant, if there are any. */
    Optional<SalePrices> pricesOf(Unit unit, Instant now) {
        return prices.stream()
                .filter(each ->
                        each.sells().equals(unit) && !each.effectiveFrom().isAfter(now))
                .max(Comparator.comparing(SalePrices::effectiveFrom));
    }
}
