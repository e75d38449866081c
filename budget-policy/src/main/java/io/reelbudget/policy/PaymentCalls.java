package io.reelbudget.policy;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.HookLane.Reply;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentRequest;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Calls the payment gateway and the notifier of a cashier. This class is thread-safe. */
final class PaymentCalls implements AutoCloseable {

    private final Hooks hooks;
    private final HookLane paymentLane;
    private final HookLane notifierLane;
    private final Telemetry telemetry;

    PaymentCalls(Hooks hooks, Duration timeout, InstantSource clock, Telemetry telemetry) {
        this.hooks = hooks;
        this.telemetry = telemetry;
        this.paymentLane = new HookLane("payment", timeout, clock);
        this.notifierLane = new HookLane("cashier-notifier", timeout, clock);
    }

    boolean hasGateway() {
        return hooks.payments().isPresent();
    }

    /** Asks for the step that a purchase is at; under one key for each step, however often. */
    Reply<PaymentReport> run(Purchase purchase) {
        return telemetry.time(
                Step.HOOK_PAYMENT,
                purchase.id().account(),
                () -> called(purchase),
                reply -> Outcome.of(reply.status()));
    }

    private Reply<PaymentReport> called(Purchase purchase) {
        Optional<PaymentGateway> gateway = hooks.payments();
        if (gateway.isEmpty()) {
            return Reply.without(Status.NO_HOOK, "there is no payment gateway");
        }
        PaymentRequest request = new PaymentRequest(
                purchase.id(),
                IdempotencyKey.named("payment " + purchase.id() + " " + purchase.phase()),
                purchase.phase() == Purchase.Phase.REFUNDING
                        ? purchase.taken().orElse(purchase.quote().price())
                        : purchase.quote().price(),
                purchase.reference(),
                purchase.quote().wares().summary());
        return paymentLane.call(() -> switch (purchase.phase()) {
            case AUTHORISING -> gateway.get().authorise(request);
            case CAPTURING -> gateway.get().capture(request);
            case VOIDING -> gateway.get().voidPayment(request);
            case REFUNDING -> gateway.get().refund(request);
            case GRANTING, COMPLETED, DECLINED, VOIDED, REFUNDED ->
                throw new IllegalStateException("Purchase was " + purchase.phase()
                        + " but must wait for its gateway to be called; call it for others.");
        });
    }

    /** Returns whether a notice was sent. */
    boolean isTold(Notice notice) {
        Reply<String> reply = telemetry.time(
                Step.HOOK_NOTIFIER,
                notice.account(),
                () -> notifierLane.call(() -> {
                    hooks.notifier().send(notice);
                    return "";
                }),
                told -> Outcome.of(told.status()));
        return reply.status() == Status.DONE;
    }

    @Override
    public void close() {
        paymentLane.close();
        notifierLane.close();
    }

    boolean awaitEnd(Duration patience) {
        return HookLane.awaitEnd(patience, paymentLane, notifierLane);
    }
}
