package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Strangers who keep what they got for as long as they can. */
@DisplayName("A console's server beside clients that are slow")
class SlowClientsTest {

    private static final int MORE_THAN_THREADS = 60;
    private static final int SLOW_SENDERS = 30;
    private static final int REQUESTS = 200;
    private static final int SMALL = 2_048;

    private final DemoBudgets demo = DemoBudgets.empty();
    private final List<Socket> sockets = new ArrayList<>();
    private ConsoleServer server;

    @BeforeEach
    void serve() {
        demo.open("acme", DemoBudgets.monthly("100"));
        server = ConsoleServer.onLoopback(demo.console(Caller.administrator()), 0, Duration.ofMillis(500));
    }

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
        demo.close();
    }

    private OutputStream connect() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(SMALL);
        socket.connect(new InetSocketAddress("localhost", server.address().getPort()));
        return socket.getOutputStream();
    }

    private int statusOfSomebodyElses() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.address().getPort() + "/api/v1/session"))
                .header("Authorization", "Bearer " + Caller.TOKEN)
                .timeout(Duration.ofSeconds(15))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void answers_others_while_some_do_not_read() throws Exception {
        byte[] files = "GET /vendor/pico.classless.min.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(REQUESTS)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            connect().write(files);
        }

        assertThat(statusOfSomebodyElses()).isEqualTo(200);
    }

    /** The JDK's server gives each of them a thread, and 20 seconds. */
    @Test
    void answers_others_while_some_have_not_sent_their_request() throws Exception {
        for (int i = 0; i < SLOW_SENDERS / 2; i++) {
            connect().write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
            connect()
                    .write("POST /api/v1/estimates HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(statusOfSomebodyElses()).isEqualTo(200);
    }
}
