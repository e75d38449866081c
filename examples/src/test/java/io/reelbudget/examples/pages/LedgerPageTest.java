package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page on the ledger")
class LedgerPageTest {

    @TempDir
    Path parent;

    @Test
    void shows_a_job_that_is_held_for_and_captured() {
        Path directory = parent.resolve("ledger");
        AccountPath account = AccountPath.of("studio");
        Amount cost = Amount.parse("0.90", Unit.USD);

        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            BlockingLedger calls = ledger.blocking();
            calls.open(account, Plan.monthly(Amount.parse("500", Unit.USD), ZoneId.of("Europe/Berlin")));
            calls.hold(
                            account,
                            IdempotencyKey.named("hold job 4711"),
                            Amount.parse("1.20", Unit.USD),
                            Duration.ofHours(1))
                    .fold(
                            held -> calls.capture(held.id(), IdempotencyKey.named("capture job 4711"), cost)
                                    .balance()
                                    .available(),
                            shortfall -> shortfall.available());
        }

        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            assertThat(ledger.blocking().balance(account).posted()).isEqualTo(cost);
        }
    }
}
