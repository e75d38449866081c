package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A console")
class ConsoleTest {

    private static final String GRANTS = "/api/v1/accounts/acme/grants";
    private static final String READER = "a-token-for-somebody-who-reads";
    private static final String SCOPED = "a-token-for-somebody-of-acme-video";

    private final DemoBudgets demo = DemoBudgets.empty();
    private final List<AuditEntry> audit = new ArrayList<>();
    private Console console;
    private Caller ann;

    @BeforeEach
    void open() {
        demo.open("acme", DemoBudgets.monthly("100"));
        demo.open("acme/video", DemoBudgets.monthly("50"));
        demo.open("birdhouse", DemoBudgets.monthly("10"));
        console = consoleWith(audit::add);
        ann = new Caller(console);
    }

    private Console consoleWith(AuditLog log) {
        return Console.over(demo.budgets)
                .authenticator(Caller.administrator()
                        .with(READER, Principal.of("rita", Role.READ))
                        .with(SCOPED, new Principal("vic", Role.ADMINISTER, Optional.of(AccountPath.of("acme/video")))))
                .audit(log)
                .clock(demo.clock)
                .open();
    }

    @AfterEach
    void close() {
        console.close();
        demo.close();
    }

    private Amount available(String account) {
        return demo.budgets.balance(AccountPath.of(account)).available();
    }

    @Nested
    @DisplayName("lets in")
    class LetsIn {
        @Test
        void nobody_without_a_token_anywhere() {
            Caller stranger = ann.without("Authorization");
            int asked = 0;
            for (String route : console.routes()) {
                String method = route.substring(0, route.indexOf(' '));
                String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[a-z]+}", "acme");
                demo.clock.set(demo.clock.instant().plusSeconds(10));
                assertThat(stranger.write(method, path, method.equals("GET") ? "" : "{}")
                                .status())
                        .as(route)
                        .isEqualTo(401);
                asked++;
            }
            assertThat(asked).isGreaterThan(30);
            assertThat(audit).isEmpty();
        }

        @Test
        void nobody_who_guesses_for_long() {
            Caller guesser = new Caller(console, "a-guess-of-twenty-two-characters");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                statuses.add(guesser.get("/api/v1/session").status());
            }

