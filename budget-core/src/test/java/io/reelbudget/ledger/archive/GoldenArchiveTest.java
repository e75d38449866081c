package io.reelbudget.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that this version wrote when its format was made: it is never to be written anew. */
@DisplayName("The golden archive of version 1")
class GoldenArchiveTest {

    private static final Path GOLDEN = Path.of("src/test/resources/archive-v1/books.archive");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    private static final AccountPath ANN = AccountPath.of("acme/ann");

    @TempDir
    private Path directory;

    @Test
    void is_still_read() {
        try (Ledger ledger = Ledger.openJournal(directory.resolve("books"), CLOCK)) {
            RootArrival arrival = LedgerArchive.restore(GOLDEN, ledger);

            assertThat(arrival.verification().differences()).isEmpty();
            assertThat(arrival.added()).isEqualTo(5);
            assertThat(ledger.blocking().balance(ANN).posted()).isEqualTo(usd("1.15"));
            assertThat(ledger.blocking().accounts())
                    .containsExactly(AccountPath.of("acme"), ANN, AccountPath.of("beta"));
            assertThat(LedgerArchive.read(GOLDEN).roots().get("acme"))
                    .isEqualTo(new RootEnd(4, arrival.verification().seals().get("acme")));
        }
    }

    @Test
    void is_what_is_still_written() throws IOException {
        Path written = directory.resolve("books.archive");
        try (Ledger ledger = Ledger.openJournal(directory.resolve("books"), CLOCK)) {
            spend(ledger.blocking());
            LedgerArchive.write(ledger, written);
        }

        assertThat(written).hasSameBinaryContentAs(GOLDEN);
    }

    @Test
    void is_the_same_of_a_ledger_in_memory_that_chains_nothing() {
        try (Ledger ledger = Ledger.inMemory(CLOCK)) {
            spend(ledger.blocking());

            assertThat(LedgerArchive.write(ledger, directory.resolve("memory.archive")))
                    .isEqualTo(LedgerArchive.read(GOLDEN));
            assertThatThrownBy(() -> LedgerArchive.restore(GOLDEN, Ledger.inMemory(CLOCK)))
                    .hasMessageContaining("keeps no seals; take them into a ledger on disk or a shared one.");
        }
    }

    @Test
    void is_refused_in_a_later_version() throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDEN);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 12);
        header.putInt(12, (int) crc.getValue());
        Path later = Files.write(directory.resolve("later.archive"), bytes);

        assertThatThrownBy(() -> LedgerArchive.read(later))
                .hasMessage("Archive '" + later + "' was of version 2 but this program reads version 1; use the program"
                        + " that made it, or a later one.");
    }

    private static void spend(BlockingLedger calls) {
        Plan plan = Plan.monthly(usd("20"), ZoneOffset.UTC);
        calls.submit(new Command.OpenAccount(AccountPath.of("acme"), key(1), plan));
        calls.submit(new Command.OpenAccount(ANN, key(2), plan));
        calls.submit(new Command.OpenAccount(AccountPath.of("beta"), key(3), plan));
        Result.Held held = (Result.Held) calls.hold(ANN, key(4), usd("1.20"), Duration.ofHours(1));
        calls.capture(held.id(), key(5), usd("1.15"));
    }

    private static IdempotencyKey key(long number) {
        return new IdempotencyKey(0x601D, number);
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
