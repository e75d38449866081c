package io.reelbudget.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The invented history")
class SyntheticHistoryTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void adds_up_exactly_to_what_was_asked_for_and_is_labelled() {
        Amount total = Amount.parse("3.333333", Unit.USD);
        DemoClock clock = new DemoClock(START, 1, () -> 0);
        try (Ledger ledger = Ledger.inMemory(clock)) {
            ledger.blocking().open(ACME, Plan.monthly(Amount.parse("4.00", Unit.USD), ZoneOffset.UTC));
            SyntheticHistory history = SyntheticHistory.draw(
                    ACME,
                    total,
                    START,
                    ZoneOffset.UTC,
                    RandomGeneratorFactory.of("L64X128MixRandom").create(7));

            for (int hour = 0; hour < SyntheticHistory.HOURS; hour++) {
                clock.set(START.plus(Duration.ofHours(hour).plusMinutes(30)));
                history.submit(ledger, hour).toCompletableFuture().join();
            }

            assertThat(ledger.blocking().balance(ACME).posted()).isEqualTo(total);
            assertThat(ledger.blocking().statement(ACME, 2).entries())
                    .extracting(Entry::labels)
                    .allSatisfy(labels -> assertThat(labels.values()).containsKey("synthetic"));
        }
    }
}
