package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The journal of version 1, as it was written once, must stay readable for ever; as long as a version is written, the
 * same commands must give the same bytes. {@code -Dreelbudget.golden=DIRECTORY} writes it anew.
 */
@DisplayName("The journal of each version")
class GoldenJournalTest {

    private static final String SEGMENT = "segment-0000000001.journal";
    private static final int SEGMENT_BYTES = 4 * 1024;
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath VIDEO = AccountPath.of("acme/video");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    /** One of each command, one batch each. */
    private byte[] write() {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        Ledger ledger = RecordedLedger.in(disk, SEGMENT_BYTES, clock);
        BlockingLedger calls = ledger.blocking();
        calls.submit(new Command.OpenAccount(
                ACME,
                key("open acme"),
                Plan.monthly(usd("100"), ZoneId.of("Europe/Berlin")).withAnchorDay(31)));
        calls.submit(new Command.OpenAccount(
                VIDEO,
                key("open acme/video"),
                Plan.monthly(usd("10"), ZoneId.of("Europe/Berlin")).withOverdraftLimit(usd("1"))));
        calls.submit(new Command.TopUp(
                VIDEO,
                key("promotion"),
                usd("2"),
                GrantKind.PROMOTIONAL,
                Optional.of(Instant.parse("2026-11-30T00:00:00Z")),
                "welcome"));
        Labels labels = Labels.of("codec", "av1").with("job", "größe 1");
        calls.submit(new Command.PlaceHold(VIDEO, key("1"), usd("5"), HOUR, labels));
        calls.extend(new HoldId(VIDEO, key("1")), key("2"), usd("6"), HOUR);
        calls.capture(new HoldId(VIDEO, key("1")), key("3"), usd("12.5"));
        calls.hold(VIDEO, key("4"), usd("50"), HOUR);
        calls.hold(ACME, key("5"), usd("7"), HOUR);
        calls.release(new HoldId(ACME, key("5")), key("6"), "cancelled");
        calls.hold(ACME, key("7"), usd("8"), HOUR);
        clock.advance(HOUR);
        calls.renew(ACME, key("8"));
        calls.submit(new Command.Note(VIDEO, key("9"), "decision", "pause"));
        clock.set("2027-01-15T00:00:00Z");
        calls.balance(VIDEO);
        ledger.close();
        return disk.contentOf(SEGMENT);
    }

    private static byte[] golden(String version) throws IOException {
        try (InputStream stored = GoldenJournalTest.class.getResourceAsStream("/journal-" + version + "/" + SEGMENT)) {
            return Objects.requireNonNull(stored, "golden journal").readAllBytes();
        }
    }

    /** With {@code -Dreelbudget.golden=DIRECTORY} it writes what would be the golden journal of a new version. */
    @Test
    void is_written_byte_for_byte_as_it_was() throws IOException {
        byte[] written = write();
        String directory = System.getProperty("reelbudget.golden");
        if (directory != null) {
            Files.write(Path.of(directory, SEGMENT), written);
        }

        assertThat(written).isEqualTo(golden("v3"));
    }

    /** Records of version 1 do not link a root's transactions: all are looked through for those of the past. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void tells_what_an_account_had_at_a_past_instant(String version) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(2));
        disk.overwrite(SEGMENT, golden(version));
        clock.set("2027-01-15T00:00:00Z");
        try (Ledger ledger = RecordedLedger.in(disk, SEGMENT_BYTES, clock)) {
            BlockingLedger calls = ledger.blocking();

            assertThat(calls.balanceAsOf(ACME, Instant.parse("2026-11-10T12:30:00Z")))
                    .extracting(Balance::granted, Balance::posted, Balance::held, Balance::overdraft)
                    .containsExactly(usd("100"), usd("12.5"), usd("8"), usd("0"));
            assertThat(calls.balanceAsOf(VIDEO, Instant.parse("2026-11-10T13:30:00Z")))
                    .extracting(Balance::granted, Balance::posted, Balance::held, Balance::overdraft)
                    .containsExactly(usd("12"), usd("12.5"), usd("0"), usd("0.5"));
            assertThat(calls.balanceAsOf(ACME, Instant.parse("2026-12-15T12:00:00Z")))
                    .extracting(Balance::granted, Balance::expired, Balance::held)
                    .containsExactly(usd("200"), usd("87.5"), usd("0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void is_read_as_it_was_meant(String version) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(2));
        disk.overwrite(SEGMENT, golden(version));
        clock.set("2027-01-15T00:00:00Z");
        try (Ledger ledger = RecordedLedger.in(disk, SEGMENT_BYTES, clock)) {
            BlockingLedger calls = ledger.blocking();
            List<String> lines = new ArrayList<>();
            for (Entry entry : calls.statement(ACME, 100).entries()) {
                lines.add(entry.sequence() + " " + entry.kind() + " " + entry.account() + " "
                        + entry.time().toString());
            }

            assertThat(lines)
                    .containsExactly(
                            "18 GRANTED acme 2027-01-15T00:00:00Z",
                            "17 GRANT_EXPIRED acme 2027-01-15T00:00:00Z",
                            "16 GRANTED acme 2027-01-15T00:00:00Z",
                            "15 GRANT_EXPIRED acme 2027-01-15T00:00:00Z",
                            "13 HOLD_EXPIRED acme 2026-11-10T13:00:00Z",
                            "12 HELD acme 2026-11-10T12:00:00Z",
                            "11 RELEASED acme 2026-11-10T12:00:00Z",
                            "10 HELD acme 2026-11-10T12:00:00Z",
                            "8 CAPTURED acme/video 2026-11-10T12:00:00Z",
                            "7 EXTENDED acme/video 2026-11-10T12:00:00Z",
                            "6 HELD acme/video 2026-11-10T12:00:00Z",
                            "2 GRANTED acme 2026-11-10T12:00:00Z",
                            "1 OPENED acme 2026-11-10T12:00:00Z");
            assertThat(calls.balance(VIDEO))
                    .extracting(Balance::granted, Balance::posted, Balance::expired, Balance::available)
                    .containsExactly(usd("32"), usd("12.5"), usd("9.5"), usd("10"));
            assertThat(calls.verify().differences()).isEmpty();
        }
        assertThat(Arrays.copyOf(golden(version), 8)).isEqualTo("REELBJRN".getBytes(StandardCharsets.US_ASCII));
    }
}
