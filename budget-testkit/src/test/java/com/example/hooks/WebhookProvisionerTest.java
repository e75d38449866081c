package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.notify.DeliveryException;
import io.reelbudget.policy.notify.SignatureCheck;
import io.reelbudget.policy.notify.SignedCall;
import io.reelbudget.policy.notify.SigningKeys;
import io.reelbudget.policy.notify.WebhookAddress;
import io.reelbudget.policy.notify.WebhookSecret;
import io.reelbudget.policy.provision.WebhookProvisioner;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A signed webhook that provisions")
class WebhookProvisionerTest extends ProvisionerContract {

    private static final Pattern INSTANCES = Pattern.compile("\"instances\":(\\d+)");

    private final SigningKeys keys = SigningKeys.of(WebhookSecret.drawn(new SecureRandom()));
    private final InstantSource clock = InstantSource.system();
    private final PoolProvisioner pool = new PoolProvisioner(10);
    private final Map<String, SignatureCheck> checks = new HashMap<>();
    private int status = 200;
    private final HttpServer server = listening();

    private HttpServer listening() {
        HttpServer opened;
        try {
            opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        opened.createContext("/", this::answer);
        opened.setExecutor(Executors.newFixedThreadPool(4));
        opened.start();
        return opened;
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Override
    protected Provisioner create() {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fleet?token=secret");
        return WebhookProvisioner.of(
                SignedCall.of(WebhookAddress.trusted(uri), keys, clock).within(Duration.ofSeconds(30)));
    }

    @Override
    protected int running() {
        return pool.running;
    }

    @Override
    protected Optional<Provisioner> restarted() {
        return Optional.of(create());
    }

    /** The receiver's side: checks the signature, and takes the message's id for the key. */
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String id = exchange.getRequestHeaders().getFirst(SigningKeys.ID);
        SignatureCheck check = keys.check(headers, body, clock.instant());
        synchronized (checks) {
            checks.put(id, check);
        }
        Matcher instances = INSTANCES.matcher(body);
        InstanceRequest request = new InstanceRequest(
                account(), instances.find() ? Integer.parseInt(instances.group(1)) : 1, IdempotencyKey.named(id), "");
        int done =
                (body.contains("\"do\":\"provision\"") ? pool.provision(request) : pool.giveBack(request)).instances();
        byte[] answer = ("{\"instances\":" + done + ",\"reference\":\"pool\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void signs_under_the_request_s_key() {
        IdempotencyKey key = IdempotencyKey.named("a");
        create().provision(new InstanceRequest(account(), 1, key, "A test asks."));

        assertThat(checks).containsExactly(Map.entry(key.toString(), SignatureCheck.GENUINE));
    }

    @Test
    void throws_where_it_is_not_acknowledged_and_has_its_effect_once_when_asked_again() {
        InstanceRequest request = new InstanceRequest(account(), 2, IdempotencyKey.named("a"), "A test asks.");
        status = 503;
        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> create().provision(request))
                .withMessageContaining("answered 503")
                .withMessageNotContaining("secret");
        status = 200;

        assertThat(create().provision(request).instances()).isEqualTo(2);
        assertThat(pool.running).isEqualTo(2);
    }

    @Test
    void does_not_reach_into_private_networks_unless_an_operator_said_so() {
        WebhookAddress typedIn = WebhookAddress.of(URI.create("https://127.0.0.1/fleet"));

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> WebhookProvisioner.of(SignedCall.of(typedIn, keys, clock))
                        .provision(new InstanceRequest(account(), 1, IdempotencyKey.named("a"), "A test asks.")))
                .withMessageContaining("private or reserved address");
    }
}
