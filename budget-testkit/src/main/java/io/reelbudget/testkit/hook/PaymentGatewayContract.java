package io.reelbudget.testkit.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentReport.State;
import io.reelbudget.policy.spi.PaymentRequest;
import io.reelbudget.policy.spi.PurchaseId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every payment gateway does: take money once, say truly how a payment stands, and never take what was voided.
 * Extend this in your tests, over your provider's test mode:
 *
 * <pre>{@code
 * class MyGatewayTest extends PaymentGatewayContract {
 *     @Override
 *     protected PaymentGateway create() { … }
 *
 *     @Override
 *     protected Amount taken() { … }
 * }
 * }</pre>
 *
 * <p>Each call must return within 5 seconds, which is the time that the cashier gives it.
 */
public abstract class PaymentGatewayContract {

    private Optional<PaymentGateway> made = Optional.empty();

    /** Makes a contract. */
    protected PaymentGatewayContract() {}

    /** Returns a new gateway that has no payments and whose test payers can pay. */
    protected abstract PaymentGateway create() throws Exception;

    /** Returns how much the gateway that was created last took and did not give back. */
    protected abstract Amount taken() throws Exception;

    /** Has the payer of a pending payment agree; does nothing, as here, where payers need not be asked. */
    protected void agree(PurchaseId purchase) throws Exception {}

    /** Returns a gateway whose payers' cards are declined; empty, as here, where there is no such test card. */
    protected Optional<PaymentGateway> declining() throws Exception {
        return Optional.empty();
    }

    /**
     * Returns the one that was created last as a new process would find it; empty, as here, where it keeps its payments
     * in memory.
     */
    protected Optional<PaymentGateway> restarted() throws Exception {
        return Optional.empty();
    }

    /** Returns the amount of one payment; 9.95 USD as it stands here. */
    protected Amount price() {
        return Amount.parse("9.95", Unit.USD);
    }

    /** Returns the account that pays; {@code acme/video} as it stands here. */
    protected AccountPath account() {
        return AccountPath.of("acme/video");
    }

    @BeforeEach
    final void makeGateway() throws Exception {
        made = Optional.of(create());
    }

    @Nested
    @DisplayName("asked to authorise")
    class Authorise {

        @Test
        void sets_aside_what_was_asked_for() throws Exception {
            PaymentReport report = authorised("one");

            assertThat(report.state()).isIn(State.AUTHORISED, State.CAPTURED);
            assertThat(report.amount()).isEqualTo(price());
            assertThat(taken()).isEqualTo(report.state() == State.CAPTURED ? price() : nothing());
        }

