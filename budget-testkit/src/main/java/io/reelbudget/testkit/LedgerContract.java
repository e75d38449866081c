package io.reelbudget.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.UnknownHoldException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every ledger does, whatever keeps its entries. Extend this in the tests of a store:
 *
 * <pre>{@code
 * class MyLedgerTest extends LedgerContract {
 *     @Override
 *     protected Ledger open(InstantSource clock) { … }
 *
 *     @Override
 *     protected Optional<Ledger> reopen(InstantSource clock) { … }
 * }
 * }</pre>
 *
 * <p>After each test the ledger is verified and closed.
 */
public abstract class LedgerContract extends LedgerFixture {

    private static final int THREADS = 4;
    private static final int JOBS = 50;

    /** Makes a contract. */
    protected LedgerContract() {}

    /**
     * Returns the ledger that {@link #open} returned last, which is closed now, as it was; empty, as here, where it is
     * lost with its process.
     *
     * @param clock the ledger's clock
     */
    protected Optional<Ledger> reopen(InstantSource clock) throws Exception {
        return Optional.empty();
    }

    @Nested
    @DisplayName("asked to hold")
    class Hold {
        @Test
        void sets_the_amount_aside_at_every_level() {
            openPath("100", "50", "10");

            held(ANN, "4");

            assertThat(List.of(shortly(ACME), shortly(VIDEO), shortly(ANN)))
                    .containsExactly(
                            "100.00 - 0.00 - 4.00 - 0.00 = 96.00",
                            "50.00 - 0.00 - 4.00 - 0.00 = 46.00",
                            "10.00 - 0.00 - 4.00 - 0.00 = 6.00");
        }

