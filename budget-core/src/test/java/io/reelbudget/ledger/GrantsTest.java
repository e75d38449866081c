package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Command.Ending;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Grants")
class GrantsTest extends LedgerSpecification {

    private static final Labels AV1 = Labels.of("codec", "av1");
    private static final Labels HEVC = Labels.of("codec", "hevc");

    private Grant grant(String amount, GrantKind kindOfGrant, GrantOffer offer) {
        return calls.submit(new Command.TopUp(ACME, key(), usd(amount), kindOfGrant, offer, "a grant"))
                .grant();
    }

    private HoldResult hold(String amount, Labels labels) {
        return calls.submit(new Command.PlaceHold(ACME, key(), usd(amount), HOUR, labels));
    }

    private Captured capture(HoldResult held, String amount) {
        return calls.capture(((Held) held).id(), key(), usd(amount));
    }

    @Nested
    @DisplayName("with a priority")
    class Priority {

        @Test
        void are_spent_before_any_of_a_higher_number_whatever_their_expiry_and_kind() {
            calls.open(ACME, monthly("1"));
            GrantOffer soon = GrantOffer.expiring(Optional.of(Instant.parse("2026-11-11T00:00:00Z")));
            grant("2", GrantKind.PROMOTIONAL, soon.withPriority(101));
            grant("3", GrantKind.PAID, GrantOffer.always().withPriority(0));
            grant("4", GrantKind.PAID, soon);

            assertThat(capture(hold("10", Labels.none()), "10").paidBy())
                    .containsExactly(
                            new GrantUse(4, "paid", usd("3")),
                            new GrantUse(5, "paid", usd("4")),
                            new GrantUse(2, "allowance", usd("1")),
                            new GrantUse(3, "promotional", usd("2")));
        }
    }

    @Nested
    @DisplayName("that take effect later")
    class Later {

        @Test
        void do_not_count_before_and_are_shown_as_announced() {
            calls.open(ACME, monthly("1"));
            GrantOffer offer = GrantOffer.always().from(Instant.parse("2026-11-20T00:00:00Z"));
            Grant announced = grant("5", GrantKind.PAID, offer);

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("1"));
            assertThat(calls.read(new Query.ScheduledGrantsOf(ACME))).containsExactly(announced);
            restart();
            clock.set("2026-11-19T23:59:59Z");
            assertThat(hold("2", Labels.none())).isInstanceOf(Shortfall.class);
            clock.set("2026-11-20T00:00:00Z");
            assertThat(hold("2", Labels.none())).isInstanceOf(Held.class);
            assertThat(calls.read(new Query.ScheduledGrantsOf(ACME))).isEmpty();
            assertThat(calls.grants(ACME)).extracting(Grant::id).contains(announced.id());
        }

        @Test
        void and_expire_before_anyone_looks_are_granted_and_lost() {
            calls.open(ACME, monthly("0"));
            grant(
                    "5",
                    GrantKind.PROMOTIONAL,
                    GrantOffer.expiring(Optional.of(Instant.parse("2026-11-21T00:00:00Z")))
                            .from(Instant.parse("2026-11-20T00:00:00Z")));
            clock.set("2026-12-20T00:00:00Z");

            assertThat(shortly(ACME)).isEqualTo("5.00 - 0.00 - 0.00 - 5.00 = 0.00");
        }

