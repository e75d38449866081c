package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.console.Console;
import io.reelbudget.job.CostEstimator;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** By the servlet container that comes with each Boot: one application for all, which the last test ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A console in an application's servlet container")
class ConsoleServedTest {

    private static final String TOKEN = "a-token-of-a-test-with-enough-characters";

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        CostEstimator estimator() {
            return new SteadyEstimator();
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path tokens = Files.writeString(directory.resolve("tokens.txt"), "ann operate * " + TOKEN + "\n");
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "server.port=0",
                        "server.servlet.context-path=/shop",
                        "server.shutdown=graceful",
                        "spring.lifecycle.timeout-per-shutdown-phase=20s",
                        // A test's class path has half of WebFlux, for another test.
                        "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.web.reactive.function"
                                + ".client.WebClientAutoConfiguration",
                        "reelbudget.store=memory",
                        "reelbudget.accounts[0].path=acme",
                        "reelbudget.accounts[0].allowance=10",
                        "reelbudget.accounts[1].path=beta",
                        "reelbudget.accounts[1].allowance=10",
                        "reelbudget.accounts[2].path=busy",
                        "reelbudget.accounts[2].allowance=10",
                        "reelbudget.console.enabled=true",
                        "reelbudget.console.token-file=" + tokens)
                .run();
    }

    @AfterAll
    void end() {
        application.close();
    }

    @Test
    void answers_with_the_page_its_files_and_the_interface() throws Exception {
        HttpResponse<String> page = sent(get("/shop/budgets/"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<main");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(sent(get("/shop/budgets/main.js")).headers().firstValue("Content-Type"))
                .hasValue("text/javascript;charset=utf-8");
        assertThat(sent(get("/shop/budgets/api/v1/accounts")).statusCode()).isEqualTo(401);
        assertThat(sent(mine(get("/shop/budgets/api/v1/accounts/acme"))).body()).contains("\"available\":\"10.00\"");
    }

    @Test
    void sends_those_on_who_leave_the_last_slash_out() throws Exception {
        HttpResponse<String> answer = sent(get("/shop/budgets"));

        assertThat(answer.statusCode()).isEqualTo(301);
        String target = answer.headers().firstValue("Location").orElseThrow();
        assertThat(answer.uri().resolve(target).getPath()).isEqualTo("/shop/budgets/");
    }

    @Test
    void takes_writes() throws Exception {
        HttpResponse<String> answer = sent(mine(get("/shop/budgets/api/v1/accounts/beta/grants"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "invoice-1")
                .POST(BodyPublishers.ofString("{\"amount\": \"5.00\", \"reason\": \"invoice 1\"}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(sent(mine(get("/shop/budgets/api/v1/accounts/beta"))).body()).contains("\"available\":\"15.00\"");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void tells_what_changes_and_does_not_hold_up_the_end() throws Exception {
        HttpResponse<InputStream> events =
                client.send(mine(get("/shop/budgets/api/v1/events")).build(), BodyHandlers.ofInputStream());
        BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
        assertThat(events.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
                .contains("event: hello");
        assertThat(application.getBean(Console.class).followers()).isEqualTo(1);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(application::close);

        assertThat(CompletableFuture.supplyAsync(() -> lines.lines().toList())).succeedsWithin(Duration.ofSeconds(15));
        closed.get(15, TimeUnit.SECONDS);
    }

    @Test
    void forgets_those_who_went_away() throws Exception {
        Console console = application.getBean(Console.class);
        HttpResponse<InputStream> events =
                client.send(mine(get("/shop/budgets/api/v1/events")).build(), BodyHandlers.ofInputStream());
        assertThat(events.body().read()).isPositive();
        events.body().close();

        for (int i = 0; i < 40 && console.followers() > 0; i++) {
            topUpByACent(i); // each is told to all who follow, by which the console learns who is gone
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(console.followers()).isZero();
        assertThat(sent(mine(get("/shop/budgets/api/v1/accounts/busy"))).statusCode())
                .isEqualTo(200);
    }

    private void topUpByACent(int number) throws Exception {
        HttpResponse<String> answer = sent(mine(get("/shop/budgets/api/v1/accounts/busy/grants"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "gone-" + number)
                .POST(BodyPublishers.ofString("{\"amount\": \"0.01\", \"reason\": \"a test\"}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpRequest.Builder get(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpRequest.Builder mine(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
