package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests named after what went wrong in other products: how credits come, and what of them is counted. */
@DisplayName("What went wrong elsewhere with credits")
class CreditsComplaintsTest extends LedgerSpecification {

    @Test
    @DisplayName("bucket4j/bucket4j#39: credits trickled in all the time, none came whole at the turn of the period")
    void credits_trickled_in_instead_of_coming_whole_at_the_turn_of_the_period() {
        Instant begin = clock.instant();
        calls.open(ACME, Plan.each(Periods.every(Duration.ofHours(10), begin), usd("10")));
        calls.capture(held(ACME, "10").id(), key(), usd("10"));

        clock.set("2026-11-10T21:59:59.999999Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("0"));
        clock.set("2026-11-10T22:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
    }

    @Test
    @DisplayName("unkeyed/unkey#3389: calls were counted, and nobody could see how much they had spent")
    void calls_were_counted_and_not_what_they_spent() {
        calls.open(ACME, monthly("100"));
        Instant from = clock.instant();

        IntStream.range(0, 3).forEach(job -> calls.capture(held(ACME, "1").id(), key(), usd("0.1")));
        calls.capture(held(ACME, "50").id(), key(), usd("42"));
        calls.hold(ACME, key(), usd("1000"), HOUR);

        assertThat(calls.usage(ACME, from, from.plus(HOUR)).toArray())
                .containsExactly(usd("42.3").micros());
        assertThat(calls.balance(ACME).posted()).isEqualTo(usd("42.3"));
    }
}
