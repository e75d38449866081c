/**
 * Selling more to spend: prices, quotes that lock them, and purchases from the quote to what was bought.
 *
 * <p>{@link io.reelbudget.policy.sales.SalePrices} say what is sold at which price;
 * {@link io.reelbudget.policy.sales.Quote} is one offer to one account; {@link io.reelbudget.policy.sales.Purchase} is
 * how far its payment is, moved on by {@link io.reelbudget.policy.sales.PurchaseRules} alone. All of it is pure; the
 * {@link io.reelbudget.policy.Cashier} keeps it in the ledger and calls the payment gateway.
 */
@NullMarked
package io.reelbudget.policy.sales;

import org.jspecify.annotations.NullMarked;
