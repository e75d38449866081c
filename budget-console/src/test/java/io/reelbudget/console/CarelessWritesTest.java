package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people, clients and proxies get wrong, and what it must not cost. */
@DisplayName("A console, carelessly written to")
class CarelessWritesTest {

    private static final String GRANTS = "/api/v1/accounts/acme/grants";

    private final DemoBudgets demo = DemoBudgets.empty();
    private Console console;
    private Caller ann;

    @BeforeEach
    void open() {
        demo.open("acme", DemoBudgets.monthly("100"));
        demo.open("acme/video", DemoBudgets.monthly("100"));
        console = demo.console(Caller.administrator());
        ann = new Caller(console);
    }

    @AfterEach
    void end() {
        console.close();
        demo.close();
    }

    private Amount available(String account) {
        return demo.budgets.balance(AccountPath.of(account)).available();
    }

    @Test
    void grants_once_by_one_key_however_the_path_is_escaped() {
        Caller again = ann.with("Idempotency-Key", "invoice-1");
        for (String path : List.of("acme~video", "acme%7Evideo", "acme%2Fvideo", "%61cme~video")) {
            Response answer = again.write("POST", "/api/v1/accounts/" + path + "/grants", "{\"amount\":\"5\"}");

            assertThat(answer.status()).as(path).isEqualTo(201);
        }
        assertThat(available("acme/video")).isEqualTo(Amount.parse("105", Unit.USD));

        console.close();
        console = demo.console(Caller.administrator()); // a new process: the ledger's own keys decide
        assertThat(new Caller(console)
                        .with("Idempotency-Key", "invoice-1")
                        .write("POST", "/api/v1/accounts/acme%7Evideo/grants", "{\"amount\":\"5\"}")
                        .status())
                .isEqualTo(201);
        assertThat(available("acme/video")).isEqualTo(Amount.parse("105", Unit.USD));
    }

    @Test
    void refuses_a_grant_that_expired_before_it_was_made() {
        Response answer = ann.write("POST", GRANTS, "{\"amount\":\"50\",\"expiry\":\"2020-01-01T00:00:00Z\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Caller.json(answer).get("detail").asString())
                .startsWith("Field $.expiry was 2020-01-01T00:00:00Z but must be later than now");
        assertThat(available("acme")).isEqualTo(Amount.parse("100", Unit.USD));
    }

    @Test
    void refuses_amounts_that_are_no_plain_decimals() throws Exception {
        for (String amount : List.of("1e3", "\u0665", "1.", ".5", "+5", "0.0000001", "9223372036855")) {
            Response answer = ann.write("POST", GRANTS, "{\"amount\":\"" + amount + "\"}");

            assertThat(answer.status()).as(amount).isEqualTo(422);
            assertThat(answer.text()).contains("Field $.amount: Amount was ").contains("but must be");
        }
        assertThat(available("acme")).isEqualTo(Amount.parse("100", Unit.USD));
    }

    @Test
    void refuses_reasons_that_could_make_who_wrote_them_look_otherwise() {
        for (String reason : List.of("\\u202etoor", "a\\u0000b", "two\\nlines", "\\u2066x", "\\ud800")) {
            Response answer = ann.write("POST", GRANTS, "{\"amount\":\"5\",\"reason\":\"" + reason + "\"}");

            assertThat(answer.status()).as(reason).isEqualTo(422);
        }
        String words =
                "\u05e2\u05d1\u05e8\u05d9\u05ea, \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 <b>&amp; \ud83d\udcb6";
        assertThat(ann.write("POST", GRANTS, "{\"amount\":\"5\",\"reason\":\"" + words + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refuses_cursors_and_parameters_that_mean_nothing() {
        for (String target : List.of(
                "/api/v1/accounts?cursor=-5.x",
                "/api/v1/accounts?order=up",
                "/api/v1/accounts?format=xml",
                "/api/v1/accounts/acme/statement?cursor=-5",
                "/api/v1/accounts/acme/statement/export?format=xml")) {
            assertThat(ann.get(target).status()).as(target).isEqualTo(422);
        }
    }

    @Test
    void takes_any_tag_and_lists_of_them_for_an_edit() throws Exception {
        Response plan = ann.get("/api/v1/accounts/acme/plan");
        String tag = String.valueOf(plan.headers().get("ETag"));
        String body = "{\"plan\":" + plan.text() + ",\"change\":\"AT_RENEWAL\"}";

        for (String match : List.of("*", "\"other\", " + tag, tag)) {
            assertThat(ann.with("If-Match", match)
                            .write("PUT", "/api/v1/accounts/acme/plan", body)
                            .status())
                    .as(match)
                    .isEqualTo(200);
        }
        assertThat(ann.with("If-Match", "\"other\", \"another\"")
                        .write("PUT", "/api/v1/accounts/acme/plan", body)
                        .status())
                .isEqualTo(412);
    }

    @Test
    void refuses_a_token_file_with_one_name_for_two(@TempDir Path directory) throws Exception {
        String token = "a-token-of-a-test-with-enough-characters";
        Path file = Files.writeString(
                directory.resolve("tokens.txt"), "ann read acme " + token + "1\nann read beta " + token + "2\n");

        Assertions.assertThatThrownBy(() -> BearerTokens.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Name at " + file + ", line 2 was 'ann' but must not be that of an earlier line with another"
                                + " role or account; what they do is recorded by it.");
    }
}
