package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.FileDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A ledger that keeps its entries for ten days")
class JournalRetentionTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Amount ONE = Amount.parse("1", Unit.USD);
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final int SEGMENT_BYTES = 8 * 1024;

    private final ManualClock clock = new ManualClock("2026-11-01T12:00:00Z");

    @TempDir
    Path temporary;

    private Ledger open(JournalRetention retention) {
        return RecordedLedger.in(FileDisk.open(temporary.resolve("ledger")), SEGMENT_BYTES, clock, retention);
    }

    /** A day of a hundred jobs; closing writes a snapshot. */
    private void day(int day, JournalRetention retention) {
        try (Ledger ledger = open(retention)) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(Amount.parse("10000", Unit.USD), ZoneOffset.UTC));
            for (int job = 0; job < 100; job++) {
                String name = day + "." + job;
                calls.hold(ACME, IdempotencyKey.named("hold " + name), ONE, Duration.ofHours(1));
                HoldId hold = new HoldId(ACME, IdempotencyKey.named("hold " + name));
                calls.capture(hold, IdempotencyKey.named("capture " + name), ONE);
            }
        }
        clock.advance(Duration.ofDays(1));
    }

    /** Pages back as far as it goes; returns the time of the oldest entry that was shown. */
    private static Instant pageBack(BlockingLedger calls) {
        Statement page = calls.statement(ACME, 100);
        while (true) {
            Instant oldest = page.entries().get(page.entries().size() - 1).time();
            OptionalLong next = page.next();
            if (next.isEmpty()) {
                return oldest;
            }
            try {
                page = calls.read(new Query.StatementOf(ACME, next, 100));
            } catch (DroppedEntriesException end) {
                assertThat(end.oldestKept()).isBeforeOrEqualTo(oldest);
                return oldest;
            }
        }
    }

    @Test
    void shows_statements_as_far_as_they_go_and_says_where_they_end() {
        JournalRetention retention = JournalRetention.dropOlderThan(TEN_DAYS);
        for (int day = 0; day < 20; day++) {
            day(day, retention);
        }

        try (Ledger ledger = open(retention)) {
            BlockingLedger calls = ledger.blocking();
            assertThat(calls.balance(ACME).posted()).isEqualTo(Amount.parse("2000", Unit.USD));
            assertThat(pageBack(calls))
                    .isAfter(Instant.parse("2026-11-02T00:00:00Z"))
                    .isBeforeOrEqualTo(clock.instant().minus(TEN_DAYS));
        }
    }

    @Test
    void closes_and_opens_again_though_what_is_to_be_dropped_cannot_be_read() throws IOException {
        JournalRetention retention = JournalRetention.dropOlderThan(TEN_DAYS);
        for (int day = 0; day < 9; day++) {
            day(day, retention);
        }
        Path oldest = segments().get(0);
        byte[] bytes = Files.readAllBytes(oldest);
        for (int at = 200; at < bytes.length; at++) {
            bytes[at] ^= 0x55;
        }
        Files.write(oldest, bytes);
        for (int day = 9; day < 30; day++) {
            day(day, retention);
        }

        try (Ledger ledger = open(retention)) {
            assertThat(ledger.blocking().balance(ACME).posted()).isEqualTo(Amount.parse("3000", Unit.USD));
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("ledger"))) {
            return files.filter(file -> file.getFileName().toString().matches("segment-.*\\.journal"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void may_be_of_a_hundred_years_at_most() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalRetention.dropOlderThan(Duration.ofDays(Integer.MAX_VALUE)))
                .withMessageContaining("must be at most a hundred years");
    }

    @Test
    void carries_a_command_out_anew_whose_key_was_forgotten_before_its_entry_was_dropped() {
        JournalRetention week = JournalRetention.dropOlderThan(Duration.ofDays(7));
        day(0, week);
        // Months pass in which only balances are read: no newer key pushes the old ones out.
        for (int month = 0; month < 4; month++) {
            clock.advance(Duration.ofDays(31));
            try (Ledger ledger = open(week)) {
                ledger.blocking().balance(ACME);
            }
        }

        try (Ledger ledger = open(week)) {
            BlockingLedger calls = ledger.blocking();
            assertThat(calls.hold(ACME, IdempotencyKey.named("hold 0.0"), ONE, Duration.ofHours(1)))
                    .isInstanceOf(Result.Held.class);
            assertThat(calls.balance(ACME).posted()).isEqualTo(Amount.parse("100", Unit.USD));
        }
    }

    @Test
    void has_all_entries_again_when_the_archive_is_put_back() throws Exception {
        Path archive = temporary.resolve("deep/archive");
        JournalRetention retention = JournalRetention.archiveTo(archive, TEN_DAYS);
        for (int day = 0; day < 20; day++) {
            day(day, retention);
        }
        try (Stream<Path> files = Files.list(archive)) {
            List<Path> archived = files.toList();
            assertThat(archived).isNotEmpty();
            for (Path file : archived) {
                Files.copy(file, temporary.resolve("ledger").resolve(file.getFileName()));
            }
        }

        try (Ledger ledger = open(JournalRetention.keepAll())) {
            assertThat(ledger.blocking().verify().differences()).isEmpty();
            assertThat(pageBack(ledger.blocking())).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
        }
    }

    @Test
    void refuses_an_age_shorter_than_keys_are_remembered_and_an_archive_without_one() {
        assertThatThrownBy(() -> JournalRetention.dropOlderThan(Duration.ofDays(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Age was PT144H but must be at least seven days; so long commands that are sent again are"
                        + " answered from their entries.");
        assertThatThrownBy(() -> new JournalRetention(Optional.empty(), Optional.of(Path.of("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Archive was 'a' but there must be an age too; say when entries go there.");
    }
}
