package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Terms;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command.Ending;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What went wrong in other budget software, by the public reports named with each test, must not go wrong here. */
@DisplayName("What went wrong elsewhere")
class KnownComplaintsTest extends LedgerSpecification {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Captured spend(String amount) {
        return calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    @Nested
    @DisplayName("by races between the check and the spending")
    class Races {

        private int heldByAtOnce(int callers, AccountPath account) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(callers);
            try {
                List<Future<HoldResult>> answers = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    IdempotencyKey key = key();
                    answers.add(threads.submit(() -> calls.hold(account, key, usd("0.50"), HOUR)));
                }
                int held = 0;
                for (Future<HoldResult> answer : answers) {
                    held += answer.get() instanceof Held ? 1 : 0;
                }
                return held;
            } finally {
                threads.shutdown();
            }
        }

        @Test
        @DisplayName("BerriAI/litellm#34732, #26672, #11083, #9658, #23714: parallel requests all passed one check")
        void parallel_requests_spent_many_times_the_cap() throws Exception {
            calls.open(ACME, monthly("5"));

            assertThat(heldByAtOnce(8, ACME)).isEqualTo(10);
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("0"));
        }

        @Test
        @DisplayName("BerriAI/litellm#40095: the first requests of a user whom no one knew yet were not counted")
        void the_first_requests_of_an_unknown_user_were_free() {
            assertThatThrownBy(() -> calls.hold(ANN, key(), usd("1"), HOUR))
                    .isInstanceOf(UnknownAccountException.class);
            openPath("5", "5", "5");
            List<CompletionStage<HoldResult>> first = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                first.add(ledger.submit(new Command.PlaceHold(ANN, key(), usd("1"), HOUR, Labels.none())));
            }

            assertThat(first)
                    .filteredOn(stage -> stage.toCompletableFuture().join() instanceof Held)
                    .hasSize(5);
        }

        @Test
        @DisplayName("tigerbeetle/tigerbeetle#2955: limits kept beside the ledger raced with it")
        void limits_kept_in_another_store_raced_with_the_ledger() throws Exception {
            calls.open(
                    ACME,
                    Plan.unlimited(Unit.USD, ZoneOffset.UTC)
                            .withLimit(Limit.hard(usd("3"), Window.each(Periods.days(ZoneOffset.UTC)))));
            calls.open(VIDEO, Plan.unlimited(Unit.USD, ZoneOffset.UTC));

            assertThat(heldByAtOnce(8, VIDEO)).isEqualTo(6);
        }

        @Test
        @DisplayName("Hilbras-ai-sdk v0.9.0: a level that refused left the levels above it charged")
        void a_refusal_below_left_something_held_above() {
            openPath("100", "50", "2");

            assertThat(calls.hold(ANN, key(), usd("3"), HOUR)).isInstanceOf(Shortfall.class);

            assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 0.00 - 0.00 = 100.00");
        }
    }

    @Nested
    @DisplayName("by holds that were too big, wrong or leaked")
    class HoldsGoneWrong {

        @Test
        @DisplayName("BerriAI/litellm PR#27509, PR#38647: worst-case holds blocked everyone at hardly any spending")
        void holds_that_turned_out_too_big_could_not_be_lowered_while_the_job_ran() {
            calls.open(ACME, monthly("2000"));
            Held worstCase = held(ACME, "2000");
            assertThat(calls.hold(ACME, key(), usd("25"), HOUR)).isInstanceOf(Shortfall.class);

            calls.extend(worstCase.id(), key(), usd("0.144"), HOUR);

            assertThat(calls.hold(ACME, key(), usd("25"), HOUR)).isInstanceOf(Held.class);
        }

        @Test
        @DisplayName("BerriAI/litellm#40050: what was enforced and what was recorded were two numbers")
        void the_sum_that_was_enforced_was_not_the_sum_that_was_recorded() {
            calls.open(ACME, monthly("200"));
            for (int i = 0; i < 20; i++) {
                calls.capture(held(ACME, "5").id(), key(), usd("2.787"));
            }
            Balance balance = calls.balance(ACME);

            assertThat(calls.hold(ACME, key(), balance.available(), HOUR)).isInstanceOf(Held.class);
            assertThat(balance.posted()).isEqualTo(usd("55.74"));
            assertThat(calls.usage(
                                    ACME,
                                    clock.instant().minusSeconds(3_600),
                                    clock.instant().plusSeconds(3_600))
                            .toArray())
                    .containsExactly(0, 55_740_000);
        }

        @Test
        @DisplayName("BerriAI/litellm PR#40002: a hold of half the true price let jobs begin that could not be paid")
        void a_hold_that_was_too_small_hid_what_the_job_really_cost() {
            calls.open(ACME, monthly("10"));
            Captured captured = calls.capture(held(ACME, "5").id(), key(), usd("10"));

            assertThat(captured.overrun()).isEqualTo(usd("5"));
            assertThat(calls.hold(ACME, key(), usd("0.01"), HOUR)).isInstanceOf(Shortfall.class);
        }

        @Test
        @DisplayName("Routstr/routstr-core#682: an overrun ate the holds of other jobs unseen")
        void an_overrun_ate_another_jobs_hold() {
            calls.open(ACME, monthly("10"));
            Held first = held(ACME, "5");
            Held second = held(ACME, "5");

            calls.capture(first.id(), key(), usd("8"));

            assertThat(shortly(ACME)).isEqualTo("10.00 - 8.00 - 5.00 - 0.00 = -3.00");
            assertThat(calls.openHolds(ACME))
                    .singleElement()
                    .extracting(OpenHold::amount)
                    .isEqualTo(usd("5"));
            assertThat(calls.capture(second.id(), key(), usd("5")).amount()).isEqualTo(usd("5"));
        }

        @Test
        @DisplayName("Routstr/routstr-core#682: the sweeper voided holds of streams that still ran")
        void the_sweeper_voided_the_hold_of_a_running_job() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "5");
            for (int i = 0; i < 30; i++) {
                clock.advance(Duration.ofMinutes(50));
                calls.renewLease(held.id(), key(), HOUR);
                assertThat(calls.renew(ACME, key()).expiredHolds()).isEmpty();
            }

            assertThat(calls.capture(held.id(), key(), usd("5")).found()).isEqualTo(Result.HoldState.OPEN);
        }

        @Test
        @DisplayName("2witstudios/PageSpace#1525: one headline number less holds flickered")
        void the_balance_flickered_with_every_hold() {
            calls.open(ACME, monthly("10"));
            held(ACME, "4");

            assertThat(calls.balance(ACME))
                    .extracting(Balance::posted, Balance::held, Balance::available)
                    .containsExactly(usd("0"), usd("4"), usd("6"));
        }

        @Test
        @DisplayName("gianpaj/sexyvoice#503: a failed job looked charged")
        void a_failed_job_looked_charged() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "4");
            IdempotencyKey retried = key();

            calls.release(held.id(), retried, "crashed");
            calls.release(held.id(), retried, "crashed");

            assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
            assertThat(calls.statement(ACME, 1).entries().get(0).text()).isEqualTo("crashed");
        }

        @Test
        @DisplayName("tigerbeetle/tigerbeetle#2118, #2963: pending amounts that had expired were still counted")
        void an_expired_hold_still_counted_as_held() {
            calls.open(ACME, monthly("10"));
            held(ACME, "10");
            clock.advance(HOUR);
            calls.renew(ACME, key());

            assertThat(calls.balance(ACME).held()).isEqualTo(usd("0"));
            assertThat(calls.hold(ACME, key(), usd("10"), HOUR)).isInstanceOf(Held.class);
        }
    }

    @Nested
    @DisplayName("by negative balances and overruns")
    class Overruns {

        @Test
        @DisplayName("DEEIX-AI/DEEIX-Chat#477: a settlement that failed rolled the usage back and released the hold")
        void a_capture_above_the_hold_was_refused_and_the_work_was_free() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "1");

            calls.capture(held.id(), key(), usd("1000"));

            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("1000"));
        }

        @Test
        @DisplayName("polarsource/polar#5648, 2witstudios/PageSpace#1527: clamping at zero hid the debt")
        void debt_was_clamped_at_zero() {
            calls.open(ACME, monthly("10"));
            calls.capture(held(ACME, "10").id(), key(), usd("13"));
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("-3"));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("3"));

            calls.topUp(ACME, key(), usd("5"), "bought");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("2"));
        }

        @Test
        @DisplayName("cgrates/cgrates#350, #98: something was debited that nobody had authorised")
        void a_capture_without_a_hold_was_debited() {
            calls.open(ACME, monthly("10"));

            assertThatThrownBy(() -> calls.capture(new HoldId(ACME, key()), key(), usd("1")))
                    .isInstanceOf(UnknownHoldException.class);
            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("0"));
        }

        @Test
        @DisplayName("bucket4j/bucket4j#417: consuming a negative amount added to the budget")
        void spending_less_than_nothing_added_to_the_budget() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "5");

            assertThatThrownBy(() -> calls.hold(ACME, key(), usd("-1"), HOUR))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.capture(held.id(), key(), usd("-1")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.extend(held.id(), key(), usd("-1"), HOUR))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.recordUsage(ACME, key(), usd("-1"), clock.instant(), Labels.none()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.topUp(ACME, key(), usd("-1"), "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        @DisplayName("openmeterio/openmeter PR#1344: overage disappeared at the reset or was always kept")
        void overage_was_lost_or_kept_at_the_reset_without_being_asked_for() {
            calls.open(ACME, monthly("10"));
            calls.open(VIDEO, monthly("10").withTerms(Terms.inherited().withCarriedDebt(DebtCarry.none())));
            calls.capture(held(VIDEO, "10").id(), key(), usd("14"));
            clock.set("2026-12-01T00:00:00Z");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("6"));
            assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("10"));
        }
    }

    @Nested
    @DisplayName("by resets at the wrong time")
    class Resets {

        @Test
        @DisplayName("BerriAI/litellm#34896, #37454, #40978: the zone was lost and a day's budget covered 32 hours")
        void a_day_was_reset_eight_hours_late() {
            clock.set("2026-11-09T20:00:00Z");
            calls.open(ACME, Plan.each(Periods.days(SHANGHAI), usd("10")));
            spend("10");
            clock.set("2026-11-10T15:59:59Z");
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);
            clock.set("2026-11-10T16:00:00Z");
            assertThat(calls.hold(ACME, key(), usd("10"), HOUR)).isInstanceOf(Held.class);
            restart();
            clock.set("2026-11-11T15:59:59Z");
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);
        }

        @Test
        @DisplayName("BerriAI/litellm PR#21754, code-dot-org#68963: six zones were known, none with summer time")
        void zones_had_no_summer_time() {
            for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")) {
                Periods days = Periods.days(ZoneId.of(zone));
                for (int hour = 0; hour < 366 * 24; hour++) {
                    Instant instant = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3_600L * hour);
                    assertThat(days.periodAt(instant)
                                    .start()
                                    .atZone(ZoneId.of(zone))
                                    .getHour())
                            .isZero();
                }
            }
        }

        @Test
        @DisplayName("BerriAI/litellm#33161, Azure/azure-rest-api-specs#3918: weeks were missing, or began on one day")
        void a_week_began_on_the_wrong_day() {
            clock.set("2026-11-13T00:00:00Z"); // a Friday
            calls.open(ACME, Plan.each(Periods.weeks(ZoneOffset.UTC, DayOfWeek.SATURDAY), usd("10")));
            calls.open(VIDEO, Plan.each(Periods.weeks(ZoneOffset.UTC, DayOfWeek.MONDAY), usd("10")));
            clock.set("2026-11-14T00:00:00Z");

            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("20"));
            assertThat(calls.balance(VIDEO).granted()).isEqualTo(usd("10"));
        }

        @Test
        @DisplayName("BerriAI/litellm PR#10333, PR#31007: a reset date that was missed drifted for ever")
        void a_missed_reset_moved_all_that_followed() {
            calls.open(ACME, monthly("10"));
            clock.set("2027-01-17T03:33:33Z");
            calls.balance(ACME);
            clock.set("2027-01-31T23:59:59Z");
            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("30"));
            clock.set("2027-02-01T00:00:00Z");
            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("40"));
        }

        @Test
        @DisplayName("bucket4j/bucket4j#506: there was no calendar month, only thirty days")
        void thirty_days_were_sold_as_a_month() {
            clock.set("2026-01-31T00:00:00Z");
            calls.open(ACME, Plan.each(new CalendarMonths(ZoneOffset.UTC, 31), usd("1")));
            calls.open(VIDEO, Plan.each(Periods.every(Duration.ofDays(30), clock.instant()), usd("1")));
            clock.set("2026-03-01T12:00:00Z");

            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("2"));
            assertThat(calls.balance(VIDEO).granted()).isEqualTo(usd("1"));
        }

        @Test
        @DisplayName(
                "killbill/killbill#139, #150, #1981, PR#1856: accounts away from UTC were billed twice at the edge")
        void an_account_away_from_utc_was_granted_twice_around_midnight() {
            clock.set("2026-10-20T00:00:00Z");
            calls.open(ACME, Plan.monthly(usd("10"), ZoneId.of("America/Los_Angeles")));
            clock.set("2026-10-31T22:00:00Z");
            for (int i = 0; i < 24; i++) {
                clock.advance(Duration.ofMinutes(30));
                calls.renew(ACME, key());
                restart();
            }

            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("20"));
        }

        @Test
        @DisplayName("gitpod-io/gitpod#12064: a reset left credits below zero for those who owed nothing")
        void a_reset_left_a_negative_balance_to_those_who_owe_nothing() {
            calls.open(ACME, monthly("10"));
            spend("10");
            clock.set("2026-12-01T00:00:00Z");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
        }

        @Test
        @DisplayName("unkeyed/unkey#3304: credits that were to be given once were refilled every month")
        void what_was_to_be_granted_once_came_every_month() {
            calls.open(ACME, Plan.once(usd("10")));
            clock.set("2028-12-01T00:00:00Z");

            assertThat(calls.renew(ACME, key()).balance().granted()).isEqualTo(usd("10"));
        }

        @Test
        @DisplayName("Snowflake: a quota of zero meant no quota at all")
        void zero_meant_infinite() {
            calls.open(ACME, monthly("0"));

            assertThat(calls.hold(ACME, key(), usd("0.000001"), HOUR)).isInstanceOf(Shortfall.class);
        }

        @Test
        @DisplayName("slurm-dev 2015: usage decayed, so a capped project could run again")
        void usage_that_decays_let_a_capped_project_run_again() {
            calls.open(ACME, Plan.once(usd("10")));
            spend("10");
            clock.set("2036-12-01T00:00:00Z");

            assertThat(calls.hold(ACME, key(), usd("0.01"), HOUR)).isInstanceOf(Shortfall.class);
        }
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

    @Nested
    @DisplayName("by overdrafts")
    class Overdrafts {

        @Test
        @DisplayName(
                "formancehq/ledger#246, #341, #372, #379, #1500, tigerbeetle#2955: no overdraft per account or call")
        void an_overdraft_could_not_be_given_to_one_account_or_one_call() {
            calls.open(ACME, monthly("10").withOverdraftLimit(usd("5")));
            assertThat(calls.hold(ACME, key(), usd("15"), HOUR)).isInstanceOf(Held.class);
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);
            assertThat(calls.submit(
                            new Command.PlaceHold(ACME, key(), usd("1"), HOUR, Labels.none(), Optional.of(usd("6")))))
                    .isInstanceOf(Held.class);

            calls.changePlan(ACME, key(), monthly("10").withOverdraftLimit(usd("7")), PlanChange.NOW_IN_FULL);

            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Held.class);
        }

        @Test
        @DisplayName("BerriAI/litellm#20615, #22726: after a price typo all were blocked till the database was edited")
        void a_price_typo_blocked_everyone_until_the_database_was_edited() {
            calls.open(ACME, monthly("10"));
            calls.capture(held(ACME, "5").id(), key(), usd("5000"));
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);

            new Rerating(ACME, Instant.EPOCH, clock.instant().plusSeconds(1), "v2", "a point was missing")
                    .run(calls, capture -> usd("5"));

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("5"));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
        }
    }
}