        @Test
        void holds_nothing_anywhere_when_an_account_above_is_short() {
            openPath("100", "3", "10");

            Result.HoldResult answer = calls().hold(ANN, key(), usd("4"), HOUR);

            assertThat(answer).isEqualTo(new Result.Shortfall(VIDEO, usd("4"), usd("3"), Optional.empty()));
            assertThat(shortly(ANN)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
        }

        @Test
        void refuses_beyond_a_limit_whatever_was_granted() {
            Limit limit = Limit.hard(usd("5"), Window.each(Periods.days(ZoneOffset.UTC)));
            calls().open(ACME, monthly("100").withLimit(limit));
            held(ACME, "3");

            Result.HoldResult answer = calls().hold(ACME, key(), usd("3"), HOUR);
            clock.advance(Duration.ofDays(1));

            assertThat(answer).isEqualTo(new Result.Shortfall(ACME, usd("3"), usd("2"), Optional.of(limit)));
            assertThat(calls().hold(ACME, key(), usd("3"), HOUR)).isInstanceOf(Result.Held.class);
        }

        @Test
        void counts_trailing_windows_from_their_first_hour_on() {
            calls().open(ACME, monthly("100").withLimit(Limit.hard(usd("5"), Window.trailing(Duration.ofHours(24)))));
            captured(ACME, "5");

            clock.advance(Duration.ofHours(24));
            Result.HoldResult tooEarly = calls().hold(ACME, key(), usd("1"), HOUR);
            clock.advance(HOUR);

            assertThat(tooEarly).isInstanceOf(Result.Shortfall.class);
            assertThat(calls().hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Result.Held.class);
        }

        @Test
        void never_gives_more_than_there_is_to_threads_that_ask_at_once() throws Exception {
            calls().open(ACME, monthly("20"));
            Callable<Long> asking = () -> IntStream.range(0, JOBS)
                    .filter(job -> calls().hold(ACME, IdempotencyKey.random(), usd("1"), HOUR) instanceof Result.Held)
                    .count();

            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            long held = 0;
            try {
                for (Future<Long> share : threads.invokeAll(
                        IntStream.range(0, THREADS).mapToObj(thread -> asking).toList())) {
                    held += share.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(held).isEqualTo(20);
            assertThat(shortly(ACME)).isEqualTo("20.00 - 0.00 - 20.00 - 0.00 = 0.00");
        }
    }

    @Nested
    @DisplayName("asked to capture")
    class Capture {
        @Test
        void posts_the_cost_and_gives_the_rest_back() {
            openPath("100", "50", "10");
            HoldId hold = held(ANN, "4");

            calls().capture(hold, key(), usd("1.5"));

            assertThat(shortly(ACME)).isEqualTo("100.00 - 1.50 - 0.00 - 0.00 = 98.50");
            assertThat(shortly(ANN)).isEqualTo("10.00 - 1.50 - 0.00 - 0.00 = 8.50");
        }

        @Test
        void records_all_of_a_cost_beyond_the_hold_and_beyond_all_grants() {
            calls().open(ACME, monthly("10"));

            Result.Captured captured = calls().capture(held(ACME, "4"), key(), usd("12"));

            assertThat(captured.overrun()).isEqualTo(usd("8"));
            assertThat(captured.balance().overdraft()).isEqualTo(usd("2"));
            assertThat(shortly(ACME)).isEqualTo("10.00 - 12.00 - 0.00 - 0.00 = -2.00");
        }

        @Test
        void keeps_the_rest_held_after_a_part() {
            calls().open(ACME, monthly("10"));
            HoldId hold = held(ACME, "4");

            calls().submit(new Command.CaptureHold(hold, key(), usd("1"), Labels.none(), Command.Ending.PARTIAL));
            String between = shortly(ACME);
            calls().capture(hold, key(), usd("1"));

            assertThat(between).isEqualTo("10.00 - 1.00 - 3.00 - 0.00 = 6.00");
            assertThat(shortly(ACME)).isEqualTo("10.00 - 2.00 - 0.00 - 0.00 = 8.00");
        }

        @Test
        void records_what_comes_after_the_hold_expired() {
            calls().open(ACME, monthly("10"));
            HoldId hold = held(ACME, "4");
            clock.advance(HOUR);
            calls().renew(ACME, key());

            Result.Captured captured = calls().capture(hold, key(), usd("3"));

            assertThat(captured.found()).isEqualTo(Result.HoldState.EXPIRED);
            assertThat(shortly(ACME)).isEqualTo("10.00 - 3.00 - 0.00 - 0.00 = 7.00");
        }

        @Test
        void spends_grants_in_burn_down_order_and_within_their_scope() {
            calls().open(ACME, monthly("1"));
            GrantOffer soonest = GrantOffer.always().withPriority(1);
            grant("1", soonest.onlyFor(Labels.of("codec", "hevc")));
            grant("2", soonest.onlyFor(Labels.of("codec", "av1")));
            Result.HoldResult held =
                    calls().submit(new Command.PlaceHold(ACME, key(), usd("3"), HOUR, Labels.of("codec", "av1")));

            Result.Captured captured = calls().capture(((Result.Held) held).id(), key(), usd("3"));

            assertThat(captured.paidBy().stream().map(use -> use.kind() + " " + use.amount()))
                    .containsExactly("paid 2.00 USD", "allowance 1.00 USD");
        }

        private void grant(String amount, GrantOffer offer) {
            calls().submit(new Command.TopUp(ACME, key(), usd(amount), GrantKind.PAID, offer, "bought"));
        }

        @Test
        void knows_no_hold_that_ended() {
            calls().open(ACME, monthly("10"));
            HoldId hold = held(ACME, "4");
            calls().release(hold, key(), "cancelled");

            assertThatThrownBy(() -> calls().capture(hold, key(), usd("1"))).isInstanceOf(UnknownHoldException.class);
        }
    }

    @Nested
    @DisplayName("asked to correct")
    class Correct {
        @Test
        void gives_a_refund_back_to_the_grants_that_paid() {
            calls().open(ACME, monthly("10"));
            calls().topUp(ACME, key(), usd("5"), "bought");
            Result.Captured captured = captured(ACME, "12");

            calls().submit(new Command.Refund(ACME, key(), captured.entry(), usd("7"), "broken"));

            assertThat(calls().grants(ACME).stream().map(Grant::remaining)).containsExactly(usd("5"), usd("5"));
        }

        @Test
        void charges_the_difference_to_another_total() {
            calls().open(ACME, monthly("10"));
            Result.Captured captured = captured(ACME, "4");

            calls().submit(new Command.Correct(ACME, key(), captured.entry(), usd("6"), Labels.none(), "price 2"));
            calls().submit(new Command.Correct(ACME, key(), captured.entry(), usd("1"), Labels.none(), "price 3"));

            assertThat(shortly(ACME)).isEqualTo("10.00 - 1.00 - 0.00 - 0.00 = 9.00");
        }

        @Test
        void records_usage_that_no_hold_announced() {
            calls().open(ACME, monthly("10"));

            calls().submit(new Command.RecordUsage(
                    ACME, key(), usd("2"), clock.instant().minus(HOUR), Labels.none()));

            assertThat(calls().usage(ACME, clock.instant().minus(Duration.ofHours(2)), clock.instant())
                            .toArray())
                    .containsExactly(0, usd("2").micros());
        }

        @Test
        void forgives_debt() {
            calls().open(ACME, monthly("1"));
            calls().capture(held(ACME, "1"), key(), usd("4"));

            calls().submit(new Command.WriteOff(ACME, key(), usd("2"), "goodwill"));

            assertThat(calls().balance(ACME).overdraft()).isEqualTo(usd("1"));
        }
    }

    @Nested
    @DisplayName("when time goes by")
    class Time {
        @Test
        void grants_each_missed_period_once_and_leaves_the_running_one_to_spend() {
            calls().open(ACME, monthly("10"));

            clock.set(Instant.parse("2027-11-10T12:00:00Z"));

            assertThat(shortly(ACME)).isEqualTo("130.00 - 0.00 - 0.00 - 120.00 = 10.00");
        }

        @Test
        void rolls_over_what_was_not_used_up() {
            calls().open(ACME, monthly("10").withRollover(Rollover.upTo(usd("4"))));
            captured(ACME, "3");

            clock.set(Instant.parse("2026-12-01T00:00:00Z"));

            assertThat(calls().grants(ACME).stream().map(Grant::remaining))
                    .containsExactlyInAnyOrder(usd("4"), usd("10"));
        }

        @Test
        void stands_still_while_the_clock_is_behind() {
            calls().open(ACME, monthly("10"));
            Instant before = calls().balance(ACME).asOf();

            clock.advance(Duration.ofHours(-5));

            assertThat(calls().balance(ACME).asOf()).isEqualTo(before);
        }

        @Test
        void changes_plans_at_once_or_with_the_next_period() {
            calls().open(ACME, monthly("10"));

            calls().submit(new Command.ChangePlan(ACME, key(), monthly("30"), PlanChange.NOW_IN_FULL));
            String now = shortly(ACME);
            calls().submit(new Command.ChangePlan(ACME, key(), monthly("5"), PlanChange.AT_RENEWAL));
            clock.set(Instant.parse("2026-12-01T00:00:00Z"));

            assertThat(now).isEqualTo("30.00 - 0.00 - 0.00 - 0.00 = 30.00");
            assertThat(shortly(ACME)).isEqualTo("35.00 - 0.00 - 0.00 - 30.00 = 5.00");
        }

        @Test
        void buys_more_where_the_plan_says_so() {
            AutoTopUp rule = new AutoTopUp(
                    usd("2"), usd("10"), usd("9"), Periods.months(ZoneOffset.UTC), HOUR, AutoTopUp.Settlement.INVOICED);
            calls().open(ACME, Plan.prepaid(usd("1").unit(), ZoneOffset.UTC).withAutoTopUp(rule));
            calls().topUp(ACME, key(), usd("5"), "bought");

            captured(ACME, "4");

            assertThat(shortly(ACME)).isEqualTo("14.00 - 4.00 - 0.00 - 0.00 = 10.00");
        }
    }

    @Nested
    @DisplayName("sent a command again")
    class Again {
        @Test
        void gives_the_same_outcome_and_has_no_second_effect() {
            calls().open(ACME, monthly("10"));
            Command.PlaceHold place = new Command.PlaceHold(ACME, key(), usd("4"), HOUR, Labels.none());
            Result.HoldResult first = calls().submit(place);

            assertThat(calls().submit(place)).isEqualTo(first);
            assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 4.00 - 0.00 = 6.00");
        }

        @Test
        void refuses_the_same_key_with_other_content() {
            calls().open(ACME, monthly("10"));
            IdempotencyKey key = key();
            calls().hold(ACME, key, usd("4"), HOUR);

            assertThatThrownBy(() -> calls().hold(ACME, key, usd("5"), HOUR))
                    .isInstanceOf(IdempotencyConflictException.class);
        }

        @Test
        void has_one_effect_when_threads_send_it_at_once() throws Exception {
            calls().open(ACME, monthly("10"));
            Command.PlaceHold place = new Command.PlaceHold(ACME, key(), usd("4"), HOUR, Labels.none());
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Callable<Result.HoldResult>> same = IntStream.range(0, THREADS)
                        .<Callable<Result.HoldResult>>mapToObj(thread -> () -> calls().submit(place))
                        .toList();
                for (Future<Result.HoldResult> answer : threads.invokeAll(same)) {
                    assertThat(answer.get()).isEqualTo(calls().submit(place));
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 4.00 - 0.00 = 6.00");
        }
    }

    @Nested
    @DisplayName("asked what it has")
    class Read {
        @Test
        void shows_every_entry_once_in_pages_newest_first() {
            calls().open(ACME, monthly("10"));
            IntStream.range(0, 7).forEach(job -> captured(ACME, "1"));
            List<Entry> all = calls().statement(ACME, 100).entries();

            List<Entry> paged = new ArrayList<>();
            OptionalLong before = OptionalLong.empty();
            do {
                Statement page = calls().read(new Query.StatementOf(ACME, before, 3));
                paged.addAll(page.entries());
                before = page.next();
            } while (before.isPresent());

            assertThat(paged).isEqualTo(all);
            assertThat(all.stream().map(Entry::sequence))
                    .containsExactlyElementsOf(IntStream.iterate(all.size(), n -> n > 0, n -> n - 1)
                            .mapToObj(Long::valueOf)
                            .toList());
        }

        @Test
        void knows_what_an_account_had() {
            calls().open(ACME, monthly("10"));
            Balance then = calls().balance(ACME);
            clock.advance(HOUR);

            captured(ACME, "4");

            assertThat(calls().read(new Query.BalanceAsOf(ACME, then.asOf()))).isEqualTo(then);
        }

        @Test
        void knows_no_account_that_is_not_open() {
            assertThatThrownBy(() -> calls().balance(ACME)).isInstanceOf(UnknownAccountException.class);
        }
    }

    @Nested
    @DisplayName("closed")
    class Closed {
        @Test
        void answers_nothing_any_more() throws Exception {
            calls().open(ACME, monthly("10"));
            Ledger closed = ledger();

            closed.close();

            assertThatThrownBy(() -> closed.blocking().hold(ACME, key(), usd("1"), HOUR))
                    .isInstanceOf(LedgerUnavailableException.class);
            use(reopen(clock).orElse(Ledger.inMemory(clock)));
        }

        @Test
        void is_as_it_was_when_it_is_opened_again() throws Exception {
            openPath("100", "50", "10");
            Command.PlaceHold place = new Command.PlaceHold(ANN, key(), usd("4"), HOUR, Labels.of("job", "1"));
            Result.HoldResult held = calls().submit(place);
            captured(ANN, "2");
            Statement before = calls().statement(ANN, 100);
            ledger().close();

            Optional<Ledger> again = reopen(clock);
            use(again.orElse(Ledger.inMemory(clock)));

            assumeTrue(again.isPresent(), "this ledger is lost with its process");
            assertThat(calls().statement(ANN, 100)).isEqualTo(before);
            assertThat(calls().submit(place)).isEqualTo(held);
            calls().capture(new HoldId(ANN, place.key()), key(), usd("3"));
            assertThat(shortly(ANN)).isEqualTo("10.00 - 5.00 - 0.00 - 0.00 = 5.00");
        }
    }
}
