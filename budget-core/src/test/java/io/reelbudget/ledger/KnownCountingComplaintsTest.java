package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command.Ending;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What went wrong in other budget software, by the public reports named with each test, must not go wrong here. */
@DisplayName("What went wrong elsewhere in counting")
class KnownCountingComplaintsTest extends LedgerSpecification {

    private Captured spend(String amount) {
        return calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    @Nested
    @DisplayName("by counting twice or not at all")
    class Counting {

        @Test
        @DisplayName("BerriAI/litellm#15740, #17814, #13280, #10598, PR#34675: retries had no stable id to be told by")
        void a_retry_was_counted_again() {
            calls.open(ACME, monthly("10"));
            Command.PlaceHold place = new Command.PlaceHold(ACME, key(), usd("3"), HOUR, Labels.none());
            Command.RecordUsage usage = new Command.RecordUsage(ACME, key(), usd("2"), clock.instant(), Labels.none());
            Held held = (Held) calls.submit(place);
            Command.CaptureHold part =
                    new Command.CaptureHold(held.id(), key(), usd("1"), Labels.none(), Ending.PARTIAL);
            Captured captured = calls.submit(part);
            Result.Charged charged = calls.submit(usage);
            restart();

            assertThat(calls.submit(place)).isEqualTo(held);
            assertThat(calls.submit(part)).isEqualTo(captured);
            assertThat(calls.submit(usage)).isEqualTo(charged);
            assertThat(shortly(ACME)).isEqualTo("10.00 - 3.00 - 2.00 - 0.00 = 5.00");
        }

        @Test
        @DisplayName("openmeterio/openmeter#1408, #1071: a grant at the instant of the reset counted twice, or never")
        void a_grant_at_the_instant_of_the_reset_counted_twice_or_not_at_all() {
            calls.open(ACME, monthly("10"));
            calls.submit(new Command.TopUp(
                    ACME,
                    key(),
                    usd("5"),
                    GrantKind.PAID,
                    GrantOffer.always().from(Instant.parse("2026-12-01T00:00:00Z")),
                    "at the edge"));
            clock.set("2026-11-30T23:59:59.999999Z");
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
            clock.set("2026-12-01T00:00:00Z");
            calls.balance(ACME);
            restart();
            calls.topUp(ACME, key(), usd("1"), "at the edge too");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("16"));
            assertThat(calls.balance(ACME).grantedInPeriod()).isEqualTo(usd("16"));
        }

        @Test
        @DisplayName("openmeterio/openmeter#4252, #4845, #4846: late events changed balances that had been told")
        void a_late_event_changed_a_balance_that_had_been_told() {
            calls.open(ACME, monthly("10"));
            clock.set("2026-12-05T00:00:00Z");
            Balance november = calls.balanceAsOf(ACME, Instant.parse("2026-11-30T00:00:00Z"));

            calls.recordUsage(ACME, key(), usd("4"), Instant.parse("2026-11-20T00:00:00Z"), Labels.none());

            assertThat(calls.balanceAsOf(ACME, Instant.parse("2026-11-30T00:00:00Z")))
                    .isEqualTo(november);
            assertThat(calls.balance(ACME).postedInPeriod()).isEqualTo(usd("4"));
        }

        @Test
        @DisplayName("irontec/ivozprovider#703: rating a call again charged it again")
        void re_rating_charged_twice() {
            calls.open(ACME, monthly("100"));
            spend("4");
            Rerating rerating =
                    new Rerating(ACME, Instant.EPOCH, clock.instant().plusSeconds(1), "v2", "wrong price");
            rerating.run(calls, capture -> usd("6"));
            rerating.run(calls, capture -> usd("6"));

            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("6"));
        }

        @Test
        @DisplayName("getlago/lago-api#1962: while a top-up was pending another was bought every five minutes")
        void a_top_up_was_bought_every_five_minutes_while_one_was_pending() {
            AutoTopUp rule = new AutoTopUp(
                    usd("5"),
                    usd("20"),
                    usd("1000"),
                    Periods.months(ZoneOffset.UTC),
                    Duration.ZERO,
                    AutoTopUp.Settlement.CONFIRMED);
            calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(rule));
            for (int i = 0; i < 12; i++) {
                calls.renew(ACME, key());
                clock.advance(Duration.ofMinutes(5));
            }

            assertThat(calls.read(new Query.PendingTopUpsOf(ACME))).hasSize(1);
        }

        @Test
        @DisplayName("PeerTube#2618, #3037: only originals counted, not what was made of them")
        void only_the_original_was_counted_and_not_its_renditions() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "6");
            for (int rendition = 0; rendition < 3; rendition++) {
                calls.capturePart(held.id(), key(), usd("2"));
            }

            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("6"));
        }
    }

    @Nested
    @DisplayName("by refunds")
    class Refunds {

        @Test
        @DisplayName(
                "bandwidth-throttle/token-bucket#25, bbeck/token-bucket#7, bucket4j#19: nothing could be given back")
        void a_refund_went_into_a_bucket_that_the_user_could_not_reach() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("10");

            calls.refund(ACME, key(), captured.entry(), usd("4"), "failed");

            assertThat(calls.hold(ACME, key(), usd("4"), HOUR)).isInstanceOf(Held.class);
        }

        @Test
        @DisplayName("cgrates/cgrates#320: a refund was given twice")
        void a_refund_was_given_twice() {
            calls.open(ACME, monthly("10"));
            Captured captured = spend("6");
            Command.Refund refund = new Command.Refund(ACME, key(), captured.entry(), usd("6"), "failed");
            calls.submit(refund);
            restart();
            calls.submit(refund);

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
            assertThatThrownBy(() -> calls.refund(ACME, key(), captured.entry(), usd("6"), "failed"))
                    .isInstanceOf(RefundException.class);
        }

        @Test
        @DisplayName("kentcdodds/kody#2049: the refund ignored the discount, and gave back more than was paid")
        void a_refund_gave_back_money_for_what_a_promotion_had_paid() {
            calls.open(ACME, monthly("0"));
            Grant promotion = calls.submit(new Command.TopUp(
                            ACME, key(), usd("4"), GrantKind.PROMOTIONAL, Optional.empty(), "welcome"))
                    .grant();
            Grant paid = calls.topUp(ACME, key(), usd("10"), "bought").grant();
            Captured captured = spend("6");

            calls.refund(ACME, key(), captured.entry(), usd("6"), "failed");

            assertThat(calls.grants(ACME)).extracting(Grant::id).containsExactly(promotion.id(), paid.id());
            assertThat(calls.grants(ACME)).extracting(Grant::remaining).containsExactly(usd("4"), usd("10"));
        }

        @Test
        @DisplayName("Teevity/ice#138: refunds were ignored by the sums")
        void a_refund_was_missing_from_the_sums() {
            calls.open(ACME, monthly("10").withLimit(Limit.hard(usd("6"), Window.each(Periods.days(ZoneOffset.UTC)))));
            Captured captured = spend("6");
            calls.refund(ACME, key(), captured.entry(), usd("5"), "failed");

            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("1"));
            assertThat(calls.limits(ACME).get(0).posted()).isEqualTo(usd("1"));
        }
    }
}