        @Test
        void has_one_payment_for_one_key_and_calls_it_alike() throws Exception {
            PaymentReport first = authorised("one");

            assertThat(authorise("one")).isEqualTo(first);
            capture("one");
            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void has_one_payment_for_calls_of_one_key_at_once() throws Exception {
            List<PaymentReport> reports =
                    AtOnce.answers("PaymentGateway.authorise", () -> gateway().authorise(request("one", "authorise")));

            assertThat(reports.stream().map(PaymentReport::reference).distinct())
                    .hasSize(1);
            agree(purchase("one"));
            capture("one");
            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void says_after_a_capture_that_the_money_is_taken() throws Exception {
            authorised("one");
            capture("one");

            assertThat(authorise("one").state()).isEqualTo(State.CAPTURED);
            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void declines_for_good_where_it_declines() throws Exception {
            Optional<PaymentGateway> declining = declining();
            assumeTrue(declining.isPresent(), "It has no card that is declined.");
            made = declining;

            assertThat(authorise("one").isWithoutMoney()).isTrue();
            assertThat(capture("one").isWithoutMoney()).isTrue();
            assertThat(taken()).isEqualTo(nothing());
        }
    }

    @Nested
    @DisplayName("asked to capture")
    class Capture {

        @Test
        void takes_the_money_and_says_how_much() throws Exception {
            authorised("one");
            PaymentReport report = capture("one");

            assertThat(report.state()).isEqualTo(State.CAPTURED);
            assertThat(report.amount()).isEqualTo(price());
            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void takes_it_once_for_one_key() throws Exception {
            authorised("one");
            capture("one");
            capture("one");

            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void takes_it_once_for_calls_of_one_key_at_once() throws Exception {
            authorised("one");
            AtOnce.answers("PaymentGateway.capture", () -> gateway().capture(request("one", "capture")));

            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void keeps_purchases_apart() throws Exception {
            authorised("one");
            authorised("two");
            capture("one");
            voided("two");

            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void remembers_its_payments_when_its_process_was_started_anew() throws Exception {
            authorised("one");
            capture("one");
            Optional<PaymentGateway> again = restarted();
            assumeTrue(again.isPresent(), "It keeps its payments in memory.");
            made = again;

            assertThat(capture("one").state()).isEqualTo(State.CAPTURED);
            assertThat(authorise("one").state()).isEqualTo(State.CAPTURED);
            assertThat(taken()).isEqualTo(price());
        }
    }

    @Nested
    @DisplayName("asked to void")
    class VoidPayment {

        @Test
        void lets_go_what_was_set_aside_and_takes_nothing_later() throws Exception {
            assumeTrue(authorised("one").state() == State.AUTHORISED, "It takes money at once.");

            assertThat(voided("one").isWithoutMoney()).isTrue();
            assertThat(capture("one").isWithoutMoney()).isTrue();
            assertThat(authorise("one").isWithoutMoney()).isTrue();
            assertThat(taken()).isEqualTo(nothing());
        }

        @Test
        void keeps_a_payment_from_beginning_that_had_not_come() throws Exception {
            assertThat(voided("one").isWithoutMoney()).isTrue();
            assertThat(authorise("one").isWithoutMoney()).isTrue();
            assertThat(capture("one").isWithoutMoney()).isTrue();
            assertThat(taken()).isEqualTo(nothing());
        }

        @Test
        void answers_alike_for_the_same_key() throws Exception {
            authorised("one");
            PaymentReport first = voided("one");

            assertThat(voided("one")).isEqualTo(first);
        }

        @Test
        void says_so_where_the_money_is_taken_already() throws Exception {
            authorised("one");
            capture("one");

            assertThat(voided("one").state()).isEqualTo(State.CAPTURED);
            assertThat(taken()).isEqualTo(price());
        }
    }

    @Nested
    @DisplayName("asked to refund")
    class Refund {

        @Test
        void gives_all_of_it_back() throws Exception {
            authorised("one");
            capture("one");

            assertThat(refund("one").state()).isEqualTo(State.REFUNDED);
            assertThat(taken()).isEqualTo(nothing());
        }

        @Test
        void gives_it_back_once_for_one_key() throws Exception {
            authorised("one");
            authorised("two");
            capture("one");
            capture("two");
            refund("one");
            refund("one");

            assertThat(taken()).isEqualTo(price());
        }

        @Test
        void takes_nothing_again_by_an_older_key() throws Exception {
            authorised("one");
            capture("one");
            refund("one");

            assertThat(capture("one").state()).isEqualTo(State.REFUNDED);
            assertThat(authorise("one").state()).isEqualTo(State.REFUNDED);
            assertThat(taken()).isEqualTo(nothing());
        }

        @Test
        void gives_nothing_back_where_nothing_was_taken() throws Exception {
            authorised("two");
            capture("two");
            voided("one");

            assertThat(refund("one").isWithoutMoney()).isTrue();
            assertThat(taken()).isEqualTo(price());
        }
    }

    private PaymentReport authorised(String name) throws Exception {
        PaymentReport report = authorise(name);
        if (report.state() != State.PENDING) {
            return report;
        }
        agree(purchase(name));
        return authorise(name);
    }

    private PaymentReport authorise(String name) {
        return AtOnce.answer("PaymentGateway.authorise", () -> gateway().authorise(request(name, "authorise")));
    }

    private PaymentReport capture(String name) {
        return AtOnce.answer("PaymentGateway.capture", () -> gateway().capture(request(name, "capture")));
    }

    private PaymentReport voided(String name) {
        return AtOnce.answer("PaymentGateway.voidPayment", () -> gateway().voidPayment(request(name, "void")));
    }

    private PaymentReport refund(String name) {
        return AtOnce.answer("PaymentGateway.refund", () -> gateway().refund(request(name, "refund")));
    }

    private PaymentGateway gateway() {
        return made.orElseThrow();
    }

    private Amount nothing() {
        return Amount.zero(price().unit());
    }

    private PurchaseId purchase(String name) {
        return new PurchaseId(account(), IdempotencyKey.named(name).toString());
    }

    private PaymentRequest request(String name, String step) {
        return new PaymentRequest(
                purchase(name), IdempotencyKey.named(step + " " + name), price(), "", "10.00 USD of allowance");
    }
}
