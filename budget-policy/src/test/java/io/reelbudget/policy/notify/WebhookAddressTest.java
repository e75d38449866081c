package io.reelbudget.policy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A webhook's address")
class WebhookAddressTest {

    private static final URI HOOK = URI.create("https://hooks.example/T0/secret");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fdff::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::"
            })
    void is_not_followed_into_a_private_network(String number) {
        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> at(number).resolved())
                .withMessage(
                        "Webhook's host 'hooks.example' is at a private or reserved address but must be on the public"
                                + " internet; use WebhookAddress.trusted where an operator chose it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "169.253.0.1",
                "192.167.1.1",
                "2a00:1450::1",
                "2606:4700::1",
                "::ffff:8.8.8.8"
            })
    void is_followed_to_the_public_internet(String number) {
        assertThat(at(number).resolved()).isEqualTo(HOOK);
    }

    @Test
    void is_refused_where_one_of_several_numbers_is_private() {
        WebhookAddress address = WebhookAddress.of(
                HOOK, host -> new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")});

        assertThatExceptionOfType(DeliveryException.class).isThrownBy(address::resolved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x", "https://0x7f000001/x"})
    void is_looked_at_as_java_will_connect_to_it(String written) {
        URI uri = URI.create(written);
        if (uri.getHost() == null) {
            assertThatIllegalArgumentException().isThrownBy(() -> WebhookAddress.of(uri));
        } else {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> WebhookAddress.of(uri).resolved());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example/x",
                "ftp://hooks.example/x",
                "file:///etc/passwd",
                "https:/x",
                "hooks.example/x",
                "https://user:word@hooks.example/x",
                "https://hooks.example/x#part"
            })
    void must_be_one_of_https(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookAddress.of(URI.create(written)));
    }

    @Test
    void may_be_anywhere_where_an_operator_trusts_it() {
        URI inside = URI.create("http://127.0.0.1:8065/hooks/x");

        assertThat(WebhookAddress.trusted(inside).resolved()).isEqualTo(inside);
    }

    @Test
    void says_which_host_is_unknown() {
        WebhookAddress address = WebhookAddress.of(HOOK, host -> {
            throw new UnknownHostException(host);
        });

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(address::resolved)
                .withMessage("Webhook's host 'hooks.example' is unknown but must be found by its name; correct it.");
    }

    @Test
    void shows_nothing_but_its_host() {
        assertThat(WebhookAddress.of(HOOK)).hasToString("WebhookAddress[hooks.example]");
    }

    private static WebhookAddress at(String number) {
        return WebhookAddress.of(HOOK, host -> new InetAddress[] {InetAddress.getByName(number)});
    }
}
