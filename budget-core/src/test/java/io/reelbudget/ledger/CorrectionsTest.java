package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.Terms;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Charged;
import io.reelbudget.ledger.Result.Corrected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Correcting")
class CorrectionsTest extends LedgerSpecification {

    private static final String SOON = "2026-11-20T00:00:00Z";

    private Grant promotion(String amount) {
        return calls.submit(new Command.TopUp(
                        ACME, key(), usd(amount), GrantKind.PROMOTIONAL, Optional.of(Instant.parse(SOON)), "welcome"))
                .grant();
    }

    private Captured spend(String amount) {
        return calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    private Corrected refund(long entry, String amount) {
        return calls.submit(new Command.Refund(ACME, key(), entry, usd(amount), "failed"));
    }

    private Corrected correct(long entry, String total) {
        return calls.submit(
                new Command.Correct(ACME, key(), entry, usd(total), Labels.of("price", "v2"), "wrong price"));
    }

    private List<String> left() {
        return calls.grants(ACME).stream()
                .map(grant -> grant.kind() + " " + grant.remaining().toDecimalString())
                .toList();
    }

    private Entry newest() {
        return calls.statement(ACME, 1).entries().get(0);
    }

    @Nested
    @DisplayName("by a refund")
    class Refund {

        @Test
        void gives_back_to_the_grants_that_paid_the_last_first() {
            calls.open(ACME, monthly("10"));
            promotion("5");
            calls.topUp(ACME, key(), usd("20"), "bought");
            Captured captured = spend("17"); // 5 promotional, 10 allowance, 2 paid
            assertThat(left()).containsExactly("PAID 18.00");

            Corrected first = refund(captured.entry(), "6");
            restart();
            assertThat(left()).containsExactly("ALLOWANCE 4.00", "PAID 20.00");
            refund(captured.entry(), "11");

            assertThat(first)
                    .extracting(Corrected::difference, Corrected::charged)
                    .containsExactly(usd("-6"), usd("11"));
            assertThat(left()).containsExactly("PROMOTIONAL 5.00", "ALLOWANCE 10.00", "PAID 20.00");
            assertThat(shortly(ACME)).isEqualTo("35.00 - 0.00 - 0.00 - 0.00 = 35.00");
        }

        @Test
        void gives_back_at_every_level() {
            openPath("100", "50", "20");
            Captured captured = calls.capture(held(ANN, "10").id(), key(), usd("10"));

            calls.submit(new Command.Refund(ANN, key(), captured.entry(), usd("10"), "failed"));

            assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 0.00 - 0.00 = 100.00");
            assertThat(shortly(ANN)).isEqualTo("20.00 - 0.00 - 0.00 - 0.00 = 20.00");
            assertThat(newest())
                    .extracting(
                            Entry::kind,
                            Entry::account,
                            entry -> entry.corrects().getAsLong(),
                            Entry::text)
                    .containsExactly(Entry.Kind.RETURNED, ANN, captured.entry(), "failed");
        }

        @Test
        void of_more_than_is_still_charged_is_refused() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("7");
            refund(captured.entry(), "5");

            assertThatThrownBy(() -> refund(captured.entry(), "2.01"))
                    .isInstanceOf(RefundException.class)
                    .hasMessage("Refund was 2.01 USD but must be at most 2.00 USD, what the capture is still charged;"
                            + " refund less, or make an adjustment.");
            refund(captured.entry(), "2");
            assertThatThrownBy(() -> refund(captured.entry(), "0.000001")).isInstanceOf(RefundException.class);
        }

        @Test
        void of_what_is_no_capture_of_the_account_is_refused() {
            openPath("100", "50", "20");
            Captured captured = calls.capture(held(ANN, "10").id(), key(), usd("10"));

            for (long entry : new long[] {1, captured.entry() + 1, 99}) {
                assertThatThrownBy(() -> refund(entry, "1")).isInstanceOf(UnknownEntryException.class);
            }
            assertThatThrownBy(() -> refund(captured.entry(), "1"))
                    .isInstanceOf(UnknownEntryException.class)
                    .hasMessageContaining("Capture of the last 400 days");
            // The first entry is older than the account.
            assertThatThrownBy(() -> calls.submit(new Command.Refund(ANN, key(), 1, usd("1"), "")))
                    .isInstanceOf(UnknownEntryException.class);
        }

        @Test
        void is_possible_for_400_days() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("7");
            clock.advance(Duration.ofDays(400));
            refund(captured.entry(), "1");
            clock.advance(Duration.ofSeconds(1));

            assertThatThrownBy(() -> refund(captured.entry(), "1")).isInstanceOf(UnknownEntryException.class);
        }

