package io.reelbudget.policy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.policy.spi.Notice;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A webhook notifier")
@Timeout(20)
class WebhookNotifierTest {

    private static final URI SOURCE = URI.create("https://video.example/budgets");
    private static final SigningKeys KEYS = SigningKeys.of(WebhookSecret.drawn(new SecureRandom()));
    private static final InstantSource CLOCK = InstantSource.fixed(Notices.AT.plusSeconds(3));

    @Nested
    @DisplayName("sending a notice")
    class Send {

        @Test
        void sends_a_cloud_event_in_structured_json() {
            try (Receiver receiver = Receiver.answering(204)) {
                notifier(receiver).send(Notices.warning());

                assertThat(receiver.only().headers())
                        .containsEntry("Content-Type", "application/cloudevents+json; charset=UTF-8");
                assertThat(receiver.only().body())
                        .isEqualTo("""
                        {"specversion":"1.0","id":"%s","source":"https://video.example/budgets",\
                        "type":"io.reelbudget.notice.warning","subject":"acme/video","time":"2026-11-23T10:00:00Z",\
                        "datacontenttype":"application/json","data":{"account":"acme/video","level":"WARNING",\
                        "title":"Budget of acme/video runs out in 25 minutes",\
                        "happened":"At the present pace the budget is gone at 10:25.",\
                        "meaning":"12 queued jobs will run at a lower quality.",\
                        "advice":"Add at least 3.20 USD to run them as requested.",\
                        "numbers":{"left":"4.20 USD","probability":"0.71"},\
                        "dedupeKey":"acme/video|2026-11|default|WARNING"}}""".formatted(new NoticeEvent(SOURCE, Notices.warning()).id()));
            }
        }

        @Test
        void signs_it_as_of_when_it_is_sent() {
            try (Receiver receiver = Receiver.answering(200)) {
                notifier(receiver).send(Notices.warning());

                Receiver.Received got = receiver.only();
                assertThat(KEYS.check(got.headers(), got.body(), CLOCK.instant()))
                        .isEqualTo(SignatureCheck.GENUINE);
                assertThat(got.headers()).containsEntry("webhook-timestamp", "1795428003");
            }
        }

        @Test
        void keeps_the_id_when_the_same_is_told_again_and_takes_another_for_another_thing() {
            Notice again = Notices.titled("In other words");
            Notice other = new Notice(
                    "another key",
                    again.account(),
                    again.level(),
                    again.at(),
                    again.title(),
                    again.happened(),
                    again.meaning(),
                    again.advice(),
                    again.numbers());
            try (Receiver receiver = Receiver.answering(200)) {
                WebhookNotifier notifier = notifier(receiver);
                notifier.send(Notices.warning());
                notifier.send(again);
                notifier.send(other);

                List<String> ids = receiver.received.stream()
                        .map(got -> got.headers().getOrDefault("webhook-id", ""))
                        .toList();
                assertThat(ids.get(1)).isEqualTo(ids.get(0));
                assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
            }
        }

        @Test
        void sends_the_largest_notice_there_is() {
            try (Receiver receiver = Receiver.answering(200)) {
                notifier(receiver).send(Notices.largest());

                Receiver.Received got = receiver.only();
                assertThat(KEYS.check(got.headers(), got.body(), CLOCK.instant()))
                        .isEqualTo(SignatureCheck.GENUINE);
            }
        }
    }

    @Nested
    @DisplayName("not being acknowledged")
    class Failing {

        @ParameterizedTest
        @ValueSource(ints = {400, 404, 429, 500, 503})
        void says_what_was_answered_and_never_the_address(int status) {
            try (Receiver receiver = Receiver.answering(status)) {
                assertThatExceptionOfType(DeliveryException.class)
                        .isThrownBy(() -> notifier(receiver).send(Notices.warning()))
                        .withMessageStartingWith(
                                "Webhook's host '127.0.0.1' answered " + status + " but must answer 2xx")
                        .withMessageNotContaining("secret-path");
            }
        }

