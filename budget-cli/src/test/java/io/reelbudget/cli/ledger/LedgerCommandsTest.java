package io.reelbudget.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Commands on a ledger's directory")
class LedgerCommandsTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    @TempDir
    private Path temporary;

    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void spend() {
        directory = temporary.resolve("ledger");
        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("20.00"), ZoneOffset.UTC));
            Result.Held held =
                    (Result.Held) calls.hold(ACME, IdempotencyKey.named("hold"), usd("3.00"), Duration.ofHours(1));
            calls.capture(held.id(), IdempotencyKey.named("capture"), usd("2.50"));
        }
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private int run(Object command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, line, parsed) -> {
                    err.write(String.valueOf(fault.getMessage()));
                    return 2;
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private JsonNode json() {
        return new JsonMapper().readTree(out.toString());
    }

    @Test
    void list_accounts_with_what_is_left() {
        assertThat(run(new AccountCommand(), "list", "-d", directory.toString(), "--format", "json"))
                .isZero();

        assertThat(json().get(0).get("account").asString()).isEqualTo("acme");
        assertThat(json().get(0).get("available").asString()).isEqualTo("17.50");
        assertThat(json().get(0).get("posted").asString()).isEqualTo("2.50");
    }

    @Test
    void top_up_once_for_a_key() {
        String[] topUp = {"top-up", "-d", directory.toString(), "acme", "5.00", "--key", "invoice-1", "--format", "json"
        };

        assertThat(run(new AccountCommand(), topUp)).isZero();
        assertThat(run(new AccountCommand(), topUp)).isZero();
        assertThat(json().get(0).get("available").asString()).isEqualTo("22.50");

        topUp[4] = "6.00";
        assertThat(run(new AccountCommand(), topUp)).isEqualTo(2);
        assertThat(err.toString()).contains("key");
    }

    @Test
    void show_grants_in_the_order_in_which_they_are_spent() {
        assertThat(run(new AccountCommand(), "show", "-d", directory.toString(), "acme"))
                .isZero();

        assertThat(out.toString())
                .startsWith("acme: 17.50 USD available, 0.00 USD held, 2.50 USD posted.")
                .contains("allowance");
    }

    @Test
    void list_entries_the_newest_first() {
        assertThat(run(new LedgerCommand(), "statement", "-d", directory.toString(), "acme", "--format", "json"))
                .isZero();

        assertThat(json()).hasSize(4);
        assertThat(json().get(0).get("kind").asString()).isEqualTo("captured");
        assertThat(json().get(0).get("held").asString()).isEqualTo("-3.00");
        assertThat(json().get(0).get("posted").asString()).isEqualTo("2.50");
        assertThat(json().get(0).get("available").asString()).isEqualTo("0.50");
        assertThat(run(new LedgerCommand(), "statement", "-d", directory.toString(), "acme", "--limit", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("Limit was 0 but must be 1 to 1000");
    }

    @Test
    void export_all_entries_and_overwrite_nothing() throws IOException {
        Path file = temporary.resolve("acme.csv");
        String[] export = {"export", "-d", directory.toString(), "acme", "--output", file.toString()};

        assertThat(run(new LedgerCommand(), export)).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("sequence,time,account,kind");

        Files.writeString(file, "mine");
        assertThat(run(new LedgerCommand(), export)).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(run(new LedgerCommand(), "export", "-d", directory.toString(), "acme", "--as", "jsonl"))
                .isZero();
        assertThat(out.toString().lines())
                .as("entries and their seal")
                .hasSize(5)
                .allMatch(line -> line.startsWith("{"));
    }

    @Test
    void verify_the_journal_and_print_the_seals() {
        assertThat(run(new LedgerCommand(), "verify", "-d", directory.toString()))
                .isZero();

        assertThat(out.toString()).contains("acme  ").contains("4 entries gave 1 accounts; all agrees.");
    }

    @Test
    void top_up_by_no_blank_key_and_by_no_amount_that_is_mistyped() {
        for (String[] wrong : new String[][] {{"5", ""}, {"5", " "}, {"1e3", "k"}, {"0.0000001", "k"}, {"+5", "k"}}) {
            assertThat(run(
                            new AccountCommand(),
                            "top-up",
                            "-d",
                            directory.toString(),
                            "acme",
                            wrong[0],
                            "--key",
                            wrong[1]))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("but must be");
        }
        assertThat(run(new AccountCommand(), "show", "-d", directory.toString(), "acme", "--format", "json"))
                .isZero();
        assertThat(json()).hasSize(1);
    }

    @Test
    void begin_no_ledger_where_there_is_none() {
        Path nowhere = temporary.resolve("nowhere");

        assertThat(run(new AccountCommand(), "list", "-d", nowhere.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere' was none but must be that of a ledger");
        assertThat(nowhere).doesNotExist();
        assertThat(run(new AccountCommand(), "list", "-d", temporary.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("had no journal but must be that of a ledger");
        assertThat(temporary.toFile().list()).containsExactly("ledger");
    }
}
