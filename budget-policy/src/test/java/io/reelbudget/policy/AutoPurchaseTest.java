package io.reelbudget.policy;

import static io.reelbudget.policy.Shop.ACME;
import static io.reelbudget.policy.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.SalePricing;
import io.reelbudget.policy.sales.TestPaymentGateway.Payers;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From 20 US dollars up to 100, at most 150 a calendar month, at most one in ten minutes. */
@DisplayName("Automatic purchases")
class AutoPurchaseTest {

    private static final AutoTopUp RULE = new AutoTopUp(
            usd("20"),
            usd("100"),
            usd("150"),
            Periods.months(ZoneOffset.UTC),
            Duration.ofMinutes(10),
            AutoTopUp.Settlement.CONFIRMED);

    private final Shop shop = new Shop(
            new SettableClock(), Plan.monthly(usd("100"), ZoneOffset.UTC).withAutoTopUp(RULE));
    private int jobs;

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void buy_up_to_the_target_once_the_threshold_is_passed_and_the_owner_agreed() {
        shop.cashier.agreeToAutoPurchase(ACME, "ann");
        spend("85");

        shop.cashier.work(ACME);

        assertThat(shop.ledger.blocking().balance(ACME).available()).isEqualTo(usd("100"));
        assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(Shop.price(usd("85")));
        assertThat(pending()).isZero();
    }

    @Test
    void buy_nothing_without_the_owners_consent_and_catch_up_once_it_is_given() {
        spend("85");
        shop.cashier.work(ACME);
        assertThat(shop.gateway.payments()).isEmpty();
        assertThat(pending()).isEqualTo(1);

        shop.cashier.agreeToAutoPurchase(ACME, "ann");

        assertThat(shop.ledger.blocking().balance(ACME).available()).isEqualTo(usd("100"));
    }

    @Test
    void count_what_waits_for_its_payment_as_if_it_were_there() {
        shop.gateway.setPayers(Payers.ARE_ASKED);
        shop.cashier.agreeToAutoPurchase(ACME, "ann");
        spend("85");
        shop.cashier.work(ACME);
        shop.pass(Duration.ofMinutes(11));
        spend("5");
        shop.cashier.work(ACME);

        assertThat(shop.cashier.open(ACME)).hasSize(1);
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void stop_at_the_cap_of_the_calendar_month() {
        shop.cashier.agreeToAutoPurchase(ACME, "ann");
        spend("85");
        shop.cashier.work(ACME); // 85 of 150
        shop.pass(Duration.ofMinutes(11));
        spend("95");
        shop.cashier.work(ACME); // 65 more, of the 95 that the target wants
        shop.pass(Duration.ofMinutes(11));
        spend("65");
        shop.cashier.work(ACME); // nothing more

        assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(Shop.price(usd("150")));
    }

    @Test
    void pause_when_a_card_fails_with_one_notice_and_go_on_when_the_owner_agrees_again() {
        shop.gateway.setPayers(Payers.DECLINE);
        shop.cashier.agreeToAutoPurchase(ACME, "ann");
        spend("85");
        for (int round = 0; round < 20; round++) {
            shop.cashier.work(ACME);
            shop.pass(Duration.ofMinutes(11));
            spend("0.10");
        }

        assertThat(shop.gateway.payments()).hasSize(1);
        assertThat(shop.notices).hasSize(1);
        assertThat(shop.notices.get(0).title()).isEqualTo("Automatic purchases of acme are paused");
        assertThat(shop.notices.get(0).happened()).contains("the test card was declined");
        assertThat(shop.cashier.autoPurchase(ACME).orElseThrow().isRunning()).isFalse();

        shop.gateway.setPayers(Payers.AGREE_AT_ONCE);
        shop.cashier.agreeToAutoPurchase(ACME, "ann");

        assertThat(shop.gateway.taken(Unit.USD).isPositive()).isTrue();
        assertThat(shop.cashier.autoPurchase(ACME).orElseThrow().isRunning()).isTrue();
    }

    @Test
    void pause_with_one_notice_where_what_is_wanted_has_no_price() {
        shop.cashier.close();
        Hooks hooks = Hooks.standard().withPayments(shop.gateway).withNotifier(shop.notices::add);
        SalePricing none = (account, wares) -> {
            throw new IllegalStateException("There were no prices.");
        };
        shop.cashier = Cashier.of(shop.ledger, hooks, none, shop.clock);
        shop.cashier.agreeToAutoPurchase(ACME, "ann");
        spend("85");

        shop.cashier.work(ACME);
        assertThat(shop.cashier.work(ACME)).isFalse();

        assertThat(shop.notices).hasSize(1);
        assertThat(shop.notices.get(0).happened()).contains("there is no price for it: There were no prices.");
        assertThat(shop.cashier.autoPurchase(ACME).orElseThrow().isRunning()).isFalse();
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void stay_paused_over_a_restart_without_a_second_notice() {
        shop.gateway.setPayers(Payers.DECLINE);
        shop.cashier.agreeToAutoPurchase(ACME, "ann");
        spend("85");
        shop.cashier.work(ACME);
        shop.restart(DyingProcess.immortal());
        shop.pass(Duration.ofMinutes(11));
        spend("1");
        shop.cashier.work(ACME);

        assertThat(shop.gateway.payments()).hasSize(1);
        assertThat(shop.notices).hasSize(1);
    }

    private int pending() {
        return shop.ledger.blocking().read(new Query.PendingTopUpsOf(ACME)).size();
    }

    private void spend(String amount) {
        IdempotencyKey job = IdempotencyKey.named("job " + jobs++);
        shop.ledger.blocking().recordUsage(ACME, job, usd(amount), shop.at(), Labels.none());
    }
}
