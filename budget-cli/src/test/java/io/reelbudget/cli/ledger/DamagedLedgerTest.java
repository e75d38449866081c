package io.reelbudget.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.cli.Invocation;
import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A ledger on the command line")
class DamagedLedgerTest {

    @TempDir
    Path directory;

    private Path books;

    @BeforeEach
    void keepBooks() {
        books = directory.resolve("books");
        try (Ledger ledger = Ledger.openJournal(books, InstantSource.system())) {
            for (int i = 0; i < 20; i++) {
                ledger.blocking()
                        .open(
                                AccountPath.of("account-" + i),
                                Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC));
            }
        }
    }

    @Test
    void that_is_damaged_does_not_hold() throws Exception {
        Path segment;
        try (Stream<Path> files = Files.list(books)) {
            segment = files.filter(each -> each.toString().endsWith(".journal"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(1_000);
            int before = file.read();
            file.seek(1_000);
            file.write(before ^ 0xff);
        }

        Invocation verified = Invocation.of("ledger", "verify", "-d", books.toString());

        assertThat(verified.exitCode()).isEqualTo(ExitCode.DOES_NOT_HOLD);
        assertThat(verified.err()).contains(segment.getFileName().toString());
    }

    @Test
    void takes_no_top_up_under_a_blank_key() {
        Invocation blank = Invocation.of("account", "top-up", "-d", books.toString(), "account-1", "5", "--key", "");

        assertThat(blank.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(blank.err()).contains("Key was blank");
    }

    @Test
    void takes_no_amount_of_more_than_six_decimals() {
        Invocation fine =
                Invocation.of("account", "top-up", "-d", books.toString(), "account-1", "0.0000001", "--key", "one");

        assertThat(fine.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(fine.err()).contains("at most six decimals");
    }
}
