package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
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
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Someone who may write the journal's files and knows its format, checksums included, but not the seals kept elsewhere.
 */
@DisplayName("A journal that was tampered with")
class TamperingTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int HEADER = 64;

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");

    @TempDir
    Path directory;

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private Ledger open() {
        return RecordedLedger.in(FileDisk.open(directory), SEGMENT_BYTES, clock);
    }

    @BeforeEach
    void write() {
        try (Ledger ledger = open()) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
            for (String reason : new String[] {"invoice 1", "invoice 2", "invoice 3"}) {
                calls.topUp(ACME, IdempotencyKey.named(reason), usd("5"), reason);
            }
        }
    }

    /** Replaces a text by one as long within the first record that has it, and puts all checksums right. */
    private void forge(String text, String other) throws IOException {
        Path segment = directory.resolve("segment-0000000001.journal");
        byte[] bytes = Files.readAllBytes(segment);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = HEADER; buffer.getInt(at) > 0; at += frame(buffer, at)) {
            byte[] record = new byte[buffer.getInt(at)];
            buffer.get(at + 20, record);
            String seen = new String(record, StandardCharsets.ISO_8859_1);
            if (seen.contains(text)) {
                buffer.put(at + 20, seen.replace(text, other).getBytes(StandardCharsets.ISO_8859_1));
                CRC32C crc = new CRC32C();
                crc.update(bytes, at, 4);
                crc.update(bytes, at + 8, frame(buffer, at) - 8);
                buffer.putInt(at + 4, (int) crc.getValue());
                Files.write(segment, bytes);
                return;
            }
        }
        throw new AssertionError("no record had " + text);
    }

    private static int frame(ByteBuffer buffer, int at) {
        return (20 + buffer.getInt(at) + 7) & -8;
    }

    private void forgetSnapshots() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("snapshot")) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void is_found_out_by_verifying_which_names_the_first_entry_that_was_changed() throws IOException {
        forge("invoice 2", "invoice 9");
        forgetSnapshots();
        try (Ledger ledger = open()) {
            assertThat(ledger.blocking().statement(ACME, 2).entries().get(1).text())
                    .isEqualTo("invoice 9");

            Verification verification = ledger.blocking().verify();

            assertThat(verification.passed()).isFalse();
            assertThat(verification.differences())
                    .containsExactly("Entry 4 was not sealed as the entries before it say; root 'acme'.");
        }
    }

    @Test
    void of_the_first_version_is_chained_to_what_is_written_after_it() throws IOException {
        Path old = Files.createDirectory(directory.resolve("old"));
        try (var golden = TamperingTest.class.getResourceAsStream("/journal-v1/segment-0000000001.journal")) {
            Files.write(
                    old.resolve("segment-0000000001.journal"),
                    Objects.requireNonNull(golden).readAllBytes());
        }
        clock.set("2027-01-15T00:00:00Z");
        try (Ledger ledger = RecordedLedger.in(FileDisk.open(old), 4_096, clock)) {
            ledger.blocking().topUp(ACME, IdempotencyKey.named("new"), usd("5"), "new");

            Verification verification = ledger.blocking().verify();

            assertThat(verification.differences()).isEmpty();
            assertThat(ledger.blocking().read(new Query.SealOf(ACME)).seal())
                    .isEqualTo(verification.seals().get("acme"));
        }
    }

    @Test
    void passes_where_nothing_was_changed() throws IOException {
        forge("invoice 2", "invoice 2");
        forgetSnapshots();
        try (Ledger ledger = open()) {
            assertThat(ledger.blocking().verify().passed()).isTrue();
        }
    }
}
