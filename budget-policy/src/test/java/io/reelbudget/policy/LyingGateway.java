package io.reelbudget.policy;

import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentRequest;
import java.util.function.Function;

/** Does what another gateway does, and says something else about it. */
record LyingGateway(PaymentGateway truth, Function<PaymentReport, PaymentReport> lie) implements PaymentGateway {

    @Override
    public PaymentReport authorise(PaymentRequest request) {
        return lie.apply(truth.authorise(request));
    }

    @Override
    public PaymentReport capture(PaymentRequest request) {
        return lie.apply(truth.capture(request));
    }

    @Override
    public PaymentReport voidPayment(PaymentRequest request) {
        return lie.apply(truth.voidPayment(request));
    }

    @Override
    public PaymentReport refund(PaymentRequest request) {
        return lie.apply(truth.refund(request));
    }
}
