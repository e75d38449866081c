package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.ScalingMetric;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(get("/wanted/..%2f..", TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void refuses_a_token_that_can_be_guessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingMetric.open(new InetSocketAddress(0), "secret", 1))
                .withMessage("Token had 6 characters but must have 32 or more; draw a random one.");
    }
}