        @Test
        void of_an_expired_grant_comes_back_as_a_new_one_for_thirty_days() {
            calls.open(ACME, monthly("0"));
            promotion("5");
            Captured captured = spend("5");
            clock.set("2026-11-25T00:00:00Z");

            refund(captured.entry(), "3");

            assertThat(calls.grants(ACME))
                    .singleElement()
                    .extracting(Grant::kind, Grant::remaining, Grant::expiry, Grant::origin)
                    .containsExactly(
                            GrantKind.PROMOTIONAL,
                            usd("3"),
                            Optional.of(Instant.parse("2026-12-25T00:00:00Z")),
                            "failed");
            clock.set("2026-12-25T00:00:00Z");
            assertThat(shortly(ACME)).isEqualTo("5.00 - 2.00 - 0.00 - 3.00 = 0.00");
        }

        @Test
        void of_an_expired_grant_is_lost_where_the_terms_say_so() {
            calls.open(ACME, monthly("0").withTerms(Terms.inherited().withReissue(Duration.ZERO)));
            promotion("5");
            Captured captured = spend("5");
            clock.set("2026-11-25T00:00:00Z");

            refund(captured.entry(), "3");

            assertThat(shortly(ACME)).isEqualTo("5.00 - 2.00 - 0.00 - 3.00 = 0.00");
            assertThat(calls.grants(ACME)).isEmpty();
        }

        @Test
        void of_a_paid_grant_that_is_used_up_brings_it_back_though_periods_passed() {
            calls.open(ACME, monthly("0"));
            calls.topUp(ACME, key(), usd("5"), "bought");
            Captured captured = spend("5");
            clock.set("2027-06-01T00:00:00Z");
            restart();

            refund(captured.entry(), "5");

            assertThat(left()).containsExactly("PAID 5.00");
            assertThat(calls.grants(ACME).get(0).expiry()).isEmpty();
        }

        @Test
        void of_an_overrun_pays_off_the_debt_first_and_is_granted_without_end_where_there_is_none_any_more() {
            calls.open(ACME, monthly("10"));
            Captured captured = calls.capture(held(ACME, "10").id(), key(), usd("14"));
            refund(captured.entry(), "1");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("3"));
            calls.topUp(ACME, key(), usd("3"), "bought");