        @Test
        void follows_no_redirect() {
            try (Receiver elsewhere = Receiver.answering(200);
                    Receiver receiver = Receiver.answering(exchange -> {
                        exchange.getResponseHeaders()
                                .set("Location", elsewhere.uri("/").toString());
                        exchange.sendResponseHeaders(307, -1);
                    })) {
                assertThatExceptionOfType(DeliveryException.class)
                        .isThrownBy(() -> notifier(receiver).send(Notices.warning()))
                        .withMessage("Webhook's host '127.0.0.1' answered 307 but must answer 2xx; redirects are not"
                                + " followed: write down the address it points to.");
                assertThat(elsewhere.received).isEmpty();
            }
        }

        @Test
        void gives_up_a_receiver_that_never_answers() {
            try (Receiver receiver = Receiver.answering(exchange -> TimeUnit.SECONDS.sleep(60))) {
                assertThatExceptionOfType(DeliveryException.class)
                        .isThrownBy(() -> notifier(receiver)
                                .within(Duration.ofMillis(300))
                                .send(Notices.warning()))
                        .withMessage("Webhook's host '127.0.0.1' had not answered after 300 ms; it may have got the"
                                + " message, so it is sent again under the same id.");
            }
        }

        @Test
        void gives_up_a_receiver_whose_answer_never_ends() {
            try (Receiver receiver = Receiver.answering(exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                TimeUnit.SECONDS.sleep(60);
            })) {
                assertThatExceptionOfType(DeliveryException.class)
                        .isThrownBy(() -> notifier(receiver)
                                .within(Duration.ofMillis(300))
                                .send(Notices.warning()))
                        .withMessageContaining("had not answered after 300 ms");
            }
        }

        @Test
        void hangs_up_on_an_answer_that_floods() {
            try (Receiver receiver = Receiver.answering(exchange -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] part = new byte[8_192];
                while (!Thread.currentThread().isInterrupted()) {
                    exchange.getResponseBody().write(part);
                }
            })) {
                notifier(receiver).within(Duration.ofSeconds(10)).send(Notices.warning());

                assertThat(receiver.received).hasSize(1);
            }
        }

        @Test
        void says_that_nobody_listens() throws Exception {
            URI nobody;
            try (ServerSocket closed = new ServerSocket(0)) {
                nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/secret-path");
            }

            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> WebhookNotifier.of(WebhookAddress.trusted(nobody), KEYS, SOURCE, CLOCK)
                            .send(Notices.warning()))
                    .withMessage(
                            "Webhook's host '127.0.0.1' could not be reached (ConnectException); check that it runs"
                                    + " and takes connections.");
        }

        @Test
        void stops_when_the_monitor_interrupts_it() throws Exception {
            try (Receiver receiver = Receiver.answering(exchange -> TimeUnit.SECONDS.sleep(60))) {
                Thread.currentThread().interrupt();

                assertThatExceptionOfType(DeliveryException.class)
                        .isThrownBy(() -> notifier(receiver)
                                .within(Duration.ofSeconds(10))
                                .send(Notices.warning()))
                        .withMessage("Message to '127.0.0.1' was interrupted; send it again.");
                assertThat(Thread.interrupted()).isTrue();
            }
        }

        @Test
        void takes_only_time_outs_that_end() {
            try (Receiver receiver = Receiver.answering(200)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> notifier(receiver).within(Duration.ofHours(1)))
                        .withMessage(
                                "Time-out was PT1H but must be PT0.01S to PT1M; keep it under the monitor's time-out"
                                        + " of hooks.");
            }
        }
    }

    private static WebhookNotifier notifier(Receiver receiver) {
        return WebhookNotifier.of(receiver.address("/secret-path"), KEYS, SOURCE, CLOCK);
    }
}
