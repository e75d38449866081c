package io.reelbudget.policy;

import static io.reelbudget.policy.Shop.ACME;
import static io.reelbudget.policy.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.Confirmation;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.sales.PurchaseResult.Reason;
import io.reelbudget.policy.sales.PurchaseRules;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.TestPaymentGateway.Payers;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentReport.State;
import io.reelbudget.policy.spi.PurchaseId;
import io.reelbudget.policy.tier.TierSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A cashier")
class CashierTest {

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private Wares.TierPass pass(Instant until) {
        return new Wares.TierPass("pro", shop.at(), until, Optional.empty());
    }

    private void restartWith(InstantSource clock, Function<PaymentReport, PaymentReport> lie) {
        shop.cashier.close();
        Hooks hooks = Hooks.standard().withPayments(new LyingGateway(shop.gateway, lie));
        shop.cashier = Cashier.of(shop.ledger, hooks, Shop.PRICING, clock);
    }

    /** Has the background look after the account between the record of a step and its call. */
    private Purchase metByTheBackgroundAt(Phase step, Supplier<Purchase> work) throws InterruptedException {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        CountDownLatch atGateway = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Thread background = new Thread(() -> {
            shop.cashier.work(ACME);
            atGateway.countDown();
            mayAnswer.countDown();
        });
        InstantSource clock = () -> {
            // The first look at the clock after it was recorded, and before the gateway is called.
            boolean isRecorded = shop.cashier.open(ACME).stream().anyMatch(purchase -> purchase.phase() == step);
            if (isRecorded && isFirst.getAndSet(false)) {
                background.start();
                await(atGateway);
            }
            return shop.at();
        };
        restartWith(clock, report -> {
            atGateway.countDown();
            await(mayAnswer);
            return report;
        });

        Purchase purchase = work.get();
        mayAnswer.countDown();
        background.join();
        assertThat(isFirst).isFalse();
        return purchase;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Nested
    @DisplayName("asked for a quote")
    class QuoteFor {

        @Test
        void locks_price_and_version_until_it_expires() {
            Quote quote = shop.quote("10");

            assertThat(quote.price()).isEqualTo(usd("9.50"));
            assertThat(quote.priceVersion()).isEqualTo("2026-11");
            assertThat(quote.validUntil()).isEqualTo(shop.at().plus(Duration.ofMinutes(15)));
            assertThat(shop.granted()).isEqualTo(usd("0"));
        }

        @Test
        void gives_each_a_name_of_its_own() {
            assertThat(shop.quote("10").id()).isNotEqualTo(shop.quote("10").id());
        }

        @Test
        void locks_the_price_of_a_tier_no_longer_than_it_lasts() {
            Instant until = shop.at().plusSeconds(60);

            assertThat(shop.cashier.quote(ACME, pass(until)).validUntil()).isEqualTo(until);
        }

        @Test
        void keeps_it_over_a_restart() {
            Quote quote = shop.quote("10");
            shop.restart(DyingProcess.immortal());

            assertThat(Shop.begun(shop.cashier.buy(quote.id())).phase()).isEqualTo(Phase.COMPLETED);
            assertThat(shop.granted()).isEqualTo(usd("10"));
        }

        @Test
        void refuses_an_account_that_is_not_open() {
            assertThatThrownBy(() -> shop.cashier.quote(AccountPath.of("nobody"), new Wares.Units(usd("1"))))
                    .isInstanceOf(UnknownAccountException.class);
        }
    }

    @Nested
    @DisplayName("asked to buy")
    class Buy {

        @Test
        void takes_the_money_and_grants_what_was_bought() {
            Purchase purchase = shop.buy("10");

            assertThat(purchase.phase()).isEqualTo(Phase.COMPLETED);
            assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(usd("9.50"));
            assertThat(shop.granted()).isEqualTo(usd("10"));
            assertThat(shop.grantsOf(purchase))
                    .extracting(entry -> entry.text())
                    .containsExactly("purchase " + purchase.id().quote() + " for 9.50 USD by prices 2026-11");
        }

        @Test
        void refuses_a_quote_that_expired_is_unknown_or_was_used_and_says_what_to_do() {
            Quote late = shop.quote("10");
            shop.pass(Duration.ofMinutes(15));
            Quote used = shop.quote("20");
            shop.cashier.buy(used.id());
            PurchaseId unknown = new PurchaseId(ACME, IdempotencyKey.named("x").toString());

            assertThat(Shop.refused(shop.cashier.buy(late.id())).reason()).isEqualTo(Reason.QUOTE_EXPIRED);
            assertThat(Shop.refused(shop.cashier.buy(late.id())).message())
                    .isEqualTo("Quote " + late.id() + " was valid until " + late.validUntil()
                            + " but must be used before; ask for a new one at the price of now.");
            assertThat(Shop.refused(shop.cashier.buy(used.id())).reason()).isEqualTo(Reason.QUOTE_USED);
            assertThat(Shop.refused(shop.cashier.buy(unknown)).reason()).isEqualTo(Reason.UNKNOWN_QUOTE);
            assertThat(shop.granted()).isEqualTo(usd("20"));
        }

        @Test
        void knows_a_used_quote_long_after_its_purchase() {
            Quote used = shop.quote("1");
            shop.cashier.buy(used.id());
            for (int more = 0; more < 10; more++) {
                shop.buy("1");
            }

            assertThat(Shop.refused(shop.cashier.buy(used.id())).reason()).isEqualTo(Reason.QUOTE_USED);
            assertThat(shop.cashier.find(used.id()).orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
        }

        @Test
        void answers_once_the_gateway_did_though_the_background_comes_between() throws InterruptedException {
            assertThat(metByTheBackgroundAt(Phase.AUTHORISING, () -> shop.buy("10"))
                            .phase())
                    .isEqualTo(Phase.COMPLETED);
        }

        @Test
        void moves_on_what_it_knows_by_now_and_no_older_copy() {
            Quote quote = shop.quote("1");
            Purchase stale = Purchase.begin(quote, shop.at(), shop.at().plusSeconds(60));
            shop.cashier.buy(quote.id());
            for (int more = 0; more < 10; more++) {
                shop.buy("1");
            }
            SalesBook book = new SalesBook(new SalesLog(shop.ledger.blocking()), shop.ledger.turns());

            SalesBook.Move move = book.move(stale, (state, now) -> state.with(PurchaseRules.givenUp(now, "late")));

            assertThat(move.before().phase()).isEqualTo(Phase.COMPLETED);
            assertThat(move.isNews()).isFalse();
        }

        @Test
        void gives_the_money_back_for_a_tier_where_too_many_changes_are_to_come() {
            for (int change = 0; change <= TierSchedule.MAX_STAYS; change++) {
                Instant from = shop.at().plusSeconds(100L + change);
                Optional<String> tier = Optional.of("tier-" + change);
                shop.cashier.changeTiers(ACME, tiers -> tiers.changed(tier, from, shop.at()));
            }

            Purchase purchase = Shop.begun(shop.cashier.buy(
                    shop.cashier.quote(ACME, pass(shop.at().plusSeconds(60))).id()));

            assertThat(purchase.phase()).isEqualTo(Phase.REFUNDED);
            assertThat(purchase.detail()).isEqualTo("the account's tiers are to change 8 times already");
        }

        @Test
        void gives_no_money_back_for_a_tier_that_could_only_not_be_recorded_yet() {
            Quote quote = shop.cashier.quote(ACME, pass(shop.at().plusSeconds(60)));
            shop.cashier.close();
            Ledger stuck = RefusingLedger.of(shop.ledger, "\"COMPLETED\"");
            shop.cashier = Cashier.of(stuck, Hooks.standard().withPayments(shop.gateway), Shop.PRICING, shop.clock);

            assertThatThrownBy(() -> shop.cashier.buy(quote.id())).hasMessage("Refused.");
            shop.restart(DyingProcess.immortal());
            shop.cashier.work(ACME);

            assertThat(shop.cashier.find(quote.id()).orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
            assertThat(shop.cashier.tiers(ACME).at(shop.at())).contains("pro");
        }

        @Test
        void finds_nothing_in_entries_that_were_dropped() {
            RefusingLedger forgetful = RefusingLedger.keepingNothing(shop.ledger);

            assertThat(new SalesLog(forgetful.blocking()).restore(ACME).state().isEmpty())
                    .isTrue();
        }

        @Test
        void drops_the_oldest_of_many_quotes() {
            Quote first = shop.quote("1");
            for (int more = 0; more < SalesState.MOST_QUOTES; more++) {
                shop.quote("1");
            }

            assertThat(Shop.refused(shop.cashier.buy(first.id())).reason()).isEqualTo(Reason.UNKNOWN_QUOTE);
        }

        @Test
        void refuses_more_purchases_at_once_than_it_can_keep() {
            shop.gateway.setPayers(Payers.ARE_ASKED);
            for (int more = 0; more < SalesState.MOST_OPEN; more++) {
                shop.buy("1");
            }

            assertThat(Shop.refused(shop.cashier.buy(shop.quote("1").id())).reason())
                    .isEqualTo(Reason.TOO_MANY_OPEN);
        }

        @Test
        void grants_nothing_for_a_card_that_is_declined() {
            shop.gateway.setPayers(Payers.DECLINE);
            Purchase purchase = shop.buy("10");

            assertThat(purchase.phase()).isEqualTo(Phase.DECLINED);
            assertThat(purchase.detail()).isEqualTo("the test card was declined");
            assertThat(shop.granted()).isEqualTo(usd("0"));
        }

        @Test
        void gives_the_money_back_where_the_ledger_cannot_grant() {
            Purchase purchase = Shop.begun(shop.cashier.buy(shop.cashier
                    .quote(ACME, new Wares.Units(Amount.parse("10", Unit.VCPU_SECONDS)))
                    .id()));

            assertThat(purchase.phase()).isEqualTo(Phase.REFUNDED);
            assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(usd("0"));
        }
    }

    @Nested
    @DisplayName("whose payers are asked")
    class Asked {

        private Purchase purchase() {
            shop.gateway.setPayers(Payers.ARE_ASKED);
            return shop.buy("10");
        }

        @Test
        void waits_and_grants_once_however_often_the_callback_comes() {
            Purchase waiting = purchase();
            assertThat(waiting.phase()).isEqualTo(Phase.AUTHORISING);

            PaymentReport agreed = shop.gateway.agree(waiting.id());
            Confirmation first = shop.cashier.confirm(waiting.id(), agreed);
            Confirmation again = shop.cashier.confirm(waiting.id(), agreed);

            assertThat(first.status()).isEqualTo(Confirmation.Status.APPLIED);
            assertThat(first.purchase().orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
            assertThat(again.status()).isEqualTo(Confirmation.Status.NOTHING_NEW);
            assertThat(shop.grantsOf(waiting)).hasSize(1);
        }

        @Test
        void has_granted_when_it_answers_though_the_background_comes_between() throws InterruptedException {
            Purchase waiting = purchase();
            PaymentReport agreed = shop.gateway.agree(waiting.id());

            Purchase after = metByTheBackgroundAt(
                    Phase.CAPTURING,
                    () -> shop.cashier.confirm(waiting.id(), agreed).purchase().orElseThrow());

            assertThat(after.phase()).isEqualTo(Phase.COMPLETED);
        }

        @Test
        void has_let_the_money_go_when_it_gave_up_though_the_background_comes_between() throws InterruptedException {
            Purchase waiting = purchase();

            Purchase after = metByTheBackgroundAt(
                    Phase.VOIDING,
                    () -> shop.cashier.giveUp(waiting.id(), "ann").orElseThrow());

            assertThat(after.phase()).isEqualTo(Phase.VOIDED);
        }

        @Test
        void tells_a_duplicate_from_news_though_it_has_not_seen_the_first() {
            Purchase waiting = purchase();
            Hooks hooks = Hooks.standard().withPayments(shop.gateway);
            try (Cashier other = Cashier.of(shop.ledger, hooks, Shop.PRICING, shop.clock)) {
                assertThat(other.open(ACME)).hasSize(1); // which it keeps in memory
                PaymentReport agreed = shop.gateway.agree(waiting.id());
                shop.cashier.confirm(waiting.id(), agreed);

                Confirmation again = other.confirm(
                        waiting.id(), new PaymentReport(agreed.state(), agreed.amount(), agreed.reference(), "again"));

                assertThat(again.status()).isEqualTo(Confirmation.Status.NOTHING_NEW);
                assertThat(again.purchase().orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
            }
        }

        @Test
        void finds_out_by_itself_where_the_callback_was_lost() {
            Purchase waiting = purchase();
            shop.gateway.agree(waiting.id());

            shop.cashier.work(ACME);
            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.AUTHORISING); // left alone for 30 seconds
            shop.pass(Duration.ofSeconds(30));
            shop.cashier.work(ACME);

            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.COMPLETED);
        }

        @Test
        void voids_at_the_deadline_what_nobody_paid() {
            Purchase waiting = purchase();
            shop.pass(Cashier.USUAL_PATIENCE);

            shop.cashier.work(ACME);

            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.VOIDED);
            assertThat(shop.now(waiting).detail()).startsWith("no payment until ");
            shop.gateway.agree(waiting.id());
            assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(usd("0"));
        }

        @Test
        void gives_back_money_that_came_after_the_end() {
            Purchase waiting = purchase();
            shop.cashier.giveUp(waiting.id(), "ann");
            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.VOIDED);

            Confirmation late = shop.cashier.confirm(
                    waiting.id(),
                    new PaymentReport(State.CAPTURED, waiting.quote().price(), "late-1"));

            // The test gateway knows that it is void: there is nothing to give back.
            assertThat(late.purchase().orElseThrow().phase()).isEqualTo(Phase.VOIDED);
            assertThat(shop.granted()).isEqualTo(usd("0"));
        }

        @Test
        void gives_back_another_amount_that_came_after_the_end() {
            restartWith(
                    shop.clock,
                    report -> report.state() == State.VOIDED && shop.at().isAfter(Situations.NOW)
                            ? new PaymentReport(State.CAPTURED, usd("9.49"), report.reference())
                            : report);
            Purchase waiting = purchase();
            shop.cashier.giveUp(waiting.id(), "ann");
            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.VOIDED);
            shop.pass(Duration.ofMinutes(1));

            Confirmation late =
                    shop.cashier.confirm(waiting.id(), new PaymentReport(State.CAPTURED, usd("9.49"), "late-1"));

            // The gateway owns up when asked to void it again, then is asked to give it back.
            assertThat(late.status()).isEqualTo(Confirmation.Status.OTHER_AMOUNT);
            assertThat(shop.now(waiting).taken()).contains(usd("9.49"));
            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.REFUNDING);
        }

