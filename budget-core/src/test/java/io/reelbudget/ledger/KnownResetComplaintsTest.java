package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What went wrong in other budget software, by the public reports named with each test, must not go wrong here. */
@DisplayName("What went wrong elsewhere at resets")
class KnownResetComplaintsTest extends LedgerSpecification {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Captured spend(String amount) {
        return calls.capture(held(ACME, amount).id(), key(), usd(amount));
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
}
