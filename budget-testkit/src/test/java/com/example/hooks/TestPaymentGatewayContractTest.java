package com.example.hooks;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.policy.sales.TestPaymentGateway.Payers;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PurchaseId;
import io.reelbudget.testkit.hook.PaymentGatewayContract;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

/** The gateway for demos keeps the contract that real ones must, also where its payers are asked first. */
@DisplayName("A gateway for tests")
class TestPaymentGatewayContractTest extends PaymentGatewayContract {

    private TestPaymentGateway gateway = new TestPaymentGateway(Payers.ARE_ASKED);

    @Override
    protected PaymentGateway create() {
        return gateway;
    }

    @Override
    protected Amount taken() {
        return gateway.taken(Unit.USD);
    }

    @Override
    protected void agree(PurchaseId purchase) {
        gateway.agree(purchase);
    }

    @Override
    protected Optional<PaymentGateway> declining() {
        gateway = new TestPaymentGateway(Payers.DECLINE);
        return Optional.of(gateway);
    }
}
