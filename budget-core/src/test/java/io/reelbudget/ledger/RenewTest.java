package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Renewed;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("As time goes by")
class RenewTest extends LedgerSpecification {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void the_allowance_of_a_period_is_lost_at_its_end_and_that_of_the_next_is_there_at_the_same_instant() {
        calls.open(ACME, monthly("10"));
        calls.capture(held(ACME, "4").id(), key(), usd("4"));

        clock.set("2026-11-30T23:59:59.999999Z");
        assertThat(shortly(ACME)).isEqualTo("10.00 - 4.00 - 0.00 - 0.00 = 6.00");
        clock.set("2026-12-01T00:00:00Z");
        assertThat(shortly(ACME)).isEqualTo("20.00 - 4.00 - 0.00 - 6.00 = 10.00");

        Balance balance = calls.balance(ACME);
        assertThat(balance.period().start()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(balance.grantedInPeriod()).isEqualTo(usd("10"));
        assertThat(balance.postedInPeriod()).isEqualTo(usd("0"));
        assertThat(calls.grants(ACME))
                .singleElement()
                .extracting(Grant::origin)
                .isEqualTo("allowance for 2026-12-01T00:00:00Z to 2027-01-01T00:00:00Z");
    }

    @Test
    void a_period_is_granted_once_however_often_and_by_whatever_it_is_noticed() {
        calls.open(ACME, monthly("10"));
        clock.set("2026-12-01T00:00:00Z");

        calls.balance(ACME);
        calls.renew(ACME, key());
        calls.grants(ACME);
        held(ACME, "1");
        calls.statement(ACME, 10);

        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("20"));
    }

