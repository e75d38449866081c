package io.reelbudget.policy;

import io.reelbudget.policy.sales.AutoPurchase;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.PurchaseId;
import io.reelbudget.policy.tier.TierSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is under way between an account and those who sell to it, as it stands in each of its notes.
 *
 * @param quotes those not used yet, the oldest first
 * @param open purchases that are not ended, the oldest first
 * @param ended the newest that are, the oldest first; older ones are found in older notes
 * @param tiers which tier the account has when
 * @param automatic its owner's consent to automatic purchases, if there is one
 */
record SalesState(
        List<Quote> quotes,
        List<Purchase> open,
        List<Purchase> ended,
        TierSchedule tiers,
        Optional<AutoPurchase> automatic) {

    /** So many quotes are kept; a newer one drops the oldest. */
    static final int MOST_QUOTES = 8;

    /** More purchases may not wait at once: all must fit in one note, with the longest names there are. */
    static final int MOST_OPEN = 6;

    private static final int MOST_ENDED = 4;

    static final SalesState NONE =
            new SalesState(List.of(), List.of(), List.of(), TierSchedule.byBudget(), Optional.empty());

    SalesState {
        quotes = List.copyOf(quotes);
        open = List.copyOf(open);
        ended = List.copyOf(ended);
    }

    Optional<Quote> quote(PurchaseId id) {
        return quotes.stream().filter(quote -> quote.id().equals(id)).findFirst();
    }

    Optional<Purchase> purchase(PurchaseId id) {
        return Stream.concat(open.stream(), ended.stream())
                .filter(purchase -> purchase.id().equals(id))
                .findFirst();
    }

    /** Returns whether an automatic top-up is being bought, or was. */
    boolean isBought(long request) {
        return Stream.concat(open.stream(), ended.stream())
                .filter(purchase -> !purchase.isEnded() || purchase.phase() == Phase.COMPLETED)
                .anyMatch(purchase ->
                        purchase.quote().wares() instanceof Wares.TopUp topUp && topUp.request() == request);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    SalesState with(Quote quote, Instant now) {
        List<Quote> kept = new ArrayList<>(quotes);
        kept.removeIf(each -> !each.isValidAt(now.minus(Cashier.REMEMBERED_AFTER_EXPIRY)));
        kept.add(quote);
        return withQuotes(newest(kept, MOST_QUOTES));
    }

    private SalesState withQuotes(List<Quote> kept) {
        return new SalesState(kept, open, ended, tiers, automatic);
    }

    /** Returns this with a purchase as it stands now, where it stood or where it belongs by then. */
    SalesState with(Purchase purchase) {
        List<Quote> unused = new ArrayList<>(quotes);
        unused.removeIf(quote -> quote.id().equals(purchase.id()));
        List<Purchase> stillOpen = without(open, purchase);
        List<Purchase> over = without(ended, purchase);
        (purchase.isEnded() ? over : stillOpen).add(purchase);
        return new SalesState(unused, stillOpen, newest(over, MOST_ENDED), tiers, automatic);
    }

    SalesState withTiers(TierSchedule newTiers) {
        return new SalesState(quotes, open, ended, newTiers, automatic);
    }

    SalesState withAutomatic(Optional<AutoPurchase> newAutomatic) {
        return new SalesState(quotes, open, ended, tiers, newAutomatic);
    }

    /** Returns this with less that could be done without, the oldest first; empty where there is nothing of that. */
    Optional<SalesState> shorter() {
        if (!ended.isEmpty()) {
            return Optional.of(new SalesState(quotes, open, ended.subList(1, ended.size()), tiers, automatic));
        }
        return quotes.isEmpty() ? Optional.empty() : Optional.of(withQuotes(quotes.subList(1, quotes.size())));
    }

    private static List<Purchase> without(List<Purchase> list, Purchase purchase) {
        List<Purchase> others = new ArrayList<>(list);
        others.removeIf(each -> each.id().equals(purchase.id()));
        return others;
    }

    private static <T> List<T> newest(List<T> list, int most) {
        return list.subList(Math.max(0, list.size() - most), list.size());
    }
}
