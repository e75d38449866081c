package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command.Ending;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("At the edge of its rules a ledger")
class RulesAtTheEdgeTest extends LedgerSpecification {

    private static final Amount MOST = Amount.ofMicros(Amount.MAX_MICROS, Unit.USD);
    private static final Labels AV1 = Labels.of("codec", "av1");

    private Captured spend(String amount) {
        return calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    @Nested
    @DisplayName("keeps totals within what an amount can say:")
    class Totals {

        @Test
        void what_is_granted() {
            calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
            calls.topUp(ACME, key(), MOST, "bought");

            assertThatThrownBy(() -> calls.topUp(ACME, key(), usd("0.000001"), "bought"))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("open an account that counts in a larger unit");
        }

        @Test
        void what_is_granted_in_the_next_period_for_which_what_expires_makes_room() {
            calls.open(ACME, Plan.monthly(MOST, ZoneOffset.UTC));
            clock.set("2026-12-01T00:00:00Z");

            for (int i = 0; i < 3; i++) {
                assertThat(calls.balance(ACME).available()).isEqualTo(MOST);
            }
            assertThat(calls.verify().entries()).isEqualTo(4);
        }

        @Test
        void what_is_posted_held_or_owed() {
            calls.open(ACME, Plan.unlimited(Unit.USD, ZoneOffset.UTC));
            IdempotencyKey key = key();
            calls.submit(new Command.PlaceHold(ACME, key, MOST, HOUR, Labels.none()));
            assertThatThrownBy(() -> calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(ArithmeticException.class);

            calls.capture(new HoldId(ACME, key), key(), MOST);
            assertThatThrownBy(() -> calls.adjust(ACME, key(), usd("1"), "")).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(ArithmeticException.class);
            assertThat(calls.balance(ACME).posted()).isEqualTo(MOST);
        }
    }

    @Nested
    @DisplayName("tells automatic top-ups")
    class TopUps {

        private final AutoTopUp rule = new AutoTopUp(
                usd("2"),
                usd("10"),
                usd("12"),
                Periods.months(ZoneOffset.UTC),
                Duration.ZERO,
                AutoTopUp.Settlement.CONFIRMED);
        private final Plan prepaid = Plan.prepaid(Unit.USD, ZoneOffset.UTC);

        private PendingTopUp pending() {
            return calls.read(new Query.PendingTopUpsOf(ACME)).get(0);
        }

        private void askForOne() {
            calls.open(ACME, prepaid.withAutoTopUp(rule));
            calls.topUp(ACME, key(), usd("3"), "bought");
            spend("2");
        }

        @Test
        void that_are_confirmed_when_the_plan_has_no_rule_any_more() {
            askForOne();
            calls.changePlan(ACME, key(), prepaid, PlanChange.NOW_IN_FULL);

            calls.submit(new Command.ConfirmTopUp(ACME, key(), pending().request()));

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
        }

        @Test
        void that_are_cancelled_when_the_plan_has_no_rule_any_more() {
            askForOne();
            calls.changePlan(ACME, key(), prepaid, PlanChange.NOW_IN_FULL);

            calls.submit(new Command.CancelTopUp(ACME, key(), pending().request(), "card declined"));

            assertThat(calls.read(new Query.PendingTopUpsOf(ACME))).isEmpty();
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("1"));
        }

        @Test
        void that_are_cancelled_in_the_month_after_they_were_asked_for() {
            askForOne();
            clock.set("2026-12-05T00:00:00Z");
            calls.topUp(ACME, key(), usd("5"), "bought");
            restart();

            calls.submit(new Command.CancelTopUp(ACME, key(), pending().request(), "card declined"));
            spend("4.5");

            // Nothing of December's cap was used up, nor given back twice.
            assertThat(pending().amount()).isEqualTo(usd("8.5"));
        }

        @Test
        void that_are_due_when_a_renewal_and_holds_that_expire_come_first() {
            AutoTopUp invoiced = new AutoTopUp(
                    usd("5"),
                    usd("20"),
                    usd("90"),
                    Periods.months(ZoneOffset.UTC),
                    Duration.ZERO,
                    AutoTopUp.Settlement.INVOICED);
            calls.open(
                    ACME,
                    monthly("6")
                            .withRollover(Rollover.upTo(usd("1")))
                            .withRenewal(Renewal.MANUAL)
                            .withAutoTopUp(invoiced));
            Held open = held(ACME, "4");
            clock.set("2026-12-02T00:00:00Z");

            calls.renew(ACME, key());

            assertThat(calls.openHolds(ACME)).isEmpty();
            assertThat(open.amount()).isEqualTo(usd("4"));
            assertThat(calls.balance(ACME).available().isNegative()).isFalse();
            assertThat(calls.verify().differences()).isEmpty();
        }
    }

    @Nested
    @DisplayName("knows of holds")
    class Holds {

        @Test
        void that_expired_more_than_400_days_ago_nothing_any_more() {
            calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
            calls.topUp(ACME, key(), usd("10"), "bought");
            Held old = held(ACME, "1");
            clock.advance(HOUR.multipliedBy(2));
            calls.renew(ACME, key());
            clock.advance(Duration.ofDays(401));
            restart();

            assertThatThrownBy(() -> calls.capture(old.id(), key(), usd("1"))).isInstanceOf(UnknownHoldException.class);
        }

        @Test
        void that_overran_their_lease_together_as_many_as_one_renewal_may_expire() {
            calls.open(ACME, Plan.unlimited(Unit.USD, ZoneOffset.UTC));
            int holds = Command.Renew.MAX_EXPIRED + 3;
            IntStream.range(0, holds).forEach(hold -> held(ACME, "1"));
            clock.advance(HOUR);

            calls.renew(ACME, key());
            assertThat(calls.openHolds(ACME)).hasSize(3);
            calls.renew(ACME, key());
            assertThat(calls.openHolds(ACME)).isEmpty();
        }

        @Test
        void whose_keys_differ_in_one_half_or_in_the_account_alone_each_by_itself() {
            openPath("1000", "1000", "1000");
            for (int high = 0; high < 20; high++) {
                for (int low = 0; low < 5; low++) {
                    IdempotencyKey key = new IdempotencyKey(high, low);
                    calls.hold(high % 2 == 0 ? VIDEO : ANN, key, usd("1"), HOUR);
                }
            }

            for (int high = 0; high < 20; high++) {
                for (int low = 0; low < 5; low++) {
                    HoldId id = new HoldId(high % 2 == 0 ? VIDEO : ANN, new IdempotencyKey(high, low));
                    HoldId elsewhere = new HoldId(high % 2 == 0 ? ANN : VIDEO, id.key());
                    assertThatThrownBy(() -> calls.release(elsewhere, key(), ""))
                            .isInstanceOf(UnknownHoldException.class);
                    calls.release(id, key(), "");
                }
            }
            assertThat(calls.balance(ACME).held()).isEqualTo(usd("0"));
        }

        @Test
        void that_rest_on_scoped_grants_of_two_levels() {
            calls.open(ACME, monthly("1"));
            calls.open(VIDEO, monthly("1"));
            GrantOffer scoped = GrantOffer.always().onlyFor(AV1);
            calls.submit(new Command.TopUp(ACME, key(), usd("5"), GrantKind.PAID, scoped, "bought"));
            calls.submit(new Command.TopUp(VIDEO, key(), usd("5"), GrantKind.PAID, scoped, "bought"));

            Held held = (Held) calls.submit(new Command.PlaceHold(VIDEO, key(), usd("4"), HOUR, AV1));
            calls.submit(new Command.CaptureHold(held.id(), key(), usd("4"), AV1, Ending.FINAL));

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("2"));
            assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("2"));
        }
    }

    @Test
    void gives_refunds_back_to_the_newest_thousand_grants_that_were_used_up() {
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
        long first = 0;
        long last = 0;
        for (int grant = 0; grant < 1_003; grant++) {
            calls.topUp(ACME, key(), usd("1"), "bought");
            last = spend("1").entry();
            first = first == 0 ? last : first;
        }

        calls.refund(ACME, key(), last, usd("1"), "broken");
        calls.refund(ACME, key(), first, usd("1"), "broken");

        assertThat(calls.balance(ACME).available()).isEqualTo(usd("2"));
        assertThat(calls.grants(ACME)).hasSize(2);
    }

    @Test
    void refunds_charges_and_no_corrections_of_them() {
        calls.open(ACME, monthly("10"));
        Captured captured = spend("2");
        calls.submit(new Command.Correct(ACME, key(), captured.entry(), usd("3"), Labels.none(), "price"));
        long correction = calls.statement(ACME, 1).entries().get(0).sequence();

        assertThat(correction).isGreaterThan(captured.entry());
        assertThatThrownBy(() -> calls.refund(ACME, key(), correction, usd("1"), ""))
                .isInstanceOf(UnknownEntryException.class);
        calls.refund(ACME, key(), captured.entry(), usd("3"), "");
        assertThat(calls.balance(ACME).posted()).isEqualTo(usd("0"));
    }

    @Test
    void opens_again_by_the_plan_an_account_was_opened_with_or_has() {
        calls.open(ACME, monthly("1"));
        calls.changePlan(ACME, key(), monthly("2"), PlanChange.NOW_IN_FULL);

        calls.submit(new Command.OpenAccount(ACME, key(), monthly("1")));
        calls.submit(new Command.OpenAccount(ACME, key(), monthly("2")));

        assertThatThrownBy(() -> calls.submit(new Command.OpenAccount(ACME, key(), monthly("3"))))
                .isInstanceOf(PlanConflictException.class);
    }

    @Test
    void goes_on_counting_trailing_windows_when_a_plan_is_changed() {
        Limit week = Limit.hard(usd("5"), Window.trailing(Duration.ofDays(7)));
        Limit day = Limit.hard(usd("4"), Window.trailing(Duration.ofDays(1)));
        calls.open(ACME, monthly("100").withLimit(week));
        spend("2");
        clock.advance(HOUR.multipliedBy(3));
        held(ACME, "1");

        calls.changePlan(ACME, key(), monthly("100").withLimit(day), PlanChange.NOW_IN_FULL);

        assertThat(calls.read(new Query.LimitsOf(ACME))).singleElement().satisfies(state -> assertThat(
                        state.posted().plus(state.held()))
                .isEqualTo(usd("3")));
        clock.advance(HOUR.multipliedBy(23));
        assertThat(calls.read(new Query.LimitsOf(ACME)).get(0).posted()).isEqualTo(usd("0"));
    }

    @Test
    void counts_held_alone_in_a_trailing_window_that_a_plan_goes_on_with() {
        Limit week = Limit.hard(usd("5"), Window.trailing(Duration.ofDays(7)));
        calls.open(ACME, monthly("100").withLimit(week));
        calls.hold(ACME, key(), usd("3"), Duration.ofDays(2));

        calls.changePlan(ACME, key(), monthly("200").withLimit(week), PlanChange.NOW_IN_FULL);

        assertThat(calls.hold(ACME, key(), usd("2"), HOUR)).isInstanceOf(Held.class);
        assertThat(calls.hold(ACME, key(), usd("0.01"), HOUR)).isInstanceOf(Result.Shortfall.class);
    }

    @Test
    void adds_up_by_label_what_was_charged_within_a_span_alone() {
        calls.open(ACME, monthly("100"));
        Instant first = clock.instant();
        for (int hour = 0; hour < 4; hour++) {
            Held held = (Held) calls.submit(new Command.PlaceHold(ACME, key(), usd("1"), HOUR, AV1));
            calls.submit(new Command.CaptureHold(held.id(), key(), usd("1"), AV1, Ending.FINAL));
            clock.advance(HOUR);
        }
        calls.recordUsage(ACME, key(), usd("5"), first, AV1);
        calls.recordUsage(ACME, key(), usd("7"), first.plus(HOUR), AV1);

        Map<String, io.reelbudget.usage.HourlyUsage> usage =
                calls.read(new Query.UsageByLabel(ACME, "codec", first.plus(HOUR), first.plus(HOUR.multipliedBy(3))));

        assertThat(usage).containsOnlyKeys("av1");
        assertThat(usage.get("av1").toArray()).containsExactly(usd("8").micros(), usd("1").micros());
    }

    @Test
    void refuses_to_work_by_a_clock_that_cannot_be_right() {
        calls.open(ACME, monthly("1"));
        for (String wrong : List.of("1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
            clock.set(wrong);
            assertThatThrownBy(() -> calls.hold(ACME, key(), usd("1"), HOUR))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Clock was at " + Instant.parse(wrong)
                            + " but must be within the years 1970 to 9999; set it right.");
        }
        clock.set("2026-11-10T12:00:00Z");
    }

    /** Samoa had no 30 December 2011. The ledger makes up for ten thousand days at most, the first of which is that. */
    @Test
    void begins_with_the_next_day_where_the_first_one_that_it_makes_up_for_never_was() {
        ZoneId samoa = ZoneId.of("Pacific/Apia");
        clock.set("1990-01-01T12:00:00Z");
        calls.open(ACME, Plan.each(Periods.days(samoa), usd("1")));

        clock.set("2039-05-17T12:00:00Z");

        assertThat(calls.balance(ACME).available()).isEqualTo(usd("1"));
        assertThat(calls.balance(ACME).granted()).isBetween(usd("9999"), usd("10002"));
    }
}