        @Test
        void pay_off_debt_when_they_do() {
            calls.open(ACME, monthly("1"));
            capture(hold("1", Labels.none()), "4");
            grant("5", GrantKind.PAID, GrantOffer.always().from(Instant.parse("2026-11-20T00:00:00Z")));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("3"));
            clock.set("2026-11-20T00:00:00Z");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("2"));
        }
    }

    @Nested
    @DisplayName("with a scope")
    class Scope {

        @Test
        void pay_for_nothing_else_and_cannot_be_counted_on_by_it() {
            calls.open(ACME, monthly("1"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));

            assertThat(hold("2", HEVC)).isEqualTo(new Shortfall(ACME, usd("2"), usd("1"), Optional.empty()));
            assertThat(hold("2", Labels.none())).isInstanceOf(Shortfall.class);
            HoldResult held = hold("6", AV1.with("job", "7"));
            assertThat(capture(held, "6").paidBy())
                    .containsExactly(new GrantUse(2, "allowance", usd("1")), new GrantUse(3, "promotional", usd("5")));
        }

        @Test
        void are_not_spent_on_an_overrun_of_something_else() {
            calls.open(ACME, monthly("1"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));

            assertThat(capture(hold("1", HEVC), "3").paidBy())
                    .containsExactly(
                            new GrantUse(2, "allowance", usd("1")),
                            new GrantUse(GrantUse.OVERDRAFT, "overdraft", usd("2")));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("2"));
        }

        @Test
        void do_not_pay_off_debt() {
            calls.open(ACME, monthly("1"));
            capture(hold("1", HEVC), "3");
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));

            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("2"));
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("3"));
            assertThat(hold("4", AV1)).isInstanceOf(Shortfall.class);
            assertThat(hold("3", AV1)).isInstanceOf(Held.class);
        }

        @Test
        void that_one_hold_counts_on_are_not_eaten_by_another() {
            calls.open(ACME, monthly("0"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            HoldResult first = hold("3", AV1);
            HoldResult second = hold("2", AV1);
            assertThat(hold("0.5", AV1)).isInstanceOf(Shortfall.class);

            Captured overrun = capture(first, "5");
            restart();

            assertThat(overrun.paidBy())
                    .containsExactly(
                            new GrantUse(2, "promotional", usd("3")),
                            new GrantUse(GrantUse.OVERDRAFT, "overdraft", usd("2")));
            assertThat(capture(second, "2").paidBy()).containsExactly(new GrantUse(2, "promotional", usd("2")));
        }

        @Test
        void that_a_hold_counts_on_are_not_eaten_by_usage_without_a_hold() {
            calls.open(ACME, monthly("0"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            HoldResult held = hold("4", AV1);

            calls.submit(new Command.RecordUsage(ACME, key(), usd("3"), clock.instant(), AV1));

            assertThat(capture(held, "4").paidBy()).containsExactly(new GrantUse(2, "promotional", usd("4")));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("2"));
        }

        /** Had the AV1 job spent the general money first, the HEVC job's hold would have been worth nothing. */
        @Test
        void leave_general_money_to_the_holds_that_have_nothing_else() {
            calls.open(ACME, monthly("10"));
            grant("10", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            HoldResult general = hold("10", HEVC);
            HoldResult scoped = hold("10", AV1);

            assertThat(capture(scoped, "10").paidBy()).containsExactly(new GrantUse(3, "promotional", usd("10")));
            assertThat(capture(general, "10").paidBy()).containsExactly(new GrantUse(2, "allowance", usd("10")));
        }

        @Test
        void are_spent_in_burn_down_order_where_no_other_hold_needs_the_general_money() {
            calls.open(ACME, monthly("10"));
            grant("10", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));

            assertThat(capture(hold("12", AV1), "12").paidBy())
                    .containsExactly(new GrantUse(2, "allowance", usd("10")), new GrantUse(3, "promotional", usd("2")));
        }

        @Test
        void let_go_what_a_part_was_captured_of() {
            calls.open(ACME, monthly("0"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            Held held = (Held) hold("5", AV1);
            calls.submit(new Command.CaptureHold(held.id(), key(), usd("2"), Labels.none(), Ending.PARTIAL));
            assertThat(hold("1", AV1)).isInstanceOf(Shortfall.class);
            restart();
            calls.capture(held.id(), key(), usd("1"));

            assertThat(hold("2", AV1)).isInstanceOf(Held.class);
        }

        @Test
        void are_earmarked_anew_when_a_hold_is_raised_or_lowered() {
            calls.open(ACME, monthly("0"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            Held held = (Held) hold("5", AV1);
            calls.extend(held.id(), key(), usd("2"), HOUR);
            Held other = (Held) hold("3", AV1);

            assertThat(calls.extend(held.id(), key(), usd("3"), HOUR)).isInstanceOf(Shortfall.class);
            calls.release(other.id(), key(), "not needed");
            assertThat(calls.extend(held.id(), key(), usd("5"), HOUR)).isInstanceOf(Held.class);
        }

        @Test
        void that_expire_under_a_hold_leave_it_to_the_other_grants() {
            calls.open(ACME, monthly("1"));
            Optional<Instant> soon = Optional.of(Instant.parse("2026-11-10T12:30:00Z"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.expiring(soon).onlyFor(AV1));
            HoldResult held = hold("5", AV1);
            clock.set("2026-11-10T12:30:00Z");

            assertThat(capture(held, "5").paidBy())
                    .containsExactly(
                            new GrantUse(2, "allowance", usd("1")),
                            new GrantUse(GrantUse.OVERDRAFT, "overdraft", usd("4")));
            assertThat(hold("0.5", AV1)).isInstanceOf(Shortfall.class);
        }

        @Test
        void come_into_reach_by_the_labels_of_the_capture_too() {
            calls.open(ACME, monthly("1"));
            grant("5", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            Held held = (Held) hold("1", Labels.none());

            Captured captured = calls.submit(new Command.CaptureHold(held.id(), key(), usd("4"), AV1));

            assertThat(captured.paidBy())
                    .containsExactly(new GrantUse(2, "allowance", usd("1")), new GrantUse(3, "promotional", usd("3")));
        }
    }

    @Nested
    @DisplayName("that are taken back")
    class Voided {

        @Test
        void lose_what_is_left_of_them_and_no_more() {
            calls.open(ACME, monthly("0"));
            Grant promotion = grant("5", GrantKind.PROMOTIONAL, GrantOffer.always());
            capture(hold("2", Labels.none()), "2");

            Result.Voided voided = calls.submit(new Command.VoidGrant(ACME, key(), promotion.id(), "by mistake"));

            assertThat(voided.amount()).isEqualTo(usd("3"));
            assertThat(shortly(ACME)).isEqualTo("2.00 - 2.00 - 0.00 - 0.00 = 0.00");
            assertThat(calls.statement(ACME, 1).entries().get(0))
                    .extracting(Entry::kind, Entry::text)
                    .containsExactly(Entry.Kind.GRANT_VOIDED, "by mistake");
            assertThatThrownBy(() -> calls.submit(new Command.VoidGrant(ACME, key(), promotion.id(), "again")))
                    .isInstanceOf(UnknownEntryException.class);
        }

        @Test
        void before_they_take_effect_never_do() {
            calls.open(ACME, monthly("0"));
            Grant announced =
                    grant("5", GrantKind.PAID, GrantOffer.always().from(Instant.parse("2026-11-20T00:00:00Z")));
            calls.submit(new Command.VoidGrant(ACME, key(), announced.id(), "by mistake"));
            restart();
            clock.set("2026-11-21T00:00:00Z");

            assertThat(shortly(ACME)).isEqualTo("0.00 - 0.00 - 0.00 - 0.00 = 0.00");
        }

        @Test
        void under_a_hold_bring_available_below_zero_and_leave_no_earmark_and_no_refund_brings_them_back() {
            calls.open(ACME, monthly("0"));
            Grant scoped = grant("9", GrantKind.PROMOTIONAL, GrantOffer.always().onlyFor(AV1));
            Captured paid = capture(hold("4", AV1), "4");
            HoldResult first = hold("5", AV1);
            calls.submit(new Command.VoidGrant(ACME, key(), scoped.id(), "by mistake"));
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("-5"));
            calls.submit(new Command.Refund(ACME, key(), paid.entry(), usd("4"), "failed"));
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("-5"));
            calls.topUp(ACME, key(), usd("9"), "bought");
            HoldResult second = hold("4", AV1);
            calls.release(((Held) first).id(), key(), "over");

            // The first hold's end must not set free what the second one counts on.
            assertThat(hold("5.5", HEVC)).isInstanceOf(Shortfall.class);
            assertThat(hold("5", HEVC)).isInstanceOf(Held.class);
            assertThat(second).isInstanceOf(Held.class);
        }
    }
}