        @Test
        void ends_where_the_money_was_given_back_by_hand() {
            Purchase waiting = purchase();

            shop.cashier.confirm(
                    waiting.id(),
                    new PaymentReport(State.REFUNDED, waiting.quote().price(), "by-hand"));

            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.REFUNDED);
            assertThat(shop.cashier.open(ACME)).isEmpty();
        }

        @Test
        void refuses_and_tells_another_amount_or_currency() {
            Purchase waiting = purchase();

            Confirmation other = shop.cashier.confirm(
                    waiting.id(), new PaymentReport(State.CAPTURED, Amount.parse("9.50", Unit.currency("EUR")), "p"));

            assertThat(other.status()).isEqualTo(Confirmation.Status.OTHER_AMOUNT);
            assertThat(other.message())
                    .isEqualTo("Payment for " + waiting.id() + " was of 9.50 EUR but must be of 9.50 USD; nothing is"
                            + " granted for it, and unless the right one is taken it is voided or given back.");
            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.AUTHORISING);
            assertThat(shop.granted()).isEqualTo(usd("0"));
        }

        @Test
        void knows_no_purchase_of_a_name_that_was_made_up() {
            PaymentReport report = new PaymentReport(State.CAPTURED, usd("1"), "p");

            assertThat(shop.cashier
                            .confirm(new PurchaseId(ACME, "0".repeat(32)), report)
                            .status())
                    .isEqualTo(Confirmation.Status.UNKNOWN);
            assertThat(shop.cashier
                            .confirm(new PurchaseId(AccountPath.of("nobody"), "0".repeat(32)), report)
                            .status())
                    .isEqualTo(Confirmation.Status.UNKNOWN);
        }
    }

    @Nested
    @DisplayName("whose gateway misbehaves")
    class BadGateway {

        private Purchase buyFrom(Function<PaymentReport, PaymentReport> lie) {
            restartWith(shop.clock, lie);
            return shop.buy("10");
        }

        @Test
        void gives_back_all_that_it_took_wrongly() {
            Purchase purchase = buyFrom(report -> report.state() == State.CAPTURED
                    ? new PaymentReport(State.CAPTURED, usd("95"), report.reference())
                    : report);

            assertThat(purchase.phase()).isEqualTo(Phase.REFUNDED);
            assertThat(shop.granted()).isEqualTo(usd("0"));
        }

        @Test
        void asks_again_with_the_same_key_where_it_failed() {
            AtomicInteger calls = new AtomicInteger();
            Purchase waiting = buyFrom(report -> {
                if (calls.incrementAndGet() == 2) {
                    throw new IllegalStateException("The connection broke.");
                }
                return report;
            });
            assertThat(waiting.phase()).isEqualTo(Phase.CAPTURING);

            shop.pass(Duration.ofSeconds(30));
            shop.cashier.work(ACME);

            assertThat(shop.now(waiting).phase()).isEqualTo(Phase.COMPLETED);
            assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(usd("9.50"));
        }

        @Test
        void is_refused_a_way_back_in() {
            AtomicInteger refused = new AtomicInteger();
            buyFrom(report -> {
                try {
                    shop.cashier.quote(ACME, new Wares.Units(usd("1")));
                } catch (IllegalStateException reentry) {
                    refused.incrementAndGet();
                }
                return report;
            });

            assertThat(refused).hasPositiveValue();
        }
    }

    @Test
    void says_what_is_missing_where_there_is_no_gateway() {
        try (Cashier without = Cashier.of(shop.ledger, Hooks.standard(), Shop.PRICING, shop.clock)) {
            Quote quote = without.quote(ACME, new Wares.Units(usd("1")));

            assertThat(Shop.refused(without.buy(quote.id())).reason()).isEqualTo(Reason.NO_GATEWAY);
        }
    }
}
