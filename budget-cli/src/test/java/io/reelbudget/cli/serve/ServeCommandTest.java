package io.reelbudget.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.cli.Invocation;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("budget serve")
class ServeCommandTest {

    private static final String TOKEN = "a-token-of-a-test-with-enough-characters";

    /** Its bit among those that a process ignores. */
    private static final long SIGINT = 1L << 1;

    @TempDir
    private Path temporary;

    private Path directory;
    private Path errors;

    @BeforeEach
    void open() {
        directory = temporary.resolve("ledger");
        errors = temporary.resolve("errors.txt");
        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            ledger.blocking()
                    .open(AccountPath.of("acme"), Plan.monthly(Amount.parse("20.00", Unit.USD), ZoneOffset.UTC));
        }
    }

    @Nested
    @DisplayName("on a ledger")
    class OnALedger {

        @Test
        void prints_an_address_with_a_token_answers_there_and_ends_by_a_signal() throws Exception {
            try (Served served = Served.with(Map.of(), errors, "-l", directory.toString(), "--port", "0")) {
                assertThat(served.text())
                        .startsWith("Console of " + directory + " with 1 account is served at\n\n  http://localhost:")
                        .contains("The address has a token for all that can be done; it ends with this program.")
                        .contains("Writes are recorded in " + directory.resolve("console-audit.jsonl"));
                assertThat(served.token()).hasSize(43);
                assertThat(sent(get(served.uri("/"))).body()).contains("<main");
                assertThat(sent(get(served.uri("/api/v1/accounts"))).statusCode())
                        .isEqualTo(401);
                assertThat(sent(mine(get(served.uri("/api/v1/accounts/acme")), served.token()))
                                .body())
                        .contains("\"available\":\"20.00\"");
                assertThat(topUp(served, served.token()).statusCode()).isEqualTo(201);

                assertThat(served.signalled("TERM")).isEqualTo(143);
            }
            assertThat(Files.readString(errors)).isEmpty();
            assertThat(Files.readString(directory.resolve("console-audit.jsonl")))
                    .contains("\"owner\"");
            assertThat(Invocation.of("account", "show", "acme", "-d", directory.toString(), "--format", "json")
                            .out())
                    .as("the ledger is free again, and has what was written")
                    .contains("\"kind\":\"paid\",\"left\":\"5.00\"");
        }

        @Test
        void shows_a_ledger_of_another_time_as_it_was_then() throws Exception {
            Path past = temporary.resolve("past");
            InstantSource then = InstantSource.fixed(Instant.parse("2025-03-20T10:00:00Z"));
            try (Ledger ledger = Ledger.openJournal(past, then)) {
                BlockingLedger calls = ledger.blocking();
                AccountPath acme = AccountPath.of("acme");
                calls.open(acme, Plan.monthly(Amount.parse("20.00", Unit.USD), ZoneOffset.UTC));
                calls.recordUsage(
                        acme,
                        IdempotencyKey.named("march"),
                        Amount.parse("5.00", Unit.USD),
                        then.instant(),
                        Labels.none());
            }
            String[] words = {"-l", past.toString(), "--port", "0", "--time", "2025-03-21T00:00:00Z"};
            try (Served served = Served.with(Map.of(), errors, words)) {
                assertThat(sent(mine(get(served.uri("/api/v1/accounts/acme")), served.token()))
                                .body())
                        .as("not renewed since")
                        .contains("\"available\":\"15.00\"")
                        .contains("2025-04-01T00:00:00Z");
            }
        }

        @Test
        void ends_by_an_interrupt_from_the_keyboard() throws Exception {
            assumeThat(isInterruptible())
                    .as("a build in the background ignores interrupts")
                    .isTrue();
            try (Served served = Served.with(Map.of(), errors, "-l", directory.toString(), "--port", "0")) {
                assertThat(served.signalled("INT")).isEqualTo(130);
            }
        }

        /** A shell has what it starts in the background ignore them, and all that this starts in turn. */
        private static boolean isInterruptible() throws IOException {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return true;
            }
            String ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElseThrow();
            return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & SIGINT) == 0;
        }

        @Test
        void lets_in_whom_a_token_file_names_and_prints_no_token() throws Exception {
            Path tokens = tokenFile("ann read * " + TOKEN);
            try (Served served = Served.with(
                    Map.of(), errors, "-l", directory.toString(), "--port", "0", "--token-file", tokens.toString())) {
                assertThat(served.token()).isEqualTo("none");
                assertThat(served.text()).contains("Sign in with a token of " + tokens + ".");
                assertThat(sent(mine(get(served.uri("/api/v1/session")), TOKEN)).body())
                        .contains("\"ann\"");
                assertThat(topUp(served, TOKEN).statusCode()).isEqualTo(403);

                assertThat(served.signalled("TERM")).isEqualTo(143);
            }
        }

        private HttpResponse<String> topUp(Served served, String token) throws Exception {
            return sent(mine(get(served.uri("/api/v1/accounts/acme/grants")), token)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "invoice-1")
                    .POST(BodyPublishers.ofString("{\"amount\": \"5.00\", \"reason\": \"invoice 1\"}")));
        }
    }

    @Nested
    @DisplayName("with a certificate")
    class WithACertificate {

        private static final String PASSWORD = "changeit-for-a-test";

        @Test
        void answers_over_tls_only() throws Exception {
            Path keystore = keystore();
            try (Served served = Served.with(
                    Map.of("BUDGET_KEYSTORE_PASSWORD", PASSWORD),
                    errors,
                    "-l",
                    directory.toString(),
                    "--port",
                    "0",
                    "--address",
                    "127.0.0.1",
                    "--host",
                    "localhost",
                    "--tls-keystore",
                    keystore.toString())) {
                assertThat(served.text()).contains("  https://localhost:").contains("#token=");
                HttpClient trusting =
                        HttpClient.newBuilder().sslContext(trusting(keystore)).build();
                URI address = URI.create("https://127.0.0.1:" + served.uri("/").getPort() + "/");
                assertThat(trusting.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                                .statusCode())
                        .as("by the address that it is served on")
                        .isEqualTo(200);
                HttpRequest account = mine(get(served.uri("/api/v1/accounts/acme")), served.token())
                        .build();
                assertThat(trusting.send(account, BodyHandlers.ofString()).body())
                        .contains("\"available\":\"20.00\"");
                URI plain = URI.create("http://localhost:" + served.uri("/").getPort() + "/");
                assertThatThrownBy(() -> sent(get(plain))).isInstanceOf(IOException.class);
            }
        }

        @Test
        void says_that_its_password_is_missing() throws Exception {
            Path keystore = keystore();

            Invocation run = served("--tls-keystore", keystore.toString());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo("budget: Environment variable BUDGET_KEYSTORE_PASSWORD was not set but must be the"
                            + " password of '" + keystore + "'.\n");
        }

        private Path keystore() throws IOException, InterruptedException {
            Path keystore = temporary.resolve("certificate.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "console",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            keystore.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("keytool.txt").toFile())
                    .start();
            assertThat(keytool.waitFor()).isZero();
            return keystore;
        }

        private SSLContext trusting(Path keystore) throws IOException, GeneralSecurityException {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keystore)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("console", keys.getCertificate("console"));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, managers.getTrustManagers(), null);
            return tls;
        }
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {

        @Test
        void other_addresses_without_a_certificate() {
            Invocation run = served("--address", "0.0.0.0");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo("budget: Address was '0.0.0.0' without a certificate but must have one; add"
                            + " --tls-keystore, or leave --address out and let a proxy on this machine encrypt.\n");
        }

        @Test
        void a_directory_that_is_no_ledger() throws Exception {
            Path empty = Files.createDirectory(temporary.resolve("empty"));
            Invocation run = Invocation.of("serve", "--ledger", empty.toString());
            Invocation missing = Invocation.of(
                    "serve", "--ledger", temporary.resolve("missing").toString());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo(
                            "budget: Directory '" + empty + "' had no journal but must be that of a ledger; check the"
                                    + " path, or have 'budget demo --directory DIR' make one in DIR/ledger.\n");
            assertThat(missing.exitCode()).isEqualTo(2);
            assertThat(missing.err())
                    .contains("was none but must be that of a ledger")
                    .contains("check the path");
        }

        @Test
        void a_directory_that_has_its_ledger_below() throws Exception {
            Path demo = Files.createDirectory(temporary.resolve("demo"));
            Path ledger = Files.createDirectory(demo.resolve("ledger"));

            assertThat(Invocation.of("serve", "--ledger", demo.toString()).err())
                    .endsWith("must be that of a ledger; try '" + ledger + "'.\n");
        }

        @Test
        void token_files_that_let_nobody_in() throws Exception {
            Invocation nobody = served("--token-file", tokenFile("# nobody").toString());
            Invocation broken =
                    served("--token-file", tokenFile("ann owner * " + TOKEN).toString());
            Invocation missing =
                    served("--token-file", temporary.resolve("missing").toString());

            assertThat(nobody.exitCode()).isEqualTo(2);
            assertThat(nobody.err()).contains("had no token but must have one at least; add a line.");
            assertThat(broken.exitCode()).isEqualTo(2);
            assertThat(broken.err())
                    .contains("was 'owner' but must be read, operate or administer.")
                    .doesNotContain(TOKEN);
            assertThat(missing.exitCode()).isEqualTo(2);
            assertThat(missing.err()).contains("cannot be read");
        }

        @Test
        void a_ledger_that_another_program_has() {
            try (Ledger other = Ledger.openJournal(directory, InstantSource.system())) {
                assertThat(other.blocking().accounts()).hasSize(1);

                Invocation run = served();

                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err()).contains(directory.toString());
            }
        }

        @Test
        void a_port_that_is_taken() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
                Invocation run = served("--port", Integer.toString(taken.getLocalPort()));

                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err()).contains("cannot be served on").contains("choose another port");
            }
        }

        @Test
        void what_it_does_not_know() {
            assertThat(Invocation.of("serve").exitCode()).isEqualTo(2);
            assertThat(served("--port", "many").err()).contains("--port");
            assertThat(served("--port", "65536").exitCode()).isEqualTo(2);
        }
    }

    private Invocation served(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "serve";
        words[1] = "-l";
        words[2] = directory.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return Invocation.of(words);
    }

    private Path tokenFile(String line) throws IOException {
        Path file = Files.writeString(temporary.resolve("tokens.txt"), line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static HttpRequest.Builder get(URI uri) {
        return HttpRequest.newBuilder(uri);
    }

    private static HttpRequest.Builder mine(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
