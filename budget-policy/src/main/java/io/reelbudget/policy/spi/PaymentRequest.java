package io.reelbudget.policy.spi;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;

/**
 * What a payment gateway is asked to do about one payment.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param purchase the payment's name; a purchase has one payment
 * @param key the same for repetitions of the same step: have its effect once
 * @param amount how much, in money; more than zero
 * @param reference the gateway's own name for the payment, as its last report said; empty until it has said one
 * @param description what is bought, in a few words for the payer
 */
public record PaymentRequest(
        PurchaseId purchase, IdempotencyKey key, Amount amount, String reference, String description) {}
