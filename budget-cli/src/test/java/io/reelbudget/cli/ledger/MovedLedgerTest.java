package io.reelbudget.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("A ledger that is moved by the command line")
class MovedLedgerTest {

    @TempDir
    private Path temporary;

    private Path books;
    private Path archive;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void spend() {
        books = temporary.resolve("books");
        archive = temporary.resolve("books.archive");
        try (Ledger ledger = Ledger.openJournal(books, InstantSource.system())) {
            BlockingLedger calls = ledger.blocking();
            for (String root : List.of("acme", "beta")) {
                AccountPath account = AccountPath.of(root);
                calls.open(account, Plan.monthly(usd("20.00"), ZoneOffset.UTC));
                Result.Held held = (Result.Held)
                        calls.hold(account, IdempotencyKey.named("hold"), usd("3.00"), Duration.ofHours(1));
                calls.capture(held.id(), IdempotencyKey.named("capture"), usd("2.50"));
            }
        }
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine program = new CommandLine(new Program())
                .addSubcommand(new LedgerCommand())
                .addSubcommand(new AccountCommand());
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, line, parsed) -> {
                    err.write(String.valueOf(fault.getMessage()));
                    return 2;
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** What the commands are under. */
    @CommandLine.Command(name = "budget")
    private static final class Program {}

    private static String[] with(List<String> where, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(where);
        return all.toArray(String[]::new);
    }

    @Test
    void is_the_same_in_another_directory() {
        Path moved = temporary.resolve("moved");
        assertThat(run("ledger", "export", "-d", books.toString(), "--as", "archive", "--output", archive.toString()))
                .isZero();
        assertThat(out).hasToString("Wrote 6 transactions of 2 roots to " + archive + ".\n");

        assertThat(run("ledger", "import", archive.toString(), "--ledger", moved.toString()))
                .isZero();

        assertThat(out.toString()).isEqualTo("""
                        Added 6 transactions of 2 roots; 0 were there already.
                        8 entries gave 2 accounts; all agrees.
                        """);
        run("ledger", "verify", "-d", moved.toString());
        String verified = out.toString();
        run("ledger", "verify", "-d", books.toString());
        assertThat(verified).isEqualTo(out.toString());
        run("ledger", "import", archive.toString(), "--ledger", moved.toString());
        assertThat(out.toString()).startsWith("Added 0 transactions of 2 roots; 6 were there already.\n");
    }

    @Test
    void is_the_same_in_a_database_and_read_there() throws IOException {
        try (EmbeddedPostgres server = start()) {
            List<String> database = List.of("--database", server.getJdbcUrl("postgres", "postgres"));
            run("ledger", "export", "-d", books.toString(), "--as", "archive", "--output", archive.toString());

            assertThat(run(with(database, "ledger", "import", archive.toString(), "--create-tables")))
                    .as("%s", err)
                    .isZero();

            run("ledger", "verify", "-d", books.toString());
            String verified = out.toString();
            assertThat(run(with(database, "ledger", "verify"))).isZero();
            assertThat(out).hasToString(verified);
            assertThat(run(with(database, "account", "list"))).isZero();
            assertThat(out.toString()).contains("acme", "beta");
            Path back = temporary.resolve("back.archive");
            assertThat(run(with(database, "ledger", "export", "--as", "archive", "--output", back.toString())))
                    .isZero();
            assertThat(run("ledger", "import", back.toString(), "-d", books.toString()))
                    .isZero();
            assertThat(out.toString()).startsWith("Added 0 transactions of 2 roots; 6 were there already.\n");
        }
    }

    private static EmbeddedPostgres start() throws IOException {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
        } catch (IllegalStateException notHere) {
            assumeTrue(false, "No PostgreSQL starts here: " + notHere);
            throw notHere;
        }
    }

    @Test
    void is_refused_where_nothing_says_which_or_the_archive_is_none() {
        assertThat(run("ledger", "verify")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Ledger was not named but must be one; give its directory by -d DIR, or its database by"
                        + " --database URL.");
        assertThat(run("ledger", "import", books.resolve("lock").toString(), "-d", temporary + "/new"))
                .isEqualTo(2);
        assertThat(temporary.resolve("new")).doesNotExist();
        assertThat(run("ledger", "export", "-d", books.toString(), "--as", "archive"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("without --output FILE");
    }
}
