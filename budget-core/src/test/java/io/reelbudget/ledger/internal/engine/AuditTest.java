package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Verifying")
class AuditTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    private final MemoryLog log = new MemoryLog();

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @BeforeEach
    void write() {
        Ledger ledger = RecordedLedger.over(log, clock);
        ledger.blocking().open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
        ledger.blocking().hold(ACME, IdempotencyKey.named("1"), usd("3"), Duration.ofHours(1));
        ledger.blocking().hold(ACME, IdempotencyKey.named("2"), usd("2"), Duration.ofHours(1));
    }

    /** Verifies a ledger over the same records, of which the second last was changed. */
    private Verification verifyWith(UnaryOperator<Transaction> change) {
        List<StoredTransaction> stored = new ArrayList<>();
        log.scan((position, record) -> stored.add(TransactionCodec.decode(record)));
        MemoryLog changed = new MemoryLog();
        for (int i = 0; i < stored.size(); i++) {
            Transaction made = stored.get(i).made();
            SectionWriter bytes = TransactionCodec.encode(
                    i == stored.size() - 2 ? change.apply(made) : made,
                    stored.get(i).links());
            changed.append(bytes.array(), bytes.size());
        }
        return RecordedLedger.over(changed, clock).blocking().verify();
    }

    private static Transaction with(Transaction made, List<Event> events, BalanceSheet after) {
        return new Transaction(
                made.root(),
                made.purpose(),
                made.time(),
                made.key(),
                made.contentHash(),
                made.account(),
                made.firstSequence(),
                events,
                after);
    }

    @Test
    void finds_nothing_where_nothing_was_changed() {
        assertThat(verifyWith(made -> made))
                .extracting(Verification::entries, Verification::accounts, Verification::passed)
                .containsExactly(4L, 1L, true);
    }

    @Test
    void names_the_entry_whose_amount_was_changed() {
        Verification verification = verifyWith(made -> {
            Event.Held held = (Event.Held) made.events().get(0);
            Event more = new Event.Held(
                    held.account(),
                    held.hold(),
                    4_000_000,
                    held.leaseEnd(),
                    held.labels(),
                    List.of(),
                    Event.ACCOUNTS_OWN);
            return with(made, List.of(more), made.after());
        });

        assertThat(verification.passed()).isFalse();
        assertThat(verification.differences())
                .containsExactly("Entry 3 was recorded with a balance whose held was 3000000 millionths but 4000000 by"
                        + " the entries, available was 7000000 millionths but 6000000 by the entries; root 'acme'.");
    }

    @Test
    void names_the_entry_whose_balance_was_changed() {
        Verification verification = verifyWith(made -> with(
                made,
                made.events(),
                new BalanceSheet(
                        made.after().granted(),
                        1,
                        made.after().held(),
                        made.after().expired(),
                        made.after().debt(),
                        made.after().overdraftLimit(),
                        made.after().period(),
                        made.after().grantedInPeriod(),
                        made.after().postedInPeriod())));

        assertThat(verification.differences())
                .singleElement()
                .asString()
                .startsWith("Entry 3 was recorded with a balance whose posted was 1 millionths but 0 by the entries");
    }

    @Test
    void finds_entries_that_the_live_state_has_not() {
        Ledger ledger = RecordedLedger.over(log, clock);
        RecordedLedger.over(log, clock)
                .blocking()
                .submit(new Command.PlaceHold(
                        ACME, IdempotencyKey.named("3"), usd("1"), Duration.ofHours(1), Labels.none()));

        assertThat(ledger.blocking().verify().differences())
                .containsExactly("There were 5 entries but the newest was 4; root 'acme'.");
    }
}
