package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Unit;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Usage by the hour")
class UsageTest extends LedgerSpecification {

    private void spend(String amount) {
        calls.capture(held(ANN, amount).id(), key(), usd(amount));
    }

    @Test
    void counts_what_was_captured_at_and_below_an_account_in_each_hour() {
        openPath("100", "100", "100");
        spend("1");
        clock.set("2026-11-10T12:59:59.999999Z");
        spend("2");
        clock.set("2026-11-10T13:00:00Z");
        spend("4");
        clock.set("2026-11-10T15:30:00Z");
        spend("8");

        HourlyUsage usage =
                calls.usage(ACME, Instant.parse("2026-11-10T11:20:00Z"), Instant.parse("2026-11-10T17:10:00Z"));

        assertThat(usage)
                .isEqualTo(HourlyUsage.of(
                        Instant.parse("2026-11-10T11:00:00Z"), Unit.USD, 0, 3_000_000, 4_000_000, 0, 8_000_000, 0));
        assertThat(calls.usage(ANN, Instant.parse("2026-11-10T13:00:00Z"), Instant.parse("2026-11-10T14:00:00Z")))
                .isEqualTo(HourlyUsage.of(Instant.parse("2026-11-10T13:00:00Z"), Unit.USD, 4_000_000));
    }

    @Test
    void is_refused_by_a_label_whose_texts_would_take_the_heap() {
        openPath("1000", "1000", "1000");
        Instant now = clock.instant();
        int texts = Query.UsageByLabel.MAX_SUMS / 8_000 + 1;
        for (int text = 0; text < texts; text++) {
            calls.submit(new Command.RecordUsage(ANN, key(), usd("0.01"), now, Labels.of("job", "job-" + text)));
        }

        Query.UsageByLabel year =
                new Query.UsageByLabel(ANN, "job", now.minus(Duration.ofHours(7_999)), now.plus(HOUR));
        assertThatThrownBy(() -> calls.read(year))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("had more than " + (texts - 1) + " texts in 8000 hours")
                .hasMessageContaining("ask for fewer hours");
        assertThat(calls.read(new Query.UsageByLabel(ANN, "job", now, now.plus(HOUR))))
                .hasSize(texts);
    }

    @Test
    void may_be_asked_for_of_instants_beyond_all_that_can_be() {
        openPath("100", "100", "100");
        spend("1");

        assertThat(calls.read(new Query.BalanceAsOf(ANN, Instant.MAX)).posted()).isEqualTo(usd("1"));
        assertThatThrownBy(() -> calls.read(new Query.BalanceAsOf(ANN, Instant.MIN)))
                .isInstanceOf(UnknownAccountException.class);
        assertThat(calls.usage(ANN, Instant.MIN, Instant.MIN).hours()).isZero();
        assertThat(calls.usage(ANN, Instant.MAX, Instant.MAX).hours()).isZero();
    }

    @Test
    void has_no_hours_where_none_were_asked_for() {
        calls.open(ACME, monthly("1"));

        assertThat(calls.usage(ACME, clock.instant(), clock.instant()).hours()).isZero();
    }

    @Test
    void is_kept_for_400_days_and_begins_later_where_older_hours_were_dropped() {
        openPath("100", "100", "100");
        spend("1");
        Instant first = Instant.parse("2026-11-10T12:00:00Z");
        for (int day = 0; day < 500; day += 10) {
            clock.advance(Duration.ofDays(10));
            spend("1");
        }

        Instant now = clock.instant();
        HourlyUsage of400Days = calls.usage(ANN, now.minus(Duration.ofDays(400)), now.plus(HOUR));
        HourlyUsage ofAll = calls.usage(ANN, first, now.plus(HOUR));

        assertThat(of400Days.hours()).isEqualTo(400 * 24 + 1);
        assertThat(Arrays.stream(of400Days.toArray()).sum()).isEqualTo(41_000_000);
        assertThat(ofAll.start()).isEqualTo(now.plus(HOUR).minus(Duration.ofDays(420)));
        assertThat(ofAll.end()).isEqualTo(now.plus(HOUR));
    }

    @Test
    void asked_for_backwards_or_for_more_than_ten_years_is_refused() {
        calls.open(ACME, monthly("1"));
        Instant from = Instant.parse("2026-11-10T12:00:00Z");

        assertThatThrownBy(() -> calls.usage(ACME, from, from.minus(HOUR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Usage was asked from 2026-11-10T12:00:00Z to 2026-11-10T11:00:00Z but must be of 0 to"
                        + " 88000 hours; ask for a shorter span.");
        assertThatThrownBy(() -> calls.usage(ACME, from, from.plus(Duration.ofHours(88_001))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
