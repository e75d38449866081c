package io.reelbudget.policy.sales;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentReport.State;
import io.reelbudget.policy.spi.PaymentRequest;
import io.reelbudget.policy.spi.PurchaseId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A gateway for demos and tests: it takes no money from anybody, and keeps its payments in memory. It keeps all
 * promises of {@link PaymentGateway}, so that it also shows how one is written.
 *
 * <p>This class is thread-safe.
 */
public final class TestPaymentGateway implements PaymentGateway {

    /** What its payers do. */
    public enum Payers {
        /** They have agreed before. */
        AGREE_AT_ONCE,
        /** They are asked: payments are pending until {@link #agree} or {@link #decline} is called. */
        ARE_ASKED,
        /** Their cards are declined. */
        DECLINE
    }

    private final Map<PurchaseId, PaymentReport> payments = new LinkedHashMap<>();
    private Payers payers;

    /** Makes a gateway without payments. */
    public TestPaymentGateway(Payers payers) {
        this.payers = payers;
    }

    /** Sets what payers do from now on; payments that were begun stay as they are. */
    public synchronized void setPayers(Payers newPayers) {
        payers = newPayers;
    }

    @Override
    public synchronized PaymentReport authorise(PaymentRequest request) {
        return payments.computeIfAbsent(request.purchase(), purchase -> switch (payers) {
            case AGREE_AT_ONCE -> begun(request, State.AUTHORISED, "");
            case ARE_ASKED -> begun(request, State.PENDING, "the payer is asked");
            case DECLINE -> begun(request, State.DECLINED, "the test card was declined");
        });
    }

    private PaymentReport begun(PaymentRequest request, State state, String detail) {
        return new PaymentReport(state, request.amount(), "test-payment-" + (payments.size() + 1), detail);
    }

    @Override
    public synchronized PaymentReport capture(PaymentRequest request) {
        return moved(
                request,
                State.DECLINED,
                payment -> payment.state() == State.AUTHORISED ? in(State.CAPTURED, payment) : payment);
    }

    @Override
    public synchronized PaymentReport voidPayment(PaymentRequest request) {
        return moved(
                request,
                State.VOIDED,
                payment -> payment.state() == State.PENDING || payment.state() == State.AUTHORISED
                        ? in(State.VOIDED, payment)
                        : payment);
    }

    @Override
    public synchronized PaymentReport refund(PaymentRequest request) {
        return moved(
                request,
                State.VOIDED,
                payment -> payment.state() == State.CAPTURED ? in(State.REFUNDED, payment) : payment);
    }

    /** Does what one call asks; a payment that was never begun is known from then on, so that it cannot begin later. */
    private PaymentReport moved(PaymentRequest request, State unknown, UnaryOperator<PaymentReport> move) {
        PaymentReport before = payments.get(request.purchase());
        PaymentReport after = before == null ? begun(request, unknown, "it was never begun") : move.apply(before);
        payments.put(request.purchase(), after);
        return after;
    }

    private static PaymentReport in(State state, PaymentReport payment) {
        return new PaymentReport(state, payment.amount(), payment.reference());
    }

    /** Has a payer agree who is asked, and returns what the gateway's callback would say. */
    public PaymentReport agree(PurchaseId purchase) {
        return decided(purchase, State.AUTHORISED);
    }

    /** Has a payer say no who is asked, and returns what the gateway's callback would say. */
    public PaymentReport decline(PurchaseId purchase) {
        return decided(purchase, State.DECLINED);
    }

    private synchronized PaymentReport decided(PurchaseId purchase, State state) {
        PaymentReport payment = payments.get(purchase);
        if (payment == null) {
            throw new IllegalArgumentException(
                    "Purchase was " + purchase + " but must be one that was begun here; buy by its quote first.");
        }
        PaymentReport after = payment.state() == State.PENDING ? in(state, payment) : payment;
        payments.put(purchase, after);
        return after;
    }

    /** Returns all payments, the oldest first. */
    public synchronized Map<PurchaseId, PaymentReport> payments() {
        return new LinkedHashMap<>(payments);
    }

    /** Returns how much was taken in a currency and not given back. */
    public synchronized Amount taken(Unit currency) {
        return payments.values().stream()
                .filter(payment -> payment.state() == State.CAPTURED)
                .map(PaymentReport::amount)
                .filter(amount -> amount.unit().equals(currency))
                .reduce(Amount.zero(currency), Amount::plus);
    }
}
