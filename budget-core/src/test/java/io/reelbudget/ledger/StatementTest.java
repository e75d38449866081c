package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Result.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A statement")
class StatementTest extends LedgerSpecification {

    @Test
    void shows_every_entry_that_touched_the_account_the_newest_first() {
        calls.open(ACME, monthly("10"));
        calls.open(VIDEO, monthly("8"));
        IdempotencyKey key = key();
        Held held = (Held) calls.submit(new Command.PlaceHold(VIDEO, key, usd("5"), HOUR, Labels.of("job", "4711")));
        IdempotencyKey captureKey = key();
        calls.submit(new Command.CaptureHold(held.id(), captureKey, usd("6"), Labels.of("price", "2026-11")));

        Statement statement = calls.statement(ACME, 10);

        assertThat(statement.balance()).isEqualTo(calls.balance(ACME));
        assertThat(statement.next()).isEmpty();
        assertThat(statement.entries())
                .extracting(Entry::sequence, Entry::kind)
                .containsExactly(
                        tuple(6L, Entry.Kind.CAPTURED),
                        tuple(5L, Entry.Kind.HELD),
                        tuple(2L, Entry.Kind.GRANTED),
                        tuple(1L, Entry.Kind.OPENED));
        assertThat(statement.entries().get(0))
                .isEqualTo(new Entry(
                        6,
                        clock.instant(),
                        VIDEO,
                        Entry.Kind.CAPTURED,
                        captureKey,
                        Optional.of(held.id()),
                        List.of(
                                new Posting(ACME, Pool.HELD, Pool.POSTED, usd("5")),
                                new Posting(ACME, Pool.AVAILABLE, Pool.POSTED, usd("1")),
                                new Posting(VIDEO, Pool.HELD, Pool.POSTED, usd("5")),
                                new Posting(VIDEO, Pool.AVAILABLE, Pool.POSTED, usd("1"))),
                        List.of(new GrantUse(4, "allowance", usd("6"))),
                        OptionalLong.empty(),
                        Labels.of("price", "2026-11").with("job", "4711"),
                        ""));
    }

    @Test
    void tells_all_that_can_happen_in_postings_and_words() {
        calls.open(ACME, monthly("10"));
        Held first = held(ACME, "4");
        calls.extend(first.id(), key(), usd("6"), HOUR);
        calls.extend(first.id(), key(), usd("5"), HOUR);
        calls.release(first.id(), key(), "cancelled");
        held(ACME, "3");
        clock.advance(HOUR);
        calls.renew(ACME, key());
        calls.hold(ACME, key(), usd("11"), HOUR);
        calls.submit(new Command.Note(ACME, key(), "decision", "pause new jobs"));
        calls.topUp(ACME, key(), usd("2"), "invoice 7");
        clock.set("2026-12-01T00:00:00Z");

        List<String> lines = calls.statement(ACME, 100).entries().stream()
                .map(StatementTest::line)
                .toList();

        assertThat(lines)
                .containsExactly(
                        "GRANTED OUTSIDE>AVAILABLE 10.00 allowance for 2026-12-01T00:00:00Z to 2027-01-01T00:00:00Z",
                        "GRANT_EXPIRED AVAILABLE>EXPIRED 10.00",
                        "GRANTED OUTSIDE>AVAILABLE 2.00 invoice 7",
                        "NOTED {kind=decision} pause new jobs",
                        "REFUSED asked for 11.00 USD where 'acme' could hold 10.00 USD",
                        "HOLD_EXPIRED HELD>AVAILABLE 3.00",
                        "HELD AVAILABLE>HELD 3.00",
                        "RELEASED HELD>AVAILABLE 5.00 cancelled",
                        "EXTENDED HELD>AVAILABLE 1.00",
                        "EXTENDED AVAILABLE>HELD 2.00",
                        "HELD AVAILABLE>HELD 4.00",
                        "GRANTED OUTSIDE>AVAILABLE 10.00 allowance for 2026-11-10T12:00:00Z to 2026-12-01T00:00:00Z",
                        "OPENED");
    }

    private static String line(Entry entry) {
        StringBuilder line = new StringBuilder(entry.kind().name());
        entry.postings().forEach(posting -> line.append(' ')
                .append(posting.from())
                .append('>')
                .append(posting.to())
                .append(' ')
                .append(posting.amount().toDecimalString()));
        if (!entry.labels().equals(Labels.none())) {
            line.append(' ').append(entry.labels().values());
        }
        return line + (entry.text().isEmpty() ? "" : " " + entry.text());
    }

    @Test
    void shows_refusals_and_notes_to_their_own_account_only() {
        openPath("10", "10", "10");
        calls.hold(ANN, key(), usd("11"), HOUR);
        calls.submit(new Command.Note(ANN, key(), "decision", "refused"));

        assertThat(calls.statement(ANN, 2).entries())
                .extracting(Entry::kind)
                .containsExactly(Entry.Kind.NOTED, Entry.Kind.REFUSED);
        assertThat(calls.statement(ACME, 2).entries())
                .extracting(Entry::kind)
                .containsExactly(Entry.Kind.GRANTED, Entry.Kind.OPENED);
    }

    @Test
    void in_pages_of_any_size_shows_each_entry_once() {
        openPath("1000", "1000", "1000");
        AccountPath audio = AccountPath.of("acme/audio");
        calls.open(audio, monthly("1000"));
        for (int i = 0; i < 150; i++) {
            Held held = held(i % 3 == 0 ? audio : ANN, "1");
            calls.capture(held.id(), key(), usd("1"));
        }
        List<Entry> all = calls.statement(VIDEO, 10_000).entries();
        assertThat(all).hasSize(202);

        for (int size : List.of(1, 7, 100, 201, 202, 203)) {
            assertThat(inPages(VIDEO, size)).isEqualTo(all);
        }
    }

    private List<Entry> inPages(AccountPath account, int size) {
        List<Entry> collected = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = calls.read(new Query.StatementOf(account, before, size));
            collected.addAll(page.entries());
            before = page.next();
        } while (before.isPresent());
        return collected;
    }

    @Test
    void is_empty_before_the_first_entry() {
        calls.open(ACME, monthly("10"));

        assertThat(calls.read(new Query.StatementOf(ACME, OptionalLong.of(1), 10))
                        .entries())
                .isEmpty();
        assertThat(calls.read(new Query.StatementOf(ACME, OptionalLong.of(-5), 10))
                        .entries())
                .isEmpty();
    }

    @Test
    void of_an_unknown_account_or_of_no_lines_is_refused() {
        assertThatThrownBy(() -> calls.statement(ACME, 10)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> calls.statement(ACME, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Page was of 0 entries but must be of 1 to 10000; ask for pages.");
    }
}
