package io.reelbudget.policy.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentReport.State;
import io.reelbudget.policy.spi.PurchaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The rules of purchases")
class PurchaseRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Amount PRICE = Amount.parse("9.50", Unit.USD);

    /** How a purchase stands, by how it stood and what is reported: the whole table. */
    @ParameterizedTest(
            name = "from {0}: pending {1}, authorised {2}, captured {3}, declined {4}, voided {5}, refunded {6}")
    @CsvSource({
        "AUTHORISING, AUTHORISING, CAPTURING, GRANTING,  DECLINED,  VOIDED,    REFUNDED",
        "CAPTURING,   CAPTURING,   CAPTURING, GRANTING,  VOIDING,   VOIDED,    REFUNDED",
        "GRANTING,    GRANTING,    GRANTING,  GRANTING,  GRANTING,  GRANTING,  GRANTING",
        "VOIDING,     VOIDING,     VOIDING,   GRANTING,  VOIDING,   VOIDED,    REFUNDED",
        "REFUNDING,   REFUNDING,   REFUNDING, REFUNDING, REFUNDING, REFUNDING, REFUNDED",
        "COMPLETED,   COMPLETED,   COMPLETED, COMPLETED, COMPLETED, COMPLETED, COMPLETED",
        "DECLINED,    DECLINED,    VOIDING,   REFUNDING, DECLINED,  DECLINED,  DECLINED",
        "VOIDED,      VOIDED,      VOIDING,   REFUNDING, VOIDED,    VOIDED,    VOIDED",
        "REFUNDED,    REFUNDED,    REFUNDED,  REFUNDED,  REFUNDED,  REFUNDED,  REFUNDED"
    })
    void move_on_what_says_something_new_and_nothing_else(
            Phase from, Phase pending, Phase authorised, Phase captured, Phase declined, Phase voided, Phase refunded) {
        assertThat(reported(from, State.PENDING)).isEqualTo(pending);
        assertThat(reported(from, State.AUTHORISED)).isEqualTo(authorised);
        assertThat(reported(from, State.CAPTURED)).isEqualTo(captured);
        assertThat(reported(from, State.DECLINED)).isEqualTo(declined);
        assertThat(reported(from, State.VOIDED)).isEqualTo(voided);
        assertThat(reported(from, State.REFUNDED)).isEqualTo(refunded);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void change_nothing_when_the_same_is_reported_twice(Phase from) {
        for (State state : State.values()) {
            Purchase once = PurchaseRules.reported(in(from), report(state, PRICE));

            assertThat(PurchaseRules.reported(once, report(state, PRICE)).phase())
                    .as("%s twice", state)
                    .isEqualTo(once.phase());
        }
    }

    @Test
    void tell_another_amount_or_currency_than_the_price() {
        Purchase purchase = in(Phase.CAPTURING);

        assertThat(PurchaseRules.contradicts(purchase, report(State.CAPTURED, PRICE)))
                .isFalse();
        assertThat(PurchaseRules.contradicts(purchase, report(State.CAPTURED, Amount.parse("9.49", Unit.USD))))
                .isTrue();
        assertThat(PurchaseRules.contradicts(
                        purchase, report(State.AUTHORISED, Amount.parse("9.50", Unit.currency("EUR")))))
                .isTrue();
        assertThat(PurchaseRules.contradicts(purchase, report(State.DECLINED, Amount.zero(Unit.USD))))
                .isFalse();
    }

    @Test
    void have_the_gateway_give_back_what_it_took_wrongly_and_let_go_what_it_set_aside_wrongly() {
        Amount wrong = Amount.parse("95.00", Unit.USD);

        Purchase taken = PurchaseRules.answered(in(Phase.CAPTURING), Phase.CAPTURING, report(State.CAPTURED, wrong));
        Purchase aside =
                PurchaseRules.answered(in(Phase.AUTHORISING), Phase.AUTHORISING, report(State.AUTHORISED, wrong));

        assertThat(taken.phase()).isEqualTo(Phase.REFUNDING);
        assertThat(taken.taken()).contains(wrong);
        assertThat(taken.detail()).isEqualTo("the gateway spoke of 95.00 USD instead of 9.50 USD");
        assertThat(aside.phase()).isEqualTo(Phase.VOIDING);
    }

    @Test
    void void_what_had_ended_without_money_when_another_amount_is_reported_and_nothing_else() {
        PaymentReport wrong = report(State.CAPTURED, Amount.parse("9.49", Unit.USD));

        for (Phase phase : Phase.values()) {
            boolean isOverWithoutMoney = phase == Phase.DECLINED || phase == Phase.VOIDED;
            assertThat(PurchaseRules.contradicted(in(phase), wrong).phase())
                    .as("from %s", phase)
                    .isEqualTo(isOverWithoutMoney ? Phase.VOIDING : phase);
        }
    }

    @Test
    void take_only_the_answer_to_a_void_for_its_end() {
        PaymentReport declined = report(State.DECLINED, PRICE);

        assertThat(PurchaseRules.reported(in(Phase.VOIDING), declined).phase()).isEqualTo(Phase.VOIDING);
        assertThat(PurchaseRules.answered(in(Phase.VOIDING), Phase.CAPTURING, declined)
                        .phase())
                .isEqualTo(Phase.VOIDING);
        assertThat(PurchaseRules.answered(in(Phase.VOIDING), Phase.VOIDING, declined)
                        .phase())
                .isEqualTo(Phase.DECLINED);
        assertThat(PurchaseRules.answered(in(Phase.REFUNDING), Phase.REFUNDING, declined)
                        .phase())
                .isEqualTo(Phase.VOIDED);
    }

    @Test
    void give_up_at_the_deadline_what_is_not_taken_by_then() {
        Instant deadline = NOON.plus(Duration.ofMinutes(30));

        assertThat(PurchaseRules.timedOut(in(Phase.CAPTURING), deadline.minusMillis(1))
                        .phase())
                .isEqualTo(Phase.CAPTURING);
        assertThat(PurchaseRules.timedOut(in(Phase.CAPTURING), deadline).phase())
                .isEqualTo(Phase.VOIDING);
        assertThat(PurchaseRules.timedOut(in(Phase.GRANTING), deadline).phase()).isEqualTo(Phase.GRANTING);
    }

    @Test
    void give_back_what_cannot_be_granted() {
        assertThat(PurchaseRules.notGrantable(in(Phase.GRANTING), "too much").phase())
                .isEqualTo(Phase.REFUNDING);
        assertThat(PurchaseRules.notGrantable(in(Phase.COMPLETED), "too much").phase())
                .isEqualTo(Phase.COMPLETED);
    }

    @Test
    void give_up_nothing_that_is_paid() {
        assertThat(PurchaseRules.givenUp(in(Phase.AUTHORISING), "by ann").phase())
                .isEqualTo(Phase.VOIDING);
        assertThat(PurchaseRules.givenUp(in(Phase.GRANTING), "by ann").phase()).isEqualTo(Phase.GRANTING);
    }

    @Test
    void keep_texts_of_others_in_one_line_without_half_characters() {
        assertThat(PurchaseRules.cut("a\nb\u202e")).isEqualTo("a?b?");
        assertThat(PurchaseRules.cut("x".repeat(159) + "\ud83c\udfac")).isEqualTo("x".repeat(159));
    }

    private static Phase reported(Phase from, State state) {
        return PurchaseRules.reported(in(from), report(state, PRICE)).phase();
    }

    private static PaymentReport report(State state, Amount amount) {
        return new PaymentReport(state, amount, "pay-1", "");
    }

    private static Purchase in(Phase phase) {
        Quote quote = new Quote(
                new PurchaseId(AccountPath.of("acme"), "0".repeat(32)),
                new Wares.Units(Amount.parse("10", Unit.USD)),
                PRICE,
                "2026-11",
                NOON,
                NOON.plus(Duration.ofMinutes(15)));
        return new Purchase(quote, phase, NOON, NOON.plus(Duration.ofMinutes(30)), "", Optional.empty(), "");
    }
}
