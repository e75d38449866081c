package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A console's server")
class ConsoleServerTest {

    private static final int FOLLOWERS = 100;

    private final DemoBudgets demo = DemoBudgets.empty();
    private ConsoleServer server;
    private Console console;
    private String base;

    @BeforeEach
    void serve() {
        demo.open("acme", DemoBudgets.monthly("100"));
        console = demo.console(Caller.administrator());
        server = ConsoleServer.onLoopback(console, 0);
        base = "http://localhost:" + server.address().getPort();
    }

    @AfterEach
    void end() {
        server.close();
        demo.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + Caller.TOKEN);
    }

    @Test
    void serves_on_the_loopback_address_only() {
        assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void serves_the_page_and_the_interface() throws Exception {
        HttpClient client = HttpClient.newHttpClient();

        var page = client.send(to("/").build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<main");
        var accounts = client.send(to("/api/v1/accounts").build(), BodyHandlers.ofString());
        assertThat(accounts.body()).contains("\"acme\"");
        var written = client.send(
                to("/api/v1/accounts/acme/grants")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "one")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":\"5\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(written.statusCode()).isEqualTo(201);
        var export = client.send(to("/api/v1/accounts/acme/statement/export").build(), BodyHandlers.ofString());
        assertThat(export.body()).contains("GRANTED");
        var head = client.send(
                to("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
    }

    @Test
    void refuses_a_body_without_end() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        var answer = client.send(
                to("/api/v1/accounts/acme/grants")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "one")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[400_000]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void tells_many_who_follow_by_few_threads_and_forgets_those_who_leave() throws Exception {
        int before = Thread.activeCount();
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            followers.add(new Follower(server.address().getPort()));
        }
        for (Follower each : followers) {
            each.until("event: hello");
        }
        assertThat(console.followers()).isEqualTo(FOLLOWERS);
        assertThat(Thread.activeCount() - before).isLessThan(60);

        demo.budgets.topUp(
                AccountPath.of("acme"), IdempotencyKey.named("live"), Amount.parse("1", Unit.USD), "something");
        for (Follower each : followers) {
            assertThat(each.until("\"acme\"")).contains("acme");
        }
        for (Follower each : followers) {
            each.socket.close();
        }
        // Who has left is found out when something is written to them: one frame, or two.
        int writes = 0;
        while (console.followers() > 0 && writes < 200) {
            demo.budgets.topUp(
                    AccountPath.of("acme"), IdempotencyKey.named("gone" + writes), Amount.parse("1", Unit.USD), "x");
            new Caller(console).get("/api/v1/accounts");
            synchronized (lock) {
                TimeUnit.MILLISECONDS.timedWait(lock, 50);
            }
            writes++;
        }
        assertThat(console.followers()).isZero();
    }

    private final Object lock = new Object();

    /** One who follows by a bare connection, so that many cost this test little. */
    private static final class Follower {
        private final Socket socket;
        private final BufferedReader reader;

        Follower(int port) throws Exception {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/events HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer "
                            + Caller.TOKEN + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String until(String part) throws Exception {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains(part)) {
                    return line;
                }
            }
            throw new AssertionError("The stream ended before '" + part + "'.");
        }
    }
}