            refund(captured.entry(), "3");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("3"));
            assertThat(left()).containsExactly("ADJUSTMENT 3.00");
            assertThat(calls.grants(ACME).get(0).expiry()).isEmpty();
        }

        @Test
        void in_a_later_period_does_not_change_what_that_one_spent_below_zero_unseen() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("8");
            clock.set("2026-12-10T00:00:00Z");

            refund(captured.entry(), "8");

            assertThat(calls.balance(ACME).postedInPeriod()).isEqualTo(usd("-8"));
            assertThat(shortly(ACME)).isEqualTo("20.00 - 0.00 - 0.00 - 2.00 = 18.00");
        }
    }

    @Nested
    @DisplayName("the total of a capture")
    class Total {

        @Test
        void posts_the_difference_with_the_labels_of_the_capture_and_the_new_ones() {
            calls.open(ACME, monthly("10"));
            Result.Held held = (Result.Held) calls.submit(new Command.PlaceHold(
                    ACME, key(), usd("5"), HOUR, Labels.of("codec", "av1").with("price", "v1")));
            Captured captured = calls.capture(held.id(), key(), usd("5"));

            Corrected corrected = correct(captured.entry(), "7");

            assertThat(corrected)
                    .extracting(Corrected::capture, Corrected::difference, Corrected::charged)
                    .containsExactly(captured.entry(), usd("2"), usd("7"));
            assertThat(newest())
                    .extracting(Entry::kind, Entry::labels, Entry::text, entry -> entry.corrects()
                            .getAsLong())
                    .containsExactly(
                            Entry.Kind.CORRECTED,
                            Labels.of("codec", "av1").with("price", "v2"),
                            "wrong price",
                            captured.entry());
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("3"));
        }

        @Test
        void gives_the_difference_back_to_those_who_paid() {
            calls.open(ACME, monthly("10"));
            promotion("5");
            Captured captured = spend("8");

            correct(captured.entry(), "4");

            assertThat(left()).containsExactly("PROMOTIONAL 1.00", "ALLOWANCE 10.00");
        }

        @Test
        void up_and_down_and_up_again_charges_what_it_says_each_time() {
            calls.open(ACME, monthly("100"));
            Captured captured = spend("8");
            for (String total : List.of("12", "3", "9", "0", "8")) {
                Corrected corrected = correct(captured.entry(), total);
                assertThat(corrected.charged()).isEqualTo(usd(total));
                assertThat(calls.balance(ACME).posted()).isEqualTo(usd(total));
                restart();
            }
            refund(captured.entry(), "8");
            assertThatThrownBy(() -> refund(captured.entry(), "0.01")).isInstanceOf(RefundException.class);
        }

        @Test
        void gives_back_to_those_who_paid_what_an_earlier_correction_had_added() {
            calls.open(ACME, monthly("0"));
            calls.topUp(ACME, key(), usd("20"), "bought");
            Captured captured = spend("5");
            correct(captured.entry(), "9");

            correct(captured.entry(), "5");

            assertThat(left()).containsExactly("PAID 15.00");
            assertThat(calls.grants(ACME)).extracting(Grant::expiry).containsOnly(Optional.empty());
        }

        @Test
        void to_the_same_is_recorded_and_changes_nothing() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("5");

            assertThat(correct(captured.entry(), "5").difference()).isEqualTo(usd("0"));
            assertThat(shortly(ACME)).isEqualTo("10.00 - 5.00 - 0.00 - 0.00 = 5.00");
        }

        @Test
        void may_take_what_is_available_below_zero() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("5");

            correct(captured.entry(), "25");

            assertThat(shortly(ACME)).isEqualTo("10.00 - 25.00 - 0.00 - 0.00 = -15.00");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("15"));
        }
    }

    @Nested
    @DisplayName("by an adjustment")
    class Adjustment {

        private Charged adjust(String amount) {
            return calls.submit(new Command.Adjust(ACME, key(), usd(amount), "goodwill"));
        }

        @Test
        void upwards_posts_more() {
            calls.open(ACME, monthly("10"));

            Charged charged = adjust("3");

            assertThat(charged.paidBy()).containsExactly(new GrantUse(2, "allowance", usd("3")));
            assertThat(newest())
                    .extracting(Entry::sequence, Entry::kind, Entry::text)
                    .containsExactly(charged.entry(), Entry.Kind.CORRECTED, "goodwill");
            assertThat(shortly(ACME)).isEqualTo("10.00 - 3.00 - 0.00 - 0.00 = 7.00");
        }

        @Test
        void downwards_pays_off_debt_and_grants_the_rest_without_end() {
            calls.open(ACME, monthly("10"));
            calls.capture(held(ACME, "10").id(), key(), usd("12"));

            Charged charged = adjust("-5");

            assertThat(charged.amount()).isEqualTo(usd("-5"));
            assertThat(shortly(ACME)).isEqualTo("10.00 - 7.00 - 0.00 - 0.00 = 3.00");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
            clock.set("2030-01-01T00:00:00Z");
            assertThat(left()).containsExactly("ALLOWANCE 10.00", "ADJUSTMENT 3.00");
        }

        @Test
        void downwards_by_more_than_was_ever_posted_is_refused() {
            calls.open(ACME, monthly("10"));
            spend("3");

            assertThatThrownBy(() -> adjust("-3.01")).isInstanceOf(RefundException.class);
        }
    }

    @Nested
    @DisplayName("by a write-off")
    class WriteOff {

        @Test
        void forgives_debt_as_far_as_there_is_any() {
            calls.open(ACME, monthly("10"));
            calls.capture(held(ACME, "10").id(), key(), usd("18"));

            Result.WrittenOff some = calls.submit(new Command.WriteOff(ACME, key(), usd("5"), "bankrupt"));
            Result.WrittenOff rest = calls.submit(new Command.WriteOff(ACME, key(), usd("5"), "bankrupt"));
            Result.WrittenOff none = calls.submit(new Command.WriteOff(ACME, key(), usd("5"), "bankrupt"));

            assertThat(List.of(some.amount(), rest.amount(), none.amount()))
                    .containsExactly(usd("5"), usd("3"), usd("0"));
            assertThat(shortly(ACME)).isEqualTo("18.00 - 18.00 - 0.00 - 0.00 = 0.00");
            assertThat(newest())
                    .extracting(Entry::kind, Entry::text)
                    .containsExactly(Entry.Kind.DEBT_FORGIVEN, "bankrupt");
        }
    }

    @Nested
    @DisplayName("late usage")
    class LateUsage {

        private Charged usage(String amount, String at) {
            return calls.submit(
                    new Command.RecordUsage(ACME, key(), usd(amount), Instant.parse(at), Labels.of("codec", "av1")));
        }

        @Test
        void of_the_running_period_is_a_charge() {
            calls.open(ACME, monthly("10"));

            Charged charged = usage("3", "2026-11-10T08:30:00Z");

            assertThat(charged.paidBy()).containsExactly(new GrantUse(2, "allowance", usd("3")));
            assertThat(newest().kind()).isEqualTo(Entry.Kind.CHARGED);
            assertThat(calls.usage(ACME, Instant.parse("2026-11-10T08:00:00Z"), Instant.parse("2026-11-10T10:00:00Z"))
                            .toArray())
                    .containsExactly(3_000_000, 0);
        }

        @Test
        void of_a_period_that_is_over_becomes_a_correction_in_the_running_one() {
            calls.open(ACME, monthly("10"));
            clock.set("2026-12-02T00:00:00Z");

            Charged charged = usage("3", "2026-11-30T23:00:00Z");

            assertThat(charged.paidBy()).extracting(GrantUse::kind).containsExactly("allowance");
            assertThat(newest().kind()).isEqualTo(Entry.Kind.CORRECTED);
            assertThat(calls.balance(ACME).postedInPeriod()).isEqualTo(usd("3"));
            assertThat(shortly(ACME)).isEqualTo("20.00 - 3.00 - 0.00 - 10.00 = 7.00");
            assertThat(calls.usage(ACME, Instant.parse("2026-11-30T23:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"))
                            .toArray())
                    .containsExactly(3_000_000);
        }

        @Test
        void is_recorded_also_beyond_all_grants_and_can_be_refunded() {
            calls.open(ACME, monthly("1"));

            Charged charged = usage("3", "2026-11-10T08:30:00Z");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("2"));
            refund(charged.entry(), "3");

            assertThat(shortly(ACME)).isEqualTo("1.00 - 0.00 - 0.00 - 0.00 = 1.00");
        }

        @Test
        void of_the_future_is_refused() {
            calls.open(ACME, monthly("1"));

            assertThatThrownBy(() -> usage("3", "2026-11-10T12:00:01Z"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Usage was at 2026-11-10T12:00:01Z but must not be after now, 2026-11-10T12:00:00Z;"
                            + " report it when it has happened.");
        }
    }
}
