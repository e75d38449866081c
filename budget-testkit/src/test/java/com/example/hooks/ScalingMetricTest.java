package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.ScalingMetric;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The reader asks as KEDA's metrics-api scaler does: a GET with a bearer token, and one number at a path. */
@DisplayName("A number of wanted instances")
class ScalingMetricTest extends ProvisionerContract {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Pattern WANTED = Pattern.compile("\"wantedInstances\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScalingMetric metric =
            ScalingMetric.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TOKEN, 12);

    @AfterEach
    void close() {
        metric.close();
    }

    @Override
    protected Provisioner create() {
        return metric;
    }

    @Override
    protected int running() throws Exception {
        Matcher found = WANTED.matcher(get("/wanted/" + account(), TOKEN).body());
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(request(path, token).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + metric.address().getPort() + path))
                .header("Authorization", "Bearer " + token);
    }

    @Test
    void says_how_many_for_all_and_for_each() throws Exception {
        metric.provision(new InstanceRequest(account(), 2, IdempotencyKey.named("a"), "A test asks."));
        metric.restore(AccountPath.of("globex"), 3);

        assertThat(get("/wanted", TOKEN).body())
                .isEqualTo("{\"wantedInstances\":5,\"accounts\":{\"acme/video\":2,\"globex\":3}}");
        assertThat(get("/wanted/acme", TOKEN).body()).isEqualTo("{\"account\":\"acme\",\"wantedInstances\":0}");
    }

    @Test
    void answers_nobody_without_the_token_on_any_path() throws Exception {
        for (String path : new String[] {"/", "/wanted", "/wanted/acme", "/elsewhere"}) {
            assertThat(get(path, TOKEN.replace('f', 'e')).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void changes_nothing_over_http() throws Exception {
        HttpRequest post = request("/wanted", TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(40_000)))
                .build();

        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(get("/wanted/..%2f..", TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void answers_while_more_clients_than_it_has_room_for_send_half_a_request() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int client = 0; client < 300; client++) {
                stalled.add(said("GET /wanted HTTP/1.1\r\nHo"));
            }

            assertThat(get("/wanted", TOKEN).statusCode()).isEqualTo(200);
        } finally {
            for (Socket each : stalled) {
                each.close();
            }
        }
    }

    @Test
    void reads_a_request_that_comes_byte_by_byte() throws Exception {
        try (Socket socket = said("")) {
            socket.setTcpNoDelay(true);
            for (byte each : ("GET /wanted HTTP/1.1\r\nHost: x\r\nAUTHORIZATION:Bearer " + TOKEN + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
            }

            assertThat(answer(socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("{}}");
        }
    }

    @Test
    void refuses_what_is_no_request_and_one_that_is_too_long() throws Exception {
        String authorized = "Authorization: Bearer " + TOKEN + "\r\n";
        for (String illegible : List.of(
                "\r\n\r\nHELLO\r\n\r\n",
                "GET /wanted HTTP/2.0\r\nHost: x\r\n\r\n",
                "GET /wanted HTTP/1.1\r\n" + authorized + "\r\n",
                "GET /wanted HTTP/1.1\r\nHost: x\r\n" + authorized + authorized + "\r\n",
                "GET /wanted HTTP/1.1\r\nHost: x\r\n" + authorized + " folded\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\nHost: x\r\n" + authorized + "\r\n")) {
            try (Socket socket = said(illegible)) {
                assertThat(answer(socket)).as(illegible).startsWith("HTTP/1.1 400 Bad Request\r\n");
            }
        }
        try (Socket socket = said("GET /wanted HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9_000))) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
        }
    }

    @Test
    void answers_old_clients_and_those_that_name_the_whole_address() throws Exception {
        String authorized = "Authorization: Bearer " + TOKEN + "\r\n\r\n";
        for (String legible : List.of(
                "GET /wanted HTTP/1.0\r\n" + authorized,
                "GET http://x:1/wanted?at=all HTTP/1.1\r\nHost: x:1\r\n" + authorized,
                "\r\nGET /wanted HTTP/1.1\nHost: x\n" + authorized)) {
            try (Socket socket = said(legible)) {
                assertThat(answer(socket)).as(legible).endsWith("{\"wantedInstances\":0,\"accounts\":{}}");
            }
        }
    }

    @Test
    void wants_no_more_than_the_most_whatever_is_restored() throws Exception {
        metric.restore(AccountPath.of("globex"), 8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric.restore(account(), 5))
                .withMessage("Instances of acme/video were 5 but must be 0 to 4, as all accounts may have 12 and the"
                        + " others have 8; open the endpoint for more, or give some back.");
        assertThatIllegalArgumentException().isThrownBy(() -> metric.restore(account(), -1));
        metric.restore(account(), 3);
        metric.restore(account(), 4);
        assertThat(metric.provision(new InstanceRequest(account(), 3, IdempotencyKey.named("a"), "A test asks."))
                        .instances())
                .isZero();
        assertThat(get("/wanted", TOKEN).body())
                .isEqualTo("{\"wantedInstances\":12,\"accounts\":{\"acme/video\":4,\"globex\":8}}");
    }

    @Test
    void frees_its_address_when_it_is_closed() {
        InetSocketAddress address = metric.address();
        metric.close();

        ScalingMetric.open(address, TOKEN, 12).close();
    }

    private Socket said(String bytes) throws IOException {
        Socket socket =
                new Socket(metric.address().getAddress(), metric.address().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void refuses_a_token_that_can_be_guessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingMetric.open(new InetSocketAddress(0), "secret", 1))
                .withMessage("Token had 6 characters but must have 32 or more; draw a random one.");
    }
}
