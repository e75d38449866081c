package io.reelbudget.policy.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.policy.provision.HttpReply.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A listener for questions")
class HttpListenerTest {

    private static final int BEYOND_ALL_BUFFERS = 16 << 20;

    private final List<HttpListener> opened = new ArrayList<>();

    private HttpListener open(Duration lifetime) {
        try {
            HttpListener listener = HttpListener.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), lifetime, HttpListenerTest::answer);
            opened.add(listener);
            return listener;
        } catch (IOException taken) {
            throw new AssertionError("There was no port left.", taken);
        }
    }

    private static HttpReply answer(HttpHead head) {
        return switch (head.path()) {
            case "/long" -> new HttpReply(Status.OK, "x".repeat(BEYOND_ALL_BUFFERS));
            case "/broken" -> throw new IllegalStateException("A test breaks it.");
            default -> new HttpReply(Status.OK, "{}");
        };
    }

    @AfterEach
    void close() {
        opened.forEach(HttpListener::close);
    }

    private static Socket said(HttpListener listener, String text) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String asked(HttpListener listener, String path) throws IOException {
        try (Socket socket = said(listener, "GET " + path + " HTTP/1.0\r\n\r\n")) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void hangs_up_on_those_that_say_nothing_or_half_a_question() throws IOException {
        HttpListener listener = open(Duration.ofMillis(200));
        try (Socket silent = said(listener, "");
                Socket half = said(listener, "GET / HT")) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(half.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void answers_others_while_somebody_does_not_read() throws IOException {
        HttpListener listener = open(Duration.ofMinutes(5));
        try (Socket idle = said(listener, "GET /long HTTP/1.0\r\n\r\n")) {
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            assertThat(asked(listener, "/")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("{}");
        }
    }

    @Test
    void sends_all_of_a_long_answer_to_one_that_reads() throws IOException {
        assertThat(asked(open(Duration.ofMinutes(5)), "/long").length()).isGreaterThan(BEYOND_ALL_BUFFERS);
    }

    @Test
    void survives_a_question_that_cannot_be_answered() throws IOException {
        HttpListener listener = open(Duration.ofMinutes(5));

        assertThat(asked(listener, "/broken")).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
        assertThat(asked(listener, "/")).endsWith("{}");
    }
}
