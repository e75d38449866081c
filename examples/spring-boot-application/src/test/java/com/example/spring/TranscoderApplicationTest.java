package com.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The walk of the page about Spring Boot, over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.prometheus.metrics.export.enabled=true")
class TranscoderApplicationTest {

    private static final String TOKEN = "a-token-of-a-test-with-enough-characters";

    @Value("${local.server.port}")
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("reelbudget.directory", () -> "target/budgets-" + ProcessHandle.current().pid());
        registry.add("reelbudget.console.token-file", TranscoderApplicationTest::tokens);
    }

    private static String tokens() {
        try {
            Path file = Path.of("target", "tokens-" + ProcessHandle.current().pid() + ".txt");
            return Files.writeString(file, "ann read * " + TOKEN + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shows_budgets_in_the_console() throws Exception {
        assertThat(get("/budgets/")).contains("<main").contains("main.js");
        assertThat(get("/budgets/main.js")).contains("import");

        HttpRequest.Builder accounts = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/budgets/api/v1/accounts"));
        assertThat(HttpClient.newHttpClient().send(accounts.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(send(accounts.header("Authorization", "Bearer " + TOKEN).build())).contains("\"acme\"");
    }

    @Test
    void charges_jobs_and_shows_what_is_left() throws Exception {
        assertThat(job("job-1", 10)).contains("\"code\":\"FITS\"").contains("USD");
        assertThat(job("job-2", 1_000_000)).contains("\"code\":\"SHORT_OF_FUNDS\"").contains("\"charged\":\"nothing\"");

        assertThat(get("/actuator/health")).contains("\"reelbudget\"").contains("\"accounts\":1");
        assertThat(get("/actuator/budgets/acme")).contains("\"available\":\"9.").contains("\"runway\"");
        assertThat(get("/actuator/budgets")).contains("\"count\":1");
        assertThat(get("/actuator/prometheus"))
                .contains("reelbudget_admit_seconds_count{error=\"none\",outcome=\"admitted\",reason=\"fits\"} 1")
                .contains("reelbudget_journal_usable 1");
    }

    private String job(String id, double minutes) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/accounts/acme/jobs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\",\"minutes\":" + minutes + "}"))
                .build());
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build());
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
