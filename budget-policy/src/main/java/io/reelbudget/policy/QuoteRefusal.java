package io.reelbudget.policy;

import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.PurchaseResult.Reason;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.PurchaseId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whether a quote can be bought by: its number, its time, what else is being bought and the tier that it rests on. */
final class QuoteRefusal {

    private QuoteRefusal() {}

    /**
     * Returns why it is not, if it is not.
     *
     * @param wasSold whether there was a purchase of that name, also one that is no longer near
     */
    static Optional<PurchaseResult> of(SalesState state, PurchaseId id, Instant now, BooleanSupplier wasSold) {
        Optional<Purchase> before = state.purchase(id);
        Optional<Quote> quote = state.quote(id);
        if (before.isPresent() || (quote.isEmpty() && wasSold.getAsBoolean())) {
            return refused(
                    Reason.QUOTE_USED,
                    "Quote " + id + " was used before but must be used once; ask how its purchase stands.");
        } else if (quote.isEmpty()) {
            return refused(
                    Reason.UNKNOWN_QUOTE,
                    "Quote " + id + " was not among the newest of its account but must be; ask for a new one.");
        } else if (!quote.get().isValidAt(now)) {
            return refused(
                    Reason.QUOTE_EXPIRED,
                    "Quote " + id + " was valid until " + quote.get().validUntil() + " but must be used before; ask"
                            + " for a new one at the price of now.");
        } else if (state.open().size() >= SalesState.MOST_OPEN) {
            return refused(
                    Reason.TOO_MANY_OPEN,
                    "Account '" + id.account() + "' had " + state.open().size()
                            + " purchases that wait for payment but must have at most " + SalesState.MOST_OPEN
                            + "; confirm them or give them up.");
        }
        return quote.get().wares() instanceof Wares.TierPass pass ? refused(state, id, pass, now) : Optional.empty();
    }

    private static Optional<PurchaseResult> refused(SalesState state, PurchaseId id, Wares.TierPass pass, Instant now) {
        if (!state.tiers().isStill(pass.over(), pass.from(), now)) {
            return refused(
                    Reason.TIER_CHANGED,
                    "Quote " + id + " was for a tier in place of " + named(pass.over())
                            + " but that was changed since and must not be; ask for a new one.");
        }
        return state.open().stream()
                .filter(other -> other.phase() != Purchase.Phase.REFUNDING)
                .filter(other -> other.quote().wares() instanceof Wares.TierPass waiting && waiting.overlaps(pass))
                .findFirst()
                .flatMap(other -> refused(
                        Reason.TIER_CHANGED,
                        "Quote " + id + " was for a tier while the purchase " + other.id()
                                + " of one for that time waits but must be the only one; confirm that or give it up,"
                                + " then ask for a new quote."));
    }

    private static String named(Optional<String> tier) {
        return tier.map(name -> "'" + name + "'").orElse("the one by the budget");
    }

    private static Optional<PurchaseResult> refused(Reason reason, String message) {
        return Optional.of(new PurchaseResult.Refused(reason, message));
    }
}
