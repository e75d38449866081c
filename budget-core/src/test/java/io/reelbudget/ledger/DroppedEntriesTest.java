package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Rollover;
import io.reelbudget.ledger.export.JsonStatement;
import io.reelbudget.ledger.export.StatementSpan;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.FileDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same three weeks in a ledger that keeps ten days of entries, and in one in memory that keeps all. */
@DisplayName("A ledger whose old entries were dropped")
class DroppedEntriesTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ANN = AccountPath.of("acme/ann");
    private static final AccountPath IDLE = AccountPath.of("idle");
    private static final List<AccountPath> BUSY = List.of(ACME, ANN);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS = 21;
    private static final int SEGMENT_BYTES = 8 * 1024;
    private static final JournalRetention TEN_DAYS = JournalRetention.dropOlderThan(Duration.ofDays(10));

    private final ManualClock clock = new ManualClock("2026-11-20T12:00:00Z");
    private final Ledger all = Ledger.inMemory(clock);

    /** When each day ended, and the first two days began. */
    private final List<Instant> instants = new ArrayList<>();

    @TempDir
    static Path written;

    @TempDir
    Path directory;

    private Ledger open(JournalRetention retention) {
        return RecordedLedger.in(FileDisk.open(directory), SEGMENT_BYTES, clock, retention);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    /** The journal is written by the first test, and copied for the others. */
    @BeforeEach
    void spend() throws IOException {
        boolean isWritten = !files(written, "").isEmpty();
        for (int day = 0; day < DAYS; day++) {
            if (isWritten) {
                workOneDay(List.of(all), day);
            } else {
                try (Ledger ledger = RecordedLedger.in(FileDisk.open(written), SEGMENT_BYTES, clock, TEN_DAYS)) {
                    workOneDay(List.of(ledger, all), day);
                }
            }
            instants.add(clock.instant());
            clock.advance(DAY);
        }
        for (Path file : files(written, "")) {
            Files.copy(file, directory.resolve(file.getFileName()));
        }
    }

    @AfterEach
    void close() {
        all.close();
    }

    private void workOneDay(List<Ledger> ledgers, int day) {
        if (day == 0) {
            Plan plan = Plan.monthly(usd("100"), ZoneOffset.UTC).withRollover(Rollover.all());
            submit(ledgers, new Command.OpenAccount(ACME, key("open acme"), plan));
            submit(ledgers, new Command.OpenAccount(ANN, key("open ann"), plan));
            submit(ledgers, new Command.OpenAccount(IDLE, key("open idle"), Plan.prepaid(Unit.USD, ZoneOffset.UTC)));
            submit(ledgers, topUp(IDLE, "idle", "5"));
        }
        submit(ledgers, topUp(ANN, "bonus " + day, "3"));
        for (int job = 0; job < 30; job++) {
            clock.advance(Duration.ofSeconds(7));
            HoldId hold = new HoldId(ANN, key("hold " + day + "." + job));
            Labels labels = Labels.of("codec", job % 2 == 0 ? "av1" : "hevc");
            submit(ledgers, new Command.PlaceHold(ANN, hold.key(), usd("0.3"), Duration.ofDays(30), labels));
            // The last one of each day stays open, and one job costs more than was held.
            if (job < 29) {
                String cost = job == 5 ? "0.7" : "0.2";
                submit(ledgers, new Command.CaptureHold(hold, key("capture " + day + "." + job), usd(cost), labels));
            }
        }
    }

    private static void submit(List<Ledger> ledgers, Command<?> command) {
        Object first = ledgers.get(0).blocking().submit(command);
        for (Ledger other : ledgers.subList(1, ledgers.size())) {
            assertThat((Object) other.blocking().submit(command)).isEqualTo(first);
        }
    }

    private static Command.TopUp topUp(AccountPath account, String name, String amount) {
        return new Command.TopUp(
                account, key(name), usd(amount), GrantKind.PROMOTIONAL, GrantOffer.always(), "a present");
    }

    private static Amount price(Entry capture) {
        assertThat(capture.account()).isEqualTo(ANN);
        return usd("0.25");
    }

    private Instant since(BlockingLedger calls) {
        return calls.verify().since().orElseThrow();
    }

    @Test
    void verifies_what_is_kept_from_the_oldest_snapshot_on() {
        try (Ledger ledger = open(TEN_DAYS)) {
            Verification kept = ledger.blocking().verify();
            Verification whole = all.blocking().verify();

            assertThat(kept.differences()).isEmpty();
            assertThat(kept.since().orElseThrow())
                    .isAfter(instants.get(0))
                    .isBefore(clock.instant().minus(Duration.ofDays(10)));
            assertThat(kept.entries()).isBetween(500L, whole.entries() - 300);
            assertThat(kept.accounts()).isEqualTo(whole.accounts());
            // The chain goes through the snapshot: it ends as it does where every entry was read.
            assertThat(kept.seals()).isEqualTo(whole.seals());
            assertThat(whole.since()).isEmpty();
        }
    }

    @Test
    void knows_what_accounts_had_since_the_oldest_snapshot_and_refuses_what_was_before() {
        try (Ledger ledger = open(TEN_DAYS)) {
            BlockingLedger calls = ledger.blocking();
            Instant since = since(calls);

            int answered = 0;
            for (Instant instant :
                    Stream.concat(Stream.of(since), instants.stream()).toList()) {
                for (AccountPath path : BUSY) {
                    Query.BalanceAsOf then = new Query.BalanceAsOf(path, instant);
                    if (instant.isBefore(since)) {
                        DroppedEntriesException dropped =
                                catchThrowableOfType(DroppedEntriesException.class, () -> calls.read(then));
                        assertThat(dropped.oldestKept()).isEqualTo(since);
                        assertThat(dropped).hasMessageContaining("must be from " + since + " on");
                    } else {
                        assertThat(calls.read(then)).isEqualTo(all.blocking().read(then));
                        answered++;
                    }
                }
            }
            assertThat(answered).isGreaterThan(20);
        }
    }

    @Test
    void knows_of_an_account_that_rested_what_it_had_since_its_own_last_entry() {
        Query.BalanceAsOf then = new Query.BalanceAsOf(IDLE, instants.get(0));
        try (Ledger ledger = open(TEN_DAYS)) {
            assertThat(ledger.blocking().read(then)).isEqualTo(all.blocking().read(then));
        }
    }

    @Test
    void shows_an_empty_page_where_no_entry_of_an_account_is_kept_and_says_so_of_the_next() {
        try (Ledger ledger = open(TEN_DAYS)) {
            BlockingLedger calls = ledger.blocking();

            Statement page = calls.statement(IDLE, 10);

            assertThat(page.entries()).isEmpty();
            assertThat(page.balance()).isEqualTo(all.blocking().balance(IDLE));
            assertThatThrownBy(() -> calls.read(new Query.StatementOf(IDLE, page.next(), 10)))
                    .isInstanceOf(DroppedEntriesException.class);
        }
    }

    @Test
    void adds_up_usage_by_label_since_the_oldest_snapshot() {
        try (Ledger ledger = open(TEN_DAYS)) {
            BlockingLedger calls = ledger.blocking();
            Instant since = since(calls);
            Query.UsageByLabel kept =
                    new Query.UsageByLabel(ANN, "codec", since.plus(Duration.ofHours(1)), clock.instant());
            Query.UsageByLabel older = new Query.UsageByLabel(ANN, "codec", instants.get(0), clock.instant());

            assertThat(calls.read(kept)).isEqualTo(all.blocking().read(kept));
            assertThatThrownBy(() -> calls.read(older))
                    .isInstanceOfSatisfying(DroppedEntriesException.class, dropped -> assertThat(dropped.oldestKept())
                            .isEqualTo(since));
        }
    }

    @Test
    void rates_a_span_anew_that_is_kept_and_refuses_an_older_one() {
        try (Ledger ledger = open(TEN_DAYS)) {
            BlockingLedger calls = ledger.blocking();
            Instant end = clock.instant();

            Rerating kept = new Rerating(ANN, instants.get(DAYS - 3), end, "2", "price");
            Rerating.Report report = kept.run(calls, DroppedEntriesTest::price);

            assertThat(report).isEqualTo(kept.run(all.blocking(), DroppedEntriesTest::price));
            assertThat(report.corrected()).hasSize(58);
            assertThatThrownBy(() ->
                            new Rerating(ANN, instants.get(0), end, "2", "price").run(calls, DroppedEntriesTest::price))
                    .isInstanceOf(DroppedEntriesException.class);
            // Of an account whose entries are all older than the span nothing is missing.
            assertThat(new Rerating(IDLE, instants.get(DAYS - 3), end, "2", "price")
                            .run(calls, DroppedEntriesTest::price)
                            .corrected())
                    .isEmpty();
        }
    }

    @Test
    void keeps_the_snapshot_that_stands_for_them_when_no_more_is_to_be_dropped() {
        Instant since;
        try (Ledger ledger = open(TEN_DAYS)) {
            since = since(ledger.blocking());
        }
        for (int day = DAYS; day < DAYS + 4; day++) {
            try (Ledger ledger = open(JournalRetention.keepAll())) {
                workOneDay(List.of(ledger), day);
            }
        }

        try (Ledger ledger = open(JournalRetention.keepAll())) {
            assertThat(ledger.blocking().verify().differences()).isEmpty();
            assertThat(since(ledger.blocking())).isEqualTo(since);
        }
    }

    @Test
    void begins_from_the_next_snapshot_where_the_oldest_is_damaged() throws IOException {
        Instant since;
        try (Ledger ledger = open(TEN_DAYS)) {
            since = since(ledger.blocking());
        }
        Path oldest = files(directory, "snapshot-").get(0);
        byte[] bytes = Files.readAllBytes(oldest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(oldest, bytes);

        try (Ledger ledger = open(TEN_DAYS)) {
            Verification kept = ledger.blocking().verify();
            assertThat(kept.differences()).isEmpty();
            assertThat(kept.since().orElseThrow()).isAfter(since);
        }
    }

    @Test
    void finds_an_entry_that_was_forged_after_the_oldest_snapshot() throws IOException {
        List<Path> segments = files(directory, "segment-");
        forge(segments.get(segments.size() / 2), "hevc", "vvc1");

        try (Ledger ledger = open(TEN_DAYS)) {
            assertThat(ledger.blocking().verify().differences())
                    .singleElement()
                    .asString()
                    .contains("was not sealed as the entries before it say; root 'acme'.");
        }
    }

    private static List<Path> files(Path directory, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    /** Replaces a text by one as long within the first record of a segment that has it, and puts the checksum right. */
    private static void forge(Path segment, String text, String other) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 64; buffer.getInt(at) > 0; at += frame(buffer, at)) {
            String seen = new String(bytes, at, frame(buffer, at), StandardCharsets.ISO_8859_1);
            int found = seen.indexOf(text);
            if (found > 0) {
                buffer.put(at + found, other.getBytes(StandardCharsets.ISO_8859_1));
                CRC32C crc = new CRC32C();
                crc.update(bytes, at, 4);
                crc.update(bytes, at + 8, frame(buffer, at) - 8);
                buffer.putInt(at + 4, (int) crc.getValue());
                Files.write(segment, bytes);
                return;
            }
        }
        throw new AssertionError("no record of " + segment + " had " + text);
    }

    private static int frame(ByteBuffer buffer, int at) {
        return (20 + buffer.getInt(at) + 7) / 8 * 8;
    }

    @Test
    void tells_past_commands_of_a_span_that_is_kept_and_refuses_an_older_one() {
        try (Ledger ledger = open(TEN_DAYS)) {
            BlockingLedger calls = ledger.blocking();
            Query.CommandsOf kept = new Query.CommandsOf(ANN, since(calls).plus(Duration.ofHours(1)), Instant.MAX);

            assertThat(calls.read(kept)).isNotEmpty().isEqualTo(all.blocking().read(kept));
            // Of one that rested since before, all is told: nothing.
            assertThat(calls.read(new Query.CommandsOf(IDLE, instants.get(DAYS - 3), Instant.MAX)))
                    .isEmpty();
            for (AccountPath account : BUSY) {
                assertThatThrownBy(() -> calls.read(new Query.CommandsOf(account, instants.get(0), Instant.MAX)))
                        .isInstanceOf(DroppedEntriesException.class);
            }
        }
    }

    @Test
    void exports_a_span_that_is_kept_and_refuses_an_older_one() throws IOException {
        try (Ledger ledger = open(TEN_DAYS)) {
            BlockingLedger calls = ledger.blocking();

            for (AccountPath account : List.of(ANN, IDLE)) {
                StatementSpan kept = new StatementSpan(account, instants.get(DAYS - 3), clock.instant());
                assertThat(exported(calls, kept)).isEqualTo(exported(all.blocking(), kept));
                assertThatThrownBy(() -> exported(calls, StatementSpan.all(account)))
                        .isInstanceOf(DroppedEntriesException.class);
            }
        }
    }

    private static String exported(BlockingLedger calls, StatementSpan span) throws IOException {
        StringBuilder lines = new StringBuilder();
        JsonStatement.write(calls, span, lines);
        return lines.toString();
    }
}
