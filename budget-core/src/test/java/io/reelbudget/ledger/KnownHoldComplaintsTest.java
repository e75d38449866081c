package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What went wrong in other budget software, by the public reports named with each test, must not go wrong here. */
@DisplayName("What went wrong elsewhere with holds")
class KnownHoldComplaintsTest extends LedgerSpecification {

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
}
