package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Unit;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import java.time.Instant;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Prices estimates, holds and final charges: the library's own by a {@link PriceBook}, or a host's.
 *
 * <p>Implementations are thread-safe, quick and without effects: they are asked three times for every estimate and once
 * for every charge, while other charges wait for them. The same request gets the same price. A request that names a
 * version is priced by that version, however old, since a hold locks the price at which it was quoted.
 */
public interface PricingEngine {

    /** Returns what an account's prices are counted in: the unit of its plan. */
    Unit unit(AccountPath account);

    /**
     * Returns the price of a job, the tag by which it was priced included; the total is zero or more.
     *
     * @throws io.reelbudget.rate.UnpricedException if there is no price for something that the job needs, or no such
     *     version; nothing is held or charged then
     */
    PriceBreakdown price(PriceRequest request);

    /**
     * Returns from when on charges matter for volumes that are counted at an instant, so that they are read again from
     * the ledger after a restart. Empty unless prices depend on volumes; the readings of breakdowns are not kept then.
     */
    default Optional<Instant> countedSince(AccountPath account, Instant instant) {
        return Optional.empty();
    }

    /**
     * Returns the first instant after another at which the calendar changes an account's prices, so that its queue is
     * looked at again then; empty where none is known.
     */
    default Optional<Instant> nextChange(AccountPath account, Instant after) {
        return Optional.empty();
    }

    /** Returns the engine that prices by a book. */
    static BookPricing of(PriceBook book) {
        return BookPricing.of(book);
    }

    /**
     * Returns the engine named in {@code META-INF/services} or in a module declaration, if there is one.
     *
     * @throws IllegalStateException if there is more than one
     */
    static Optional<PricingEngine> discovered() {
        var found = ServiceLoader.load(PricingEngine.class).stream().toList();
        if (found.size() > 1) {
            throw new IllegalStateException("Pricing engines were "
                    + found.stream().map(each -> each.type().getName()).toList()
                    + " but there must be one at most; remove the others or hand one to the builder.");
        }
        return found.stream().findFirst().map(ServiceLoader.Provider::get);
    }
}