            assertThat(statuses).startsWith(401).endsWith(429);
            assertThat(ann.get("/api/v1/session").status())
                    .as("one who is known, from the same address")
                    .isEqualTo(200);
        }

        @Test
        void who_is_known_while_others_guess_from_the_same_address() {
            Caller guesser = new Caller(console, "a-guess-of-twenty-two-characters");
            for (int i = 0; i < 30; i++) {
                guesser.get("/api/v1/session");
            }

            assertThat(ann.get("/api/v1/session").status()).isEqualTo(200);
        }

        @Test
        void nobody_who_asks_without_end() {
            Response last = ann.get("/api/v1/session");
            for (int i = 0; i < 500 && last.status() == 200; i++) {
                last = ann.get("/api/v1/session");
            }

            assertThat(last.status()).isEqualTo(429);
            assertThat(last.headers()).containsKey("Retry-After");
        }

        @Test
        void readers_to_see_and_to_do_nothing() {
            Caller rita = new Caller(console, READER);

            assertThat(rita.get(GRANTS).status()).isEqualTo(200);
            assertThat(rita.write("POST", GRANTS, "{\"amount\":\"5\"}").status())
                    .isEqualTo(403);
            assertThat(available("acme")).isEqualTo(Amount.parse("100", Unit.USD));
            assertThat(audit).singleElement().satisfies(entry -> assertThat(entry.status())
                    .hasValue(403));
        }

        @Test
        void those_of_one_account_to_that_alone_as_if_there_were_no_other() {
            Caller vic = new Caller(console, SCOPED);

            assertThat(vic.get("/api/v1/accounts/acme~video").status()).isEqualTo(200);
            Response foreign = vic.get("/api/v1/accounts/acme");
            Response missing = vic.get("/api/v1/accounts/none");
            assertThat(foreign.status()).isEqualTo(404).isEqualTo(missing.status());
            assertThat(Caller.json(foreign).toString().replace("acme", "none"))
                    .isEqualTo(Caller.json(missing).toString());
            assertThat(vic.json("/api/v1/accounts").path("total").intValue()).isEqualTo(1);
            assertThat(vic.write("POST", GRANTS, "{\"amount\":\"5\"}").status()).isEqualTo(404);
            assertThat(vic.send("POST", "/api/v1/accounts/acme~video/what-if", "{\"settings\":[{\"name\":\"a\"}]}")
                            .status())
                    .isEqualTo(403);
        }

        @ParameterizedTest
        @ValueSource(strings = {"evil.test", "localhost.evil.test", "127.0.0.1.evil.test:8474", "", "[::2]:1"})
        void nobody_by_a_name_that_is_not_its_own(String host) {
            assertThat(ann.with("Host", host).get("/api/v1/session").status()).isEqualTo(421);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://evil.test", "null", "http://localhost:1", "https://localhost.evil.test:8474"})
        void nobody_from_another_pages_script(String origin) {
            assertThat(ann.with("Origin", origin)
                            .write("POST", GRANTS, "{\"amount\":\"5\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(ann.with("Sec-Fetch-Site", "cross-site")
                            .get("/api/v1/session")
                            .status())
                    .isEqualTo(403);
            assertThat(ann.with("Origin", "http://localhost:8474")
                            .get("/api/v1/session")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void nothing_but_json() {
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
                assertThat(ann.with("Content-Type", type)
                                .write("POST", GRANTS, "{\"amount\":\"5\"}")
                                .status())
                        .isEqualTo(415);
            }
        }
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        @Test
        void bodies_that_are_too_large_or_hostile() {
            assertThat(ann.write("POST", GRANTS, "x".repeat(300_000)).status()).isEqualTo(413);
            for (String body : List.of(
                    "[".repeat(5_000),
                    "{\"amount\":\"5\",\"amount\":\"6\"}",
                    "{\"amount\":1e999999999999999999999999999999999}",
                    "{\"amount\":\"5\"} {}",
                    "{")) {
                assertThat(ann.write("POST", GRANTS, body).status()).as(body).isEqualTo(400);
            }
            for (String body : List.of(
                    "{\"amount\":\"5\",\"surprise\":1}",
                    "{\"amount\":5}",
                    "{\"amount\":\"-5\"}",
                    "{\"amount\":\"0.0000001\"}",
                    "{}",
                    "[]")) {
                assertThat(ann.write("POST", GRANTS, body).status()).as(body).isEqualTo(422);
            }
            assertThat(available("acme")).isEqualTo(Amount.parse("100", Unit.USD));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/../openapi.json",
                    "/%2e%2e/io/reelbudget/console/openapi.json",
                    "/vendor/../index.html",
                    "/main.js%00.css",
                    "//main.js",
                    "/vendor/"
                })
        void paths_that_are_no_files_of_the_page(String path) {
            assertThat(ann.without("Authorization").get(path).status()).isIn(401, 404);
        }

        @Test
        void methods_that_a_path_does_not_have() {
            Response answer = ann.write("PATCH", "/api/v1/accounts/acme/plan", "{}");

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers().get("Allow")).isEqualTo("GET, PUT");
        }

        @Test
        void names_that_no_account_can_have() {
            Response answer = ann.write(
                    "POST",
                    "/api/v1/accounts",
                    "{\"account\":\"<script>\",\"plan\":{\"unit\":\"USD\",\"allowance\":{\"amount\":\"1\"},"
                            + "\"periods\":{\"kind\":\"months\"}}}");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Nested
    @DisplayName("answers")
    class Answers {
        @Test
        void everything_with_headers_that_keep_it_to_itself() {
            for (Response answer : List.of(
                    ann.get("/"),
                    ann.get("/api/v1/session"),
                    ann.get("/none"),
                    ann.with("Host", "x").get("/"))) {
                assertThat(answer.headers())
                        .containsEntry("X-Content-Type-Options", "nosniff")
                        .containsEntry("X-Frame-Options", "DENY")
                        .doesNotContainKey("Access-Control-Allow-Origin");
                assertThat(answer.headers().get("Content-Security-Policy"))
                        .contains("default-src 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe");
            }
        }

        @Test
        void a_page_of_at_most_60_kilobytes() {
            int bytes = 0;
            for (String file : List.of(
                    "/",
                    "/console.css",
                    "/main.js",
                    "/api.js",
                    "/dom.js",
                    "/accounts.js",
                    "/account.js",
                    "/charts.js",
                    "/edits.js",
                    "/estimate.js",
                    "/models.js",
                    "/vendor/uPlot.iife.min.js",
                    "/vendor/uPlot.min.css",
                    "/vendor/pico.classless.min.css")) {
                Response answer = ann.without("Authorization")
                        .with("Accept-Encoding", "gzip")
                        .get(file);
                assertThat(answer.status()).as(file).isEqualTo(200);
                bytes += (int) answer.length().orElseThrow();
            }

            assertThat(bytes).isBetween(10_000, 60 * 1_024);
        }

        @Test
        void the_same_file_by_a_word() {
            Response first = ann.get("/main.js");
            Response again =
                    ann.with("If-None-Match", first.headers().get("ETag")).get("/main.js");

            assertThat(again.status()).isEqualTo(304);
        }

        @Test
        void pages_of_accounts_one_after_the_other() {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                var page = ann.json("/api/v1/accounts?sort=account&limit=2&cursor=" + cursor);
                page.path("accounts")
                        .forEach(each -> seen.add(each.path("account").stringValue()));
                cursor = page.path("next").isNull() ? "" : page.path("next").stringValue();
            } while (!cursor.isEmpty());

            assertThat(seen).containsExactly("acme", "acme/video", "birdhouse");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-5.x", "x", ".acme", "99999999999.acme"})
        void no_cursor_but_its_own(String cursor) {
            assertThat(ann.get("/api/v1/accounts?cursor=" + cursor).status()).isEqualTo(422);
            assertThat(ann.get("/api/v1/accounts/acme/statement?cursor=" + cursor)
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void accounts_as_a_file() throws Exception {
            assertThat(ann.get("/api/v1/accounts?format=csv&sort=account").text())
                    .startsWith("account,unit,state")
                    .contains("\nacme,USD,FINE,100.00,0.00,0.00,");
        }

        @Test
        void statements_as_files() throws Exception {
            assertThat(ann.get("/api/v1/accounts/birdhouse/statement/export").text())
                    .contains("OPENED");
            assertThat(ann.get("/api/v1/accounts/birdhouse/statement/export?format=jsonl")
                            .text())
                    .contains("\"seal\"");
            assertThat(ann.get("/api/v1/accounts/none/statement/export").status())
                    .isEqualTo(404);
        }
    }

    @Nested
    @DisplayName("writes")
    class Writes {
        @Test
        void once_however_often_it_is_asked_under_one_key() throws Exception {
            Caller one = ann.with("Idempotency-Key", "top-up-1");
            Response first = one.write("POST", GRANTS, "{\"amount\":\"5\"}");
            Response again = one.write("POST", GRANTS, "{\"amount\":\"5\"}");

            assertThat(first.status()).isEqualTo(201);
            assertThat(again.bytes()).isEqualTo(first.bytes());
            assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
            assertThat(one.write("POST", GRANTS, "{\"amount\":\"6\"}").status()).isEqualTo(422);
            assertThat(available("acme")).isEqualTo(Amount.parse("105", Unit.USD));
        }

        /** Clients, and proxies between, differ in what they escape. */
        @Test
        void once_however_its_path_is_escaped() {
            Caller one = ann.with("Idempotency-Key", "top-up-3");
            one.write("POST", "/api/v1/accounts/acme~video/grants", "{\"amount\":\"5\"}");
            Response again = one.write("POST", "/api/v1/accounts/%61cme%7Evideo/grants", "{\"amount\":\"5\"}");
            console.close();
            console = consoleWith(audit::add);
            new Caller(console)
                    .with("Idempotency-Key", "top-up-3")
                    .write("POST", "/api/v1/accounts/acme%2Fvideo/grants", "{\"amount\":\"5\"}");

            assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
            assertThat(available("acme/video")).isEqualTo(Amount.parse("55", Unit.USD));
        }

        @Test
        void no_grant_that_is_over_before_it_begins() throws Exception {
            Response past = ann.write("POST", GRANTS, "{\"amount\":\"5\",\"expiry\":\"2020-01-01T00:00:00Z\"}");
            Response before = ann.write(
                    "POST",
                    GRANTS,
                    "{\"amount\":\"5\",\"effective\":\"2190-01-02T00:00:00Z\",\"expiry\":\"2190-01-01T00:00:00Z\"}");

            assertThat(past.status()).isEqualTo(422);
            assertThat(past.text()).contains("must be later than now");
            assertThat(before.status()).isEqualTo(422);
            assertThat(available("acme")).isEqualTo(Amount.parse("100", Unit.USD));
        }

        @Test
        void once_also_when_the_console_was_started_anew() {
            ann.with("Idempotency-Key", "top-up-2").write("POST", GRANTS, "{\"amount\":\"5\"}");
            console.close();
            console = consoleWith(audit::add);
            Response again =
                    new Caller(console).with("Idempotency-Key", "top-up-2").write("POST", GRANTS, "{\"amount\":\"5\"}");

            assertThat(again.status()).isEqualTo(201);
            assertThat(available("acme")).isEqualTo(Amount.parse("105", Unit.USD));
        }

        @Test
        void nothing_without_a_key() {
            assertThat(ann.send("POST", GRANTS, "{\"amount\":\"5\"}").status()).isEqualTo(400);
            assertThat(audit).isEmpty();
        }

        @Test
        void no_edit_of_what_has_changed_since() {
            String path = "/api/v1/accounts/acme/plan";
            String tag = ann.get(path).headers().get("ETag");
            String plan = "{\"plan\":" + ann.json(path).toString().replace("100.00", "120.00") + "}";

            assertThat(ann.write("PUT", path, plan).status()).isEqualTo(428);
            assertThat(ann.with("If-Match", tag).write("PUT", path, plan).status())
                    .isEqualTo(200);
            assertThat(ann.with("If-Match", tag).write("PUT", path, plan).status())
                    .isEqualTo(412);
        }

        @Test
        void what_it_reads_of_a_plan_as_the_same_plan() {
            String path = "/api/v1/accounts/acme/plan";
            Response before = ann.get(path);
            Response after = ann.with("If-Match", before.headers().get("ETag"))
                    .write("PUT", path, "{\"plan\":" + Caller.json(before) + ",\"change\":\"NOW_IN_FULL\"}");

            assertThat(after.status()).isEqualTo(200);
            assertThat(Caller.json(after)).isEqualTo(Caller.json(before));
        }

        @Test
        void down_who_did_it_before_and_after() {
            ann.write("POST", GRANTS, "{\"amount\":\"5\",\"reason\":\"invoice 7\"}");

            assertThat(audit).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.who()).isEqualTo("ann");
                assertThat(entry.path()).isEqualTo(GRANTS);
                assertThat(entry.bodySha256()).hasSize(64);
            });
            assertThat(audit.get(0).status()).isEmpty();
            assertThat(audit.get(1).status()).hasValue(201);
            assertThat(ann.json("/api/v1/accounts/acme/statement").toString()).contains("invoice 7 (ann)");
        }

        @Test
        void nothing_that_it_cannot_write_down() {
            Console unaudited = consoleWith(entry -> {
                throw new UncheckedIOException(new java.io.IOException("The disk is full."));
            });
            Response answer = new Caller(unaudited).write("POST", GRANTS, "{\"amount\":\"5\"}");
            unaudited.close();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(available("acme")).isEqualTo(Amount.parse("100", Unit.USD));
        }
    }

    @Test
    @DisplayName("names the place of a mistake in a policy")
    void names_the_place_of_a_mistake() throws Exception {
        Response answer = ann.with(
                        "If-Match",
                        ann.get("/api/v1/accounts/acme/policy").headers().get("ETag"))
                .write("PUT", "/api/v1/accounts/acme/policy", "{\"document\":{\"format\":\"reelbudget-policy-1\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("$");
    }
}
