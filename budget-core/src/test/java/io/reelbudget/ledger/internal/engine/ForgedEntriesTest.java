package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
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
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody writes records of their own into the journal of a ledger that is open. */
@DisplayName("Verifying a journal with forged entries")
class ForgedEntriesTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    private final Journal journal =
            Journal.open(new SimulatedDisk(new SplittableRandom(1)), 64 * 1024).start();
    private final Ledger ledger = RecordedLedger.over(journal, clock);

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @BeforeEach
    void write() {
        BlockingLedger calls = ledger.blocking();
        calls.open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
        calls.hold(ACME, IdempotencyKey.named("1"), usd("3"), Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Appends the newest transaction again, otherwise. */
    private List<String> differencesAfter(UnaryOperator<Transaction> change) {
        journal.await(appendForged(journal, change));
        return ledger.blocking().verify().differences();
    }

    private static long appendForged(Journal journal, UnaryOperator<Transaction> change) {
        List<StoredTransaction> stored = new ArrayList<>();
        journal.scan((position, record) -> stored.add(TransactionCodec.decode(record)));
        StoredTransaction newest = stored.get(stored.size() - 1);
        SectionWriter bytes = TransactionCodec.encode(change.apply(newest.made()), newest.links());
        return journal.append(bytes.array(), bytes.size());
    }

    private static Transaction with(Transaction made, String root, long time, long sequence, List<Event> events) {
        return new Transaction(
                root,
                made.purpose(),
                time,
                made.key(),
                made.contentHash(),
                made.account(),
                sequence,
                events,
                made.after());
    }

    @Test
    void names_one_that_leaves_numbers_out() {
        assertThat(differencesAfter(made -> with(made, "acme", made.time(), 9, made.events())))
                .containsExactly("Entry 9 followed entry 3; root 'acme'.");
    }

    @Test
    void names_one_of_an_earlier_time() {
        assertThat(differencesAfter(made -> with(made, "acme", made.time() - 1, 4, made.events())))
                .containsExactly("Entry 4 was earlier than the one before; root 'acme'.");
    }

    @Test
    void names_one_of_a_root_that_is_not_open() {
        assertThat(differencesAfter(made -> with(made, "nobody", made.time(), 1, made.events())))
                .containsExactly("Entry 1 was of a root that is not open; root 'nobody'.");
    }

    @Test
    void names_one_that_found_a_hold_otherwise_than_it_was() {
        List<String> differences = differencesAfter(made -> {
            Event.Held held = (Event.Held) made.events().get(0);
            Event released = new Event.Released(held.account(), held.hold(), 2_000_000, "forged");
            return with(made, "acme", made.time(), 4, List.of(released));
        });

        assertThat(differences)
                .singleElement()
                .asString()
                .matches("Entry 4 changed .* from another amount than it had; root 'acme'\\.");
    }

    @Test
    void goes_on_with_the_other_roots_and_names_the_first_of_each() {
        ledger.blocking().open(AccountPath.of("zeta"), Plan.monthly(usd("10"), ZoneOffset.UTC));
        differencesAfter(made -> with(made, "acme", made.time(), 9, made.events()));

        assertThat(differencesAfter(made -> with(made, "zeta", made.time(), 7, made.events())))
                .containsExactly("Entry 9 followed entry 3; root 'acme'.", "Entry 7 followed entry 2; root 'zeta'.");
    }

    /** An event that cannot be applied leaves the state ahead of the log or behind it: nothing may rest on it. */
    @Test
    void is_not_needed_where_the_rules_break_for_the_ledger_ends_at_once() {
        Ledger broken = MistakenRules.open(
                Journal.open(new SimulatedDisk(new SplittableRandom(2)), 64 * 1024),
                clock,
                (right, book, command, now) -> {
                    List<Event> events = new ArrayList<>(right.decide(command, now));
                    if (command instanceof Command.Note) {
                        events.add(new Event.Released(0, IdempotencyKey.named("no such hold"), 5, "mistake"));
                    }
                    return events;
                });
        broken.submit(new Command.OpenAccount(ACME, IdempotencyKey.named("a"), Plan.monthly(usd("1"), ZoneOffset.UTC)));

        Command<?> note = new Command.Note(ACME, IdempotencyKey.named("n"), "note", "");
        assertThatThrownBy(() -> broken.submit(note).toCompletableFuture().join())
                .hasStackTraceContaining("had no hold");
        assertThatThrownBy(() -> broken.submit(new Command.PlaceHold(
                                ACME, IdempotencyKey.named("h"), usd("1"), Duration.ofHours(1), Labels.none()))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        broken.close();
    }

    @Test
    void names_a_hundred_differences_at_most() {
        for (int i = 0; i < 110; i++) {
            String root = "nobody" + i;
            differencesAfter(made -> with(made, root, made.time(), 1, made.events()));
        }

        assertThat(ledger.blocking().verify().differences()).hasSize(100);
    }

    @Test
    void is_not_come_to_where_they_leave_numbers_out_or_go_back_in_time_for_such_a_journal_is_not_opened() {
        for (UnaryOperator<Transaction> forged : List.<UnaryOperator<Transaction>>of(
                made -> with(made, "acme", made.time(), 9, made.events()),
                made -> with(made, "acme", made.time() - 1, 4, made.events()))) {
            Journal copy = Journal.open(new SimulatedDisk(new SplittableRandom(3)), 64 * 1024);
            journal.scan((position, record) -> copy.append(record, record.length));
            copy.flush();
            appendForged(copy, forged);
            copy.flush();

            assertThatThrownBy(() -> RecordedLedger.over(copy, clock))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("its record is none");
            copy.close();
        }
    }
}
