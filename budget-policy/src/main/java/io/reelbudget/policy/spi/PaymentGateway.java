package io.reelbudget.policy.spi;

/**
 * Takes money from people: a bank, a card processor, an invoice desk.
 *
 * <p>Each method answers how the payment stands <em>now</em>. The same key has its effect once and may be asked again
 * at any time, also after a restart: then it answers how the payment stands by then, which is how a lost callback is
 * made good. Where the payer or a bank takes its time, answer {@link PaymentReport.State#PENDING} at once, and call
 * {@code confirm} with the purchase's name when more is known; duplicates and any order are fine. Never wait for people
 * inside a call.
 *
 * <p>Promises that keep money from being lost:
 *
 * <ul>
 *   <li>what was voided is never authorised or captured afterwards, though its authorisation may still be under way, or
 *       had never come
 *   <li>what was captured is not voided: the answer is {@link PaymentReport.State#CAPTURED}
 *   <li>what was refunded stays so, and is refunded once
 *   <li>amounts are what really was set aside or taken, in the currency that it was
 * </ul>
 *
 * <p>Throw what went wrong on the way: it means nothing about the payment, and the call is repeated.
 *
 * <p>Implementations must be thread-safe.
 */
public interface PaymentGateway {

    /** Sets the money aside at the payer's bank. A gateway that takes it at once answers that it is captured. */
    PaymentReport authorise(PaymentRequest request);

    /** Takes the money that was set aside, all of it. */
    PaymentReport capture(PaymentRequest request);

    /** Lets go what was set aside, and sees to it that nothing is set aside any more for this purchase. */
    PaymentReport voidPayment(PaymentRequest request);

    /**
     * Gives back the money that was taken, all of it.
     *
     * @param request its amount is what was taken
     */
    PaymentReport refund(PaymentRequest request);
}
