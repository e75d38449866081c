package io.reelbudget.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.FleetSlot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A replay of an account whose instances were paid for")
class InstanceChargesTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

    @TempDir
    Path directory;

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private void charge(BlockingLedger ledger, String name, Labels labels, String amount) {
        ledger.submit(new Command.PlaceHold(
                ACME, IdempotencyKey.named(name), usd(amount), Duration.ofHours(2), labels, Optional.empty()));
        HoldId hold = new HoldId(ACME, IdempotencyKey.named(name));
        ledger.capture(hold, IdempotencyKey.named("capture " + name), usd(amount));
        now.updateAndGet(instant -> instant.plusSeconds(60));
    }

    @Test
    void posts_them_as_they_were_says_so_and_leaves_them_out_if_asked_to() {
        try (Reelbudget budgets = Reelbudget.at(directory).clock(now::get).open()) {
            budgets.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            BlockingLedger ledger = budgets.ledger().blocking();
            charge(ledger, "job", Labels.none(), "5");
            charge(
                    ledger,
                    "instance",
                    new Labels(Map.of(
                            FleetSlot.LABEL_OFFER, "node",
                            FleetSlot.LABEL_REQUEST,
                                    IdempotencyKey.named("order").toString(),
                            FleetSlot.LABEL_NUMBER, "0")),
                    "7");

            Comparison comparison =
                    Backtest.of(budgets).whatIf(Setting.named("no instances").withoutInstances(), Duration.ofDays(30));

            assertThat(comparison.unchanged().spent()).isEqualTo(usd("12"));
            assertThat(comparison.changed().get(0).spent()).isEqualTo(usd("5"));
            assertThat(comparison.notes())
                    .anySatisfy(note -> assertThat(note).contains("1 charges under 'acme' are of instances"));
        }
    }
}
