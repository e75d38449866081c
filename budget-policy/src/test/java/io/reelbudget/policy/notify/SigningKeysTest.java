package io.reelbudget.policy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signing keys")
class SigningKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WebhookSecret OLD = WebhookSecret.drawn(RANDOM);
    private static final WebhookSecret NEW = WebhookSecret.drawn(RANDOM);
    private static final String BODY = "{\"left\":\"4.20 USD\"}";

    private final SigningKeys keys = SigningKeys.of(OLD);

    @Test
    void sign_as_the_specification_s_own_example() {
        SigningKeys example = SigningKeys.of(new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        Map<String, String> headers = example.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}");

        assertThat(headers)
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Nested
    @DisplayName("checking a message")
    class Check {

        @Test
        void know_their_own() {
            assertThat(keys.check(keys.headers("id", NOW, BODY), BODY, NOW)).isEqualTo(SignatureCheck.GENUINE);
        }

        @Test
        void find_a_changed_body() {
            assertThat(keys.check(keys.headers("id", NOW, BODY), BODY + " ", NOW))
                    .isEqualTo(SignatureCheck.FORGED);
        }

        @ParameterizedTest
        @ValueSource(strings = {SigningKeys.ID, SigningKeys.TIMESTAMP, SigningKeys.SIGNATURE})
        void find_any_changed_header(String changed) {
            Map<String, String> headers = new HashMap<>(keys.headers("id", NOW, BODY));
            headers.computeIfPresent(
                    changed, (name, before) -> (before.startsWith("1") ? "2" : "1") + before.substring(1));

            assertThat(keys.check(headers, BODY, NOW)).isEqualTo(SignatureCheck.FORGED);
        }

        @Test
        void drop_what_is_replayed_later_or_dated_ahead() {
            Map<String, String> headers = keys.headers("id", NOW, BODY);
            Duration just = SigningKeys.TOLERANCE;
            Duration beyond = just.plusSeconds(1);

            assertThat(List.of(
                            keys.check(headers, BODY, NOW.plus(just)),
                            keys.check(headers, BODY, NOW.plus(beyond)),
                            keys.check(headers, BODY, NOW.minus(just)),
                            keys.check(headers, BODY, NOW.minus(beyond))))
                    .containsExactly(
                            SignatureCheck.GENUINE, SignatureCheck.STALE, SignatureCheck.GENUINE, SignatureCheck.STALE);
        }

        @Test
        void do_not_take_a_fresh_time_for_an_old_signature() {
            Map<String, String> headers = new HashMap<>(keys.headers("id", NOW, BODY));
            Instant later = NOW.plus(Duration.ofHours(1));
            headers.put(SigningKeys.TIMESTAMP, Long.toString(later.getEpochSecond()));

            assertThat(keys.check(headers, BODY, later)).isEqualTo(SignatureCheck.FORGED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "now", "-1", "1614265330.5", "9999999999999"})
        void say_where_a_time_is_none(String time) {
            Map<String, String> headers = new HashMap<>(keys.headers("id", NOW, BODY));
            headers.put(SigningKeys.TIMESTAMP, time);

            assertThat(keys.check(headers, BODY, NOW)).isEqualTo(SignatureCheck.MALFORMED);
        }

        @Test
        void say_where_a_header_is_missing() {
            assertThat(keys.check(Map.of(), BODY, NOW)).isEqualTo(SignatureCheck.MALFORMED);
        }

        @Test
        void read_header_names_in_any_case() {
            Map<String, String> headers = new HashMap<>();
            keys.headers("id", NOW, BODY).forEach((name, value) -> headers.put(name.toUpperCase(Locale.ROOT), value));

            assertThat(keys.check(headers, BODY, NOW)).isEqualTo(SignatureCheck.GENUINE);
        }
    }

    @Nested
    @DisplayName("being replaced")
    class Rotation {

        @Test
        void leave_no_gap() {
            SigningKeys both = new SigningKeys(List.of(NEW, OLD));
            SigningKeys last = SigningKeys.of(NEW);

            assertThat(List.of(
                            both.check(keys.headers("id", NOW, BODY), BODY, NOW),
                            both.check(both.headers("id", NOW, BODY), BODY, NOW),
                            keys.check(both.headers("id", NOW, BODY), BODY, NOW),
                            last.check(both.headers("id", NOW, BODY), BODY, NOW)))
                    .containsOnly(SignatureCheck.GENUINE);
            assertThat(last.check(keys.headers("id", NOW, BODY), BODY, NOW)).isEqualTo(SignatureCheck.FORGED);
        }

        @Test
        void are_never_none() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SigningKeys(List.of()))
                    .withMessage("Signing keys were 0 secrets but must be 1 to 4; keep the newest and those that"
                            + " receivers still use.");
        }
    }

    @Test
    void do_not_sign_an_id_that_could_be_read_as_a_time() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.headers("id.1614265330", NOW, BODY))
                .withMessageContaining("without a full stop");
    }

    @Nested
    @DisplayName("made of a secret")
    class Secret {

        @ParameterizedTest
        @ValueSource(strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_%%%"})
        void refuse_what_is_none_and_do_not_quote_it(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new WebhookSecret(text))
                    .withMessage(
                            "Webhook secret was no 'whsec_' followed by the Base64 of 24 to 64 bytes; draw one with"
                                    + " WebhookSecret.drawn.")
                    .withNoCause();
        }

        @Test
        void do_not_show_it() {
            assertThat(keys.toString()).doesNotContain(OLD.text());
        }
    }
}
