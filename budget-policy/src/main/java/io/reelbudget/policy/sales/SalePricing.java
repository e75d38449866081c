package io.reelbudget.policy.sales;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import java.time.Duration;

/**
 * Says what wares cost an account now.
 *
 * <p>Implementations must be thread-safe and quick.
 */
@FunctionalInterface
public interface SalePricing {

    /**
     * What is offered.
     *
     * @param price in money, more than zero
     * @param version by which prices
     * @param validity how long it is locked
     */
    record Offer(Amount price, String version, Duration validity) {}

    /** Returns what wares cost. */
    Offer offer(AccountPath account, Wares wares);
}
