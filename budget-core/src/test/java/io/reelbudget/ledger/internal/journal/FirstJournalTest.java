package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.JournalRetention;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Its records are those of the golden journal, in segments as short as they may be. */
@DisplayName("A journal that version 1 began")
class FirstJournalTest {

    private static final int SEGMENT_BYTES = 1024;
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath VIDEO = AccountPath.of("acme/video");
    private static final Instant NOON = Instant.parse("2026-11-10T12:30:00Z");

    private final ManualClock clock = new ManualClock("2026-11-10T13:30:00Z");
    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(2));
    private final List<byte[]> records = new ArrayList<>();

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    @BeforeEach
    void read() throws IOException {
        String name = Segments.nameOf(1);
        SimulatedDisk golden = new SimulatedDisk(new SplittableRandom(1));
        try (InputStream stored = FirstJournalTest.class.getResourceAsStream("/journal-v1/" + name)) {
            golden.overwrite(
                    name, Objects.requireNonNull(stored, "golden journal").readAllBytes());
        }
        Journal.open(golden, SEGMENT_BYTES).scan((position, record) -> records.add(record));
    }

    private void append(int from, int to) {
        Journal journal = Journal.open(disk, SEGMENT_BYTES);
        records.subList(from, to).forEach(record -> journal.append(record, record.length));
        journal.close();
    }

    private Ledger open(JournalRetention retention) {
        return RecordedLedger.in(disk, SEGMENT_BYTES, clock, retention);
    }

    /** The last two records are of the next January: of time, that made the keys of November old. */
    @Test
    void answers_a_command_that_comes_again_as_it_did_then_whatever_its_content() {
        append(0, records.size() - 1);
        try (Ledger ledger = open(JournalRetention.keepAll())) {
            Result.Captured captured = ledger.blocking().capture(new HoldId(VIDEO, key("1")), key("3"), usd("12.5"));

            assertThat(captured.balance().period().start()).isEqualTo("2026-10-31T23:00:00Z");
            assertThat(captured.amount()).isEqualTo(usd("12.5"));
            // The first version hashed contents otherwise: whether this one is another cannot be told any more.
            assertThat(ledger.blocking().capture(new HoldId(VIDEO, key("1")), key("3"), usd("1")))
                    .isEqualTo(captured);
        }
    }

    @Test
    void tells_the_past_of_a_root_that_goes_on_beside_others() {
        append(0, records.size());
        clock.set("2027-01-15T00:00:00Z");
        try (Ledger ledger = open(JournalRetention.keepAll())) {
            BlockingLedger calls = ledger.blocking();
            Balance then = calls.balanceAsOf(ACME, NOON);
            calls.open(AccountPath.of("other"), Plan.monthly(usd("1"), ZoneOffset.UTC));
            for (int i = 0; i < 70; i++) {
                calls.recordUsage(ACME, key("usage " + i), usd("0.01"), clock.instant(), Labels.none());
            }
            clock.advance(Duration.ofSeconds(1));

            assertThat(calls.balanceAsOf(ACME, NOON)).isEqualTo(then);
            assertThat(calls.balanceAsOf(ACME, clock.instant().minusMillis(1)).posted())
                    .isEqualTo(usd("13.2"));
        }
    }

    @Test
    void tells_the_past_since_the_oldest_snapshot_where_its_first_segments_were_dropped() {
        append(0, records.size() - 3);
        open(JournalRetention.keepAll()).close();
        append(records.size() - 3, records.size());
        clock.set("2027-01-15T00:00:00Z");
        Balance then;
        try (Ledger ledger = open(JournalRetention.keepAll())) {
            then = ledger.blocking().balanceAsOf(ACME, Instant.parse("2026-12-15T00:00:00Z"));
        }
        try (Ledger ledger = open(JournalRetention.dropOlderThan(Duration.ofDays(7)))) {
            ledger.blocking().submit(new Command.Note(ACME, key("later"), "note", ""));
        }

        try (Ledger ledger = open(JournalRetention.dropOlderThan(Duration.ofDays(7)))) {
            assertThat(disk.names()).doesNotContain(Segments.nameOf(1));
            assertThat(ledger.blocking().balanceAsOf(ACME, Instant.parse("2026-12-15T00:00:00Z")))
                    .isEqualTo(then);
        }
    }
}
