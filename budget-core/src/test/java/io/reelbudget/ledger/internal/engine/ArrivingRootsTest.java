package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.internal.engine.RecordStore.End;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A root whose records are still arriving")
class ArrivingRootsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan PLAN = Plan.monthly(usd("20"), ZoneOffset.UTC);
    private static final String NOT_WHOLE = "Root 'acme' was being imported, or an import of it was cut short, but must"
            + " be whole to be used; wait for the import to end, or import again.";

    private final ManualClock clock = new ManualClock("2026-11-23T12:00:00Z");
    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(2));
    private final RecordedLedger source =
            RecordedLedger.in(new SimulatedDisk(new SplittableRandom(1)), 4 * 1024, clock);
    private RecordedLedger target = RecordedLedger.in(disk, 4 * 1024, clock);

    @BeforeEach
    void spend() {
        source.blocking().open(ACME, PLAN);
        source.blocking().hold(ACME, IdempotencyKey.named("job"), usd("1"), Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private List<PortableRecord> records() {
        List<PortableRecord> records = new ArrayList<>();
        source.show("acme"::equals, records::add);
        return records;
    }

    private static Map<String, End> upTo(List<PortableRecord> records) {
        PortableRecord last = records.get(records.size() - 1);
        return Map.of("acme", new End(records.size(), last.seal()));
    }

    private void begin() {
        target.begin(Map.of("acme", new End(0, "")));
    }

    private void assertUnusable() {
        assertThat(target.arriving()).containsExactly("acme");
        assertThat(target.blocking().accounts()).doesNotContain(ACME);
        assertThatThrownBy(() -> target.blocking().balance(ACME))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage(NOT_WHOLE);
        assertThatThrownBy(() -> target.blocking().open(ACME, PLAN))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage(NOT_WHOLE);
        assertThatThrownBy(() -> target.submit(new Command.OpenAccount(ACME, IdempotencyKey.named("again"), PLAN))
                        .toCompletableFuture()
                        .join())
                .hasRootCauseMessage(NOT_WHOLE);
    }

    @Test
    void is_used_when_all_of_them_have_come_and_not_before() {
        begin();
        target.adopt(records().subList(0, 1));
        assertUnusable();

        target.adopt(records().subList(1, records().size()));
        assertUnusable();
        target.end(upTo(records()));

        assertThat(target.arriving()).isEmpty();
        assertThat(target.blocking().balance(ACME).held()).isEqualTo(usd("1"));
        assertThat(target.blocking().accounts()).containsExactly(ACME);
    }

    @Test
    void stays_unusable_after_a_power_loss() {
        begin();
        target.adopt(records().subList(0, 1));

        target = RecordedLedger.in(disk.afterPowerLoss(), 4 * 1024, clock);

        assertUnusable();
        begin();
        target.adopt(records().subList(1, records().size()));
        target.end(upTo(records()));
        assertThat(target.blocking().balance(ACME).held()).isEqualTo(usd("1"));
    }

    @Test
    void is_not_begun_where_it_was_used_meanwhile() {
        target.blocking().open(ACME, PLAN);

        assertThatThrownBy(this::begin)
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("Root 'acme' was used while an import of it began but must be left alone");

        assertThat(target.arriving()).isEmpty();
        assertThat(target.blocking().balance(ACME).available()).isEqualTo(usd("20"));
    }

    @Test
    void is_not_begun_where_no_seals_are_kept() {
        try (Ledger memory = Ledger.inMemory(clock)) {
            memory.blocking().open(ACME, PLAN);
            RecordStore unsealed = (RecordStore) memory;

            assertThatThrownBy(() -> unsealed.begin(Map.of("acme", new End(0, ""))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keeps no seals");

            assertThat(unsealed.arriving()).isEmpty();
            assertThat(memory.blocking().balance(ACME).available()).isEqualTo(usd("20"));
        }
    }

    @Test
    void is_not_begun_from_further_than_there_is() {
        assertThatThrownBy(() -> target.begin(upTo(records()))).isInstanceOf(LedgerUnavailableException.class);

        assertThat(target.arriving()).isEmpty();
    }

    @Test
    void is_not_ended_by_one_import_while_another_goes_on() {
        begin();
        target.adopt(records());

        assertThatThrownBy(() -> target.end(upTo(records().subList(0, 1))))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("Root 'acme' was being imported from elsewhere");

        assertUnusable();
    }

    @Test
    void is_not_ended_twice() {
        begin();
        target.adopt(records());
        target.end(upTo(records()));
        target.blocking().hold(ACME, IdempotencyKey.named("later"), usd("2"), Duration.ofHours(1));

        target.end(upTo(records()));

        assertThat(target.blocking().balance(ACME).held()).isEqualTo(usd("3"));
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
