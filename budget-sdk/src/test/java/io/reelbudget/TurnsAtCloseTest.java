package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.pricing.SalePricesDocument;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.policy.sales.TestPaymentGateway.Payers;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A facade that is closed while a payment is asked for in its turn")
class TurnsAtCloseTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-16T00:00:00Z"));
    private final CountedTurns ledger = new CountedTurns(now::get);
    private final SlowGateway gateway = new SlowGateway();

    /** Keeps those waiting who ask again how a payment stands. */
    private static final class SlowGateway implements PaymentGateway {
        private final PaymentGateway quick = new TestPaymentGateway(Payers.ARE_ASKED);
        private final CountDownLatch called = new CountDownLatch(1);
        private final CountDownLatch answered = new CountDownLatch(1);
        private final AtomicBoolean wasInterrupted = new AtomicBoolean();
        private volatile boolean isSlow;

        @Override
        public PaymentReport authorise(PaymentRequest request) {
            if (isSlow) {
                called.countDown();
                boolean waits = true;
                while (waits) {
                    try {
                        answered.await();
                        waits = false;
                    } catch (InterruptedException ignored) {
                        wasInterrupted.set(true);
                    }
                }
            }
            return quick.authorise(request);
        }

        @Override
        public PaymentReport capture(PaymentRequest request) {
            return quick.capture(request);
        }

        @Override
        public PaymentReport voidPayment(PaymentRequest request) {
            return quick.voidPayment(request);
        }

        @Override
        public PaymentReport refund(PaymentRequest request) {
            return quick.refund(request);
        }
    }

    /** Returns one that asks again how a payment stands, which takes as long as the test likes. */
    private Reelbudget asking() throws InterruptedException {
        Reelbudget budgets = Reelbudget.over(clock -> ledger)
                .clock(now::get)
                .estimator(new SteadyEstimator())
                .hooks(Hooks.standard().withPayments(gateway))
                .housekeeping(Duration.ofSeconds(1))
                .sales(SalesTerms.none().withPrices(SalePricesDocument.parse("""
                        {"format": "reelbudget-sale-prices-1", "version": "sale-1",
                         "effectiveFrom": "2026-01-01T00:00:00Z", "sells": {"currency": "USD", "pack": "1"},
                         "currency": "USD", "validFor": "PT15M", "fixed": "0.95"}
                        """)))
                .open();
        budgets.open(ACME, Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
        SalesDesk sales = budgets.sales();
        PurchaseResult bought =
                sales.buy(sales.quote(ACME, Amount.parse("50", Unit.USD)).id());
        assertThat(bought).isInstanceOf(PurchaseResult.Begun.class);
        gateway.isSlow = true;
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(10))); // so that it is time to ask again
        assertThat(gateway.called.await(20, TimeUnit.SECONDS)).isTrue();
        return budgets;
    }

    @Test
    void waits_until_the_gateway_has_answered() throws InterruptedException {
        Reelbudget budgets = asking();

        Thread closing = new Thread(budgets::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        gateway.answered.countDown();
        closing.join();

        assertThat(gateway.wasInterrupted).isFalse();
        assertThat(ledger.begun.get()).isZero();
    }

    @Test
    void keeps_its_turn_where_the_gateway_never_answers() throws InterruptedException {
        Reelbudget budgets = asking();
        List<Thread> sales = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reelbudget-sales"))
                .toList();

        budgets.close();
        for (Thread each : sales) {
            each.join();
        }
        gateway.answered.countDown();

        assertThat(gateway.wasInterrupted).isTrue();
        assertThat(ledger.begun.get()).isPositive();
    }
}