    @Test
    void a_year_of_downtime_books_every_month_and_leaves_only_the_last_to_spend() {
        calls.open(ACME, monthly("10"));
        clock.set("2027-11-15T00:00:00Z");

        assertThat(shortly(ACME)).isEqualTo("130.00 - 0.00 - 0.00 - 120.00 = 10.00");

        List<Entry> entries = calls.statement(ACME, 100).entries();
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == Entry.Kind.GRANTED)
                .hasSize(13);
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == Entry.Kind.GRANT_EXPIRED)
                .hasSize(12);
        assertThat(entries.get(0).key()).isEqualTo(IdempotencyKey.NONE);
        assertThat(entries.get(2).text()).isEqualTo("allowance for 2027-10-01T00:00:00Z to 2027-11-01T00:00:00Z");
    }

    @Test
    void more_than_a_year_of_hours_is_not_made_up_for() {
        calls.open(ACME, Plan.each(Periods.hours(ZoneOffset.UTC), usd("1")));
        clock.set("2029-11-15T00:30:00Z");

        Balance balance = calls.balance(ACME);

        assertThat(balance.granted()).isEqualTo(usd("10002"));
        assertThat(balance.available()).isEqualTo(usd("1"));
        assertThat(balance.period().start()).isEqualTo("2029-11-15T00:00:00Z");
    }

    @Test
    void a_clock_that_is_put_back_grants_nothing_twice_and_time_stands_still() {
        calls.open(ACME, monthly("10"));
        clock.set("2026-12-01T00:00:10Z");
        calls.balance(ACME);

        clock.set("2026-11-30T12:00:00Z");
        Balance stopped = calls.balance(ACME);
        clock.set("2026-12-01T00:00:11Z");
        Balance goingOn = calls.balance(ACME);

        assertThat(stopped.asOf()).isEqualTo("2026-12-01T00:00:10Z");
        assertThat(stopped.granted()).isEqualTo(usd("20"));
        assertThat(goingOn.asOf()).isEqualTo("2026-12-01T00:00:11Z");
        assertThat(goingOn.granted()).isEqualTo(usd("20"));
    }

    @Test
    void periods_begin_at_midnight_of_their_zone_across_summer_time() {
        clock.set("2026-03-15T00:00:00Z");
        calls.open(ACME, Plan.monthly(usd("10"), BERLIN));

        clock.set("2026-03-31T21:59:59Z"); // 23:59:59 in summer time
        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("10"));
        clock.set("2026-03-31T22:00:00Z");
        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("20"));
        clock.set("2026-10-31T22:59:59Z"); // 23:59:59 in winter time again
        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("80"));
        clock.set("2026-10-31T23:00:00Z");
        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("90"));
    }

    @Test
    void a_period_anchored_on_the_31st_begins_on_the_last_day_of_shorter_months_and_comes_back() {
        clock.set("2027-12-31T00:00:00Z");
        calls.open(ACME, Plan.each(new CalendarMonths(ZoneOffset.UTC, 31), usd("10")));

        List<String> edges =
                List.of("2028-01-31T00:00:00Z", "2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z", "2028-04-30T00:00:00Z");
        int granted = 10;
        for (String edge : edges) {
            clock.set(edge);
            clock.advance(Duration.ofSeconds(-1));
            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("" + granted));
            clock.advance(Duration.ofSeconds(1));
            granted += 10;
            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("" + granted));
        }
    }

    @Test
    void debt_is_carried_into_the_next_period_and_paid_off_by_its_allowance() {
        calls.open(ACME, monthly("10"));
        calls.capture(held(ACME, "10").id(), key(), usd("17"));
        clock.set("2026-12-01T00:00:00Z");

        assertThat(shortly(ACME)).isEqualTo("20.00 - 17.00 - 0.00 - 0.00 = 3.00");
        assertThat(calls.grants(ACME))
                .singleElement()
                .extracting(Grant::remaining)
                .isEqualTo(usd("3"));
    }

    @Test
    void a_hold_across_the_edge_is_kept_and_its_job_paid_by_the_new_period() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "6");
        clock.set("2026-12-01T00:00:01Z");

        assertThat(shortly(ACME)).isEqualTo("20.00 - 0.00 - 6.00 - 10.00 = 4.00");
        calls.capture(held.id(), key(), usd("6"));

        assertThat(calls.balance(ACME).postedInPeriod()).isEqualTo(usd("6"));
        assertThat(shortly(ACME)).isEqualTo("20.00 - 6.00 - 0.00 - 10.00 = 4.00");
    }

    @Test
    void a_hold_that_rests_on_a_grant_which_expired_takes_what_is_available_below_zero() {
        calls.open(ACME, monthly("0"));
        calls.submit(new Command.TopUp(
                ACME,
                key(),
                usd("5"),
                GrantKind.PROMOTIONAL,
                Optional.of(clock.instant().plus(HOUR)),
                "an hour only"));
        held(ACME, "5");
        clock.advance(HOUR);

        assertThat(shortly(ACME)).isEqualTo("5.00 - 0.00 - 5.00 - 5.00 = -5.00");
    }

    @Test
    void periods_without_allowance_begin_too() {
        calls.open(ACME, monthly("0").withOverdraftLimit(usd("100")));
        calls.capture(held(ACME, "3").id(), key(), usd("3"));
        clock.set("2027-02-10T00:00:00Z");

        Balance balance = calls.balance(ACME);

        assertThat(balance.period().start()).isEqualTo("2027-02-01T00:00:00Z");
        assertThat(balance.postedInPeriod()).isEqualTo(usd("0"));
        assertThat(balance.available()).isEqualTo(usd("-3"));
    }

    @Test
    void every_level_of_a_path_is_renewed_by_its_own_plan() {
        calls.open(ACME, monthly("100"));
        calls.open(VIDEO, monthly("50").withAnchorDay(15));
        clock.set("2026-12-02T00:00:00Z");

        assertThat(calls.balance(VIDEO).granted()).isEqualTo(usd("100"));
        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("200"));
    }

    @Test
    void renewing_expires_holds_on_the_account_and_below_whose_lease_ran_out() {
        openPath("100", "50", "20");
        Held onAnn = held(ANN, "5");
        clock.advance(Duration.ofMinutes(30));
        Held onVideo = held(VIDEO, "7");
        Held longLease = (Held) calls.hold(ANN, key(), usd("1"), Duration.ofDays(2));
        clock.advance(Duration.ofMinutes(29));
        assertThat(calls.renew(ACME, key()).expiredHolds()).isEmpty();
        clock.advance(Duration.ofMinutes(1));

        Renewed first = calls.renew(VIDEO, key());
        clock.advance(HOUR);
        Renewed second = calls.renew(ACME, key());

        assertThat(first.expiredHolds()).containsExactly(onAnn.id());
        assertThat(first.balance()).extracting(Balance::held).isEqualTo(usd("8"));
        assertThat(second.expiredHolds()).containsExactly(onVideo.id());
        assertThat(second.balance().held()).isEqualTo(usd("1"));
        assertThat(calls.openHolds(ANN)).extracting(OpenHold::id).containsExactly(longLease.id());
    }

    @Test
    void renewing_leaves_holds_beside_the_account_alone() {
        openPath("100", "50", "20");
        AccountPath audio = AccountPath.of("acme/audio");
        calls.open(audio, monthly("10"));
        Held beside = held(audio, "1");
        clock.advance(HOUR);

        assertThat(calls.renew(VIDEO, key()).expiredHolds()).isEmpty();
        assertThat(calls.renew(audio, key()).expiredHolds()).containsExactly(beside.id());
    }

    @Test
    void an_extended_lease_is_not_swept() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "5");
        clock.advance(Duration.ofMinutes(59));
        calls.extend(held.id(), key(), usd("5"), HOUR);
        clock.advance(Duration.ofMinutes(30));

        assertThat(calls.renew(ACME, key()).expiredHolds()).isEmpty();
    }
}
