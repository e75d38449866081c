package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits")
class LimitsTest extends LedgerSpecification {

    private static final Window HOURLY = Window.each(Periods.hours(ZoneOffset.UTC));
    private static final Window DAILY = Window.each(Periods.days(ZoneOffset.UTC));
    private static final Window MONTHLY = Window.each(Periods.months(ZoneOffset.UTC));
    private static final Window ANY_DAY = Window.trailing(Duration.ofDays(1));

    private HoldResult hold(String amount) {
        return calls.hold(ACME, key(), usd(amount), HOUR);
    }

    private Captured spend(String amount) {
        return calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    private List<LimitState> limits() {
        return calls.read(new Query.LimitsOf(ACME));
    }

    private static Shortfall shortOf(String asked, String available, Limit limit) {
        return new Shortfall(ACME, usd(asked), usd(available), Optional.of(limit));
    }

    @Test
    void begin_anew_at_the_very_instant_at_which_their_window_ends_also_where_nothing_was_booked_since() {
        Limit day = new Limit(AmountSchedule.listed(List.of(usd("5"), usd("7"))), DAILY, Limit.Enforcement.HARD);
        calls.open(ACME, monthly("1000").withLimit(day));
        spend("2");
        hold("1");
        Instant midnight = Instant.parse("2026-11-11T00:00:00Z");

        clock.set("2026-11-10T23:59:59.999999Z");
        assertThat(limits())
                .containsExactly(new LimitState(
                        day, Instant.parse("2026-11-10T00:00:00Z"), midnight, usd("5"), usd("2"), usd("1")));
        clock.set("2026-11-11T00:00:00Z");
        assertThat(limits())
                .containsExactly(new LimitState(
                        day, midnight, Instant.parse("2026-11-12T00:00:00Z"), usd("7"), usd("0"), usd("0")));
    }

    @Test
    void per_hour_day_and_month_hold_at_once_and_the_first_in_the_way_is_named() {
        Limit hour = Limit.hard(usd("3"), HOURLY);
        Limit day = Limit.hard(usd("5"), DAILY);
        Limit month = Limit.hard(usd("8"), MONTHLY);
        calls.open(ACME, monthly("1000").withLimit(hour).withLimit(day).withLimit(month));

        spend("3");
        assertThat(hold("0.01")).isEqualTo(shortOf("0.01", "0", hour));
        clock.advance(HOUR);
        spend("2");
        restart();
        assertThat(hold("0.5")).isEqualTo(shortOf("0.5", "0", day));
        clock.set("2026-11-11T00:00:00Z");
        assertThat(hold("4")).isEqualTo(shortOf("4", "3", hour));
        spend("3");
        clock.set("2026-11-12T00:00:00Z");
        assertThat(hold("1")).isEqualTo(shortOf("1", "0", month));
        clock.set("2026-12-01T00:00:00Z");
        assertThat(hold("3")).isInstanceOf(Held.class);
    }

    @Test
    void count_what_was_posted_and_what_is_held_once() {
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("10"), DAILY)));
        spend("4");
        Held open = held(ACME, "5");

        assertThat(limits())
                .singleElement()
                .isEqualTo(new LimitState(
                        Limit.hard(usd("10"), DAILY),
                        java.time.Instant.parse("2026-11-10T00:00:00Z"),
                        java.time.Instant.parse("2026-11-11T00:00:00Z"),
                        usd("10"),
                        usd("4"),
                        usd("5")));
        assertThat(hold("1.01")).isInstanceOf(Shortfall.class);
        calls.release(open.id(), key(), "not needed");
        assertThat(limits().get(0).remaining()).isEqualTo(usd("6"));
    }

    @Test
    void count_a_hold_in_the_window_in_which_it_was_opened_and_its_capture_in_that_in_which_it_was_posted() {
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("10"), DAILY)));
        clock.set("2026-11-10T23:30:00Z");
        Held over = held(ACME, "8");
        clock.set("2026-11-11T00:30:00Z");

        assertThat(limits().get(0).held()).isEqualTo(usd("0"));
        calls.capture(over.id(), key(), usd("7"));

        assertThat(limits().get(0))
                .extracting(LimitState::posted, LimitState::held)
                .containsExactly(usd("7"), usd("0"));
        assertThat(hold("3.5")).isEqualTo(shortOf("3.5", "3", Limit.hard(usd("10"), DAILY)));
    }

    @Test
    void count_a_raised_hold_whole_in_the_window_in_which_it_was_raised_and_a_lowered_one_where_it_was() {
        Limit limit = Limit.hard(usd("10"), DAILY);
        calls.open(ACME, monthly("1000").withLimit(limit));
        Held over = held(ACME, "8");
        clock.set("2026-11-11T01:00:00Z");
        spend("5");

        assertThat(calls.extend(over.id(), key(), usd("9"), HOUR)).isEqualTo(shortOf("1", "-3", limit));
        calls.extend(over.id(), key(), usd("4"), HOUR);
        assertThat(limits().get(0).held()).isEqualTo(usd("0"));
        calls.extend(over.id(), key(), usd("5"), HOUR);
        assertThat(limits().get(0).held()).isEqualTo(usd("5"));
        assertThat(hold("0.01")).isInstanceOf(Shortfall.class);
    }

    @Test
    void of_zero_let_nothing_through() {
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("0"), DAILY)));

        assertThat(hold("0.000001")).isEqualTo(shortOf("0.000001", "0", Limit.hard(usd("0"), DAILY)));
    }

    @Test
    void cap_an_unlimited_plan_which_else_lets_everything_through() {
        calls.open(ACME, Plan.unlimited(Unit.USD, ZoneOffset.UTC).withLimit(Limit.hard(usd("1000000"), DAILY)));

        assertThat(hold("1000000")).isInstanceOf(Held.class);
        assertThat(hold("1")).isInstanceOf(Shortfall.class);
        clock.advance(Duration.ofDays(1));
        assertThat(spend("999999").paidBy()).containsExactly(new GrantUse(-1, "overdraft", usd("999999")));
        assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
    }

    @Test
    void that_are_soft_are_shown_as_exceeded_and_refuse_nothing() {
        calls.open(ACME, monthly("1000").withLimit(Limit.soft(usd("5"), DAILY)));

        spend("4");
        assertThat(limits().get(0).isExceeded()).isFalse();
        hold("3");

        assertThat(limits().get(0))
                .extracting(LimitState::remaining, LimitState::isExceeded)
                .containsExactly(usd("-2"), true);
        clock.advance(Duration.ofDays(1));
        assertThat(limits().get(0).isExceeded()).isFalse();
    }

    @Test
    void of_every_level_must_pass_or_nothing_is_held() {
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("6"), DAILY)));
        calls.open(VIDEO, monthly("1000").withLimit(Limit.hard(usd("4"), DAILY)));
        calls.open(ANN, monthly("1000"));
        held(ACME, "3");

        assertThat(calls.hold(ANN, key(), usd("5"), HOUR))
                .isEqualTo(new Shortfall(ACME, usd("5"), usd("3"), Optional.of(Limit.hard(usd("6"), DAILY))));
        held(ANN, "2");
        assertThat(calls.hold(ANN, key(), usd("1"), HOUR)).isInstanceOf(Held.class);
        assertThat(calls.balance(ANN).held()).isEqualTo(usd("3"));
        assertThat(calls.read(new Query.LimitsOf(VIDEO)).get(0).held()).isEqualTo(usd("3"));
        assertThat(calls.read(new Query.LimitsOf(ACME)).get(0).held()).isEqualTo(usd("6"));
    }

    @Test
    void of_a_day_follow_the_clocks_of_their_zone() {
        Window berlinDays = Window.each(Periods.days(ZoneId.of("Europe/Berlin")));
        clock.set("2026-10-24T22:00:00Z");
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("5"), berlinDays)));
        spend("5");

        clock.set("2026-10-25T22:59:59Z"); // the day has 25 hours
        assertThat(hold("1")).isInstanceOf(Shortfall.class);
        clock.set("2026-10-25T23:00:00Z");
        assertThat(hold("1")).isInstanceOf(Held.class);
    }

    @Test
    void may_vary_from_a_list_and_by_growth() {
        calls.open(
                ACME,
                monthly("1000")
                        .withLimit(new Limit(
                                AmountSchedule.listed(List.of(usd("1"), usd("2"))), DAILY, Limit.Enforcement.HARD))
                        .withLimit(new Limit(
                                AmountSchedule.growing(usd("10"), 100, usd("12")), DAILY, Limit.Enforcement.SOFT)));

        assertThat(limits()).extracting(LimitState::cap).containsExactly(usd("1"), usd("10"));
        clock.advance(Duration.ofDays(1));
        restart();
        assertThat(limits()).extracting(LimitState::cap).containsExactly(usd("2"), usd("11"));
        clock.advance(Duration.ofDays(1));
        spend("2");
        assertThat(limits()).extracting(LimitState::cap).containsExactly(usd("2"), usd("12"));
        assertThat(hold("0.5")).isInstanceOf(Shortfall.class);
    }

    @Test
    void that_trail_are_exact_to_the_hour_and_rounded_against_the_spender() {
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("5"), ANY_DAY)));
        clock.set("2026-11-10T12:00:00Z");
        spend("3");
        clock.set("2026-11-10T14:59:59Z");
        spend("2");

        clock.set("2026-11-11T12:59:59Z"); // both count: the window begins in the hour of the first
        restart();
        assertThat(hold("1")).isEqualTo(shortOf("1", "0", Limit.hard(usd("5"), ANY_DAY)));
        clock.set("2026-11-11T13:00:00Z");
        assertThat(limits().get(0))
                .extracting(LimitState::start, LimitState::end, LimitState::posted)
                .containsExactly(
                        java.time.Instant.parse("2026-11-10T13:00:00Z"),
                        java.time.Instant.parse("2026-11-11T13:00:00Z"),
                        usd("2"));
        assertThat(hold("3.01")).isInstanceOf(Shortfall.class);
        assertThat(hold("3")).isInstanceOf(Held.class);
    }

    @Test
    void that_trail_count_a_hold_in_the_hour_in_which_it_was_opened() {
        calls.open(ACME, monthly("1000").withLimit(Limit.hard(usd("5"), ANY_DAY)));
        Held held = held(ACME, "5");
        clock.advance(Duration.ofHours(24));
        assertThat(hold("1")).isInstanceOf(Shortfall.class);
        clock.advance(Duration.ofHours(1));

        assertThat(hold("1")).isInstanceOf(Held.class);
        calls.capture(held.id(), key(), usd("4"));
        assertThat(limits().get(0))
                .extracting(LimitState::posted, LimitState::held)
                .containsExactly(usd("4"), usd("1"));
    }

    @Test
    void get_back_what_is_refunded_in_the_window_in_which_it_was_posted() {
        calls.open(
                ACME, monthly("1000").withLimit(Limit.hard(usd("5"), DAILY)).withLimit(Limit.hard(usd("50"), ANY_DAY)));
        Captured today = spend("5");
        calls.submit(new Command.Refund(ACME, key(), today.entry(), usd("2"), "failed"));
        assertThat(limits()).extracting(LimitState::posted).containsExactly(usd("3"), usd("3"));

        clock.advance(Duration.ofDays(1));
        spend("5");
        calls.submit(new Command.Refund(ACME, key(), today.entry(), usd("3"), "failed"));

        assertThat(limits()).extracting(LimitState::posted).containsExactly(usd("5"), usd("5"));
        assertThat(hold("1")).isInstanceOf(Shortfall.class);
    }

    @Test
    void that_a_plan_adds_count_what_was_spent_and_is_held_in_their_running_window() {
        calls.open(ACME, monthly("1000"));
        spend("2");
        Held open = held(ACME, "3");
        Plan capped = monthly("1000").withLimit(Limit.hard(usd("10"), DAILY)).withLimit(Limit.hard(usd("9"), ANY_DAY));
        calls.submit(new Command.ChangePlan(ACME, key(), capped, PlanChange.NOW_IN_FULL));

        assertThat(limits()).extracting(LimitState::posted).containsExactly(usd("2"), usd("2"));
        assertThat(limits()).extracting(LimitState::held).containsExactly(usd("3"), usd("3"));
        calls.release(open.id(), key(), "not needed");
        assertThat(limits()).extracting(LimitState::held).containsExactly(usd("0"), usd("0"));
        assertThat(limits()).extracting(LimitState::remaining).containsExactly(usd("8"), usd("7"));
    }

    @Test
    void without_end_count_all_that_was_ever_spent_though_its_hours_are_forgotten() {
        Plan once = Plan.prepaid(Unit.USD, ZoneOffset.UTC);
        calls.open(ACME, once);
        calls.topUp(ACME, key(), usd("1000"), "paid ahead");
        spend("30");
        clock.advance(Duration.ofDays(900));
        spend("5");
        Limit ever = Limit.hard(usd("40"), Window.each(new SinglePeriod(SinglePeriod.NEVER)));

        calls.changePlan(ACME, key(), once.withLimit(ever), PlanChange.NOW_IN_FULL);

        assertThat(limits()).extracting(LimitState::posted).containsExactly(usd("35"));
        assertThat(hold("5.01")).isEqualTo(shortOf("5.01", "5", ever));
    }

    @Test
    void go_on_counting_where_a_plan_keeps_their_window() {
        calls.open(
                ACME, monthly("1000").withLimit(Limit.hard(usd("10"), DAILY)).withLimit(Limit.soft(usd("9"), ANY_DAY)));
        spend("4");
        Held open = held(ACME, "3");
        calls.submit(new Command.ChangePlan(
                ACME,
                key(),
                monthly("1000").withLimit(Limit.hard(usd("8"), ANY_DAY)).withLimit(Limit.hard(usd("20"), DAILY)),
                PlanChange.NOW_IN_FULL));
        restart();

        assertThat(limits()).extracting(LimitState::posted).containsExactly(usd("4"), usd("4"));
        calls.capture(open.id(), key(), usd("3"));
        assertThat(limits()).extracting(LimitState::held).containsExactly(usd("0"), usd("0"));
        assertThat(limits()).extracting(LimitState::remaining).containsExactly(usd("1"), usd("13"));
    }

    @Test
    void that_vary_count_periods_from_when_their_plan_takes_effect_also_when_that_is_noticed_later() {
        calls.open(ACME, monthly("1000"));
        Plan stepped = monthly("1000")
                .withLimit(new Limit(
                        AmountSchedule.listed(List.of(usd("1"), usd("2"), usd("3"))), MONTHLY, Limit.Enforcement.HARD));
        calls.submit(new Command.ChangePlan(ACME, key(), stepped, PlanChange.AT_RENEWAL));
        clock.set("2027-02-10T00:00:00Z");

        assertThat(limits()).extracting(LimitState::cap).containsExactly(usd("3"));
    }

    @Test
    void are_told_from_grants_where_both_are_in_the_way() {
        calls.open(ACME, monthly("2").withLimit(Limit.hard(usd("1"), DAILY)));

        assertThat(hold("3")).isEqualTo(new Shortfall(ACME, usd("3"), usd("2"), Optional.empty()));
        assertThat(((Shortfall) hold("1.5")).limit()).contains(Limit.hard(usd("1"), DAILY));
        assertThat(calls.statement(ACME, 1).entries().get(0).kind()).isEqualTo(Entry.Kind.REFUSED);
    }
}
