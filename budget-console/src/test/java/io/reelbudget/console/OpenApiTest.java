package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds the document and the server together: whichever is changed alone makes this fail. */
@DisplayName("The OpenAPI document")
class OpenApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    static Path directory;

    private static DemoBudgets demo;
    private static Console console;
    private static Caller ann;
    private static JsonNode document;

    @BeforeAll
    static void serve() throws IOException {
        demo = DemoBudgets.in(directory.resolve("ledger"));
        console = demo.console(Caller.administrator());
        ann = new Caller(console);
        try (InputStream in = OpenApiTest.class.getResourceAsStream("openapi.json")) {
            document = JSON.readTree(in);
        }
    }

    @AfterAll
    static void end() {
        console.close();
        demo.close();
    }

    @Test
    void names_exactly_what_is_served() {
        Set<String> named = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method -> named.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        assertThat(named).isEqualTo(new TreeSet<>(console.routes())).hasSizeGreaterThan(30);
    }

    @Test
    void asks_for_a_key_exactly_where_the_server_does() {
        for (String route : console.routes()) {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1);
            boolean isAsked =
                    operation(method, path).path("parameters").toString().contains("Idempotency-Key");
            if (!method.equals("GET")) {
                int status = ann.send(
                                method, path.replace("{account}", "no-such").replaceAll("\\{[a-z]+}", "x"), "{}")
                        .status();
                assertThat(status == 400).as(route + " answered " + status).isEqualTo(isAsked);
            }
        }
    }

    @Test
    void describes_what_is_answered() {
        String account = "/api/v1/accounts/acme~video";
        List<String> paths = List.of(
                "/api/v1/session",
                "/api/v1/accounts",
                account,
                account + "/plan",
                account + "/grants",
                account + "/holds",
                account + "/queue",
                account + "/statement",
                account + "/forecast",
                account + "/usage",
                account + "/decisions",
                account + "/policy",
                account + "/tier",
                account + "/purchases",
                "/api/v1/rate-cards",
                "/api/v1/rate-cards/google-transcoder",
                "/api/v1/tiers",
                "/api/v1/models",
                "/api/v1/openapi.json");
        for (String path : paths) {
            requireFits("GET", path, ann.get(path), 200);
        }
        for (JsonNode row : ann.json("/api/v1/accounts").path("accounts")) {
            String each = "/api/v1/accounts/" + encoded(row.path("account").stringValue());
            requireFits("GET", each, ann.get(each), 200);
            requireFits("GET", each + "/plan", ann.get(each + "/plan"), 200);
            requireFits("GET", each + "/forecast", ann.get(each + "/forecast"), 200);
            requireFits("GET", each + "/grants", ann.get(each + "/grants"), 200);
        }
    }

    private static String encoded(String account) {
        return java.net.URLEncoder.encode(account.replace("/", "~"), StandardCharsets.UTF_8)
                .replace("%7E", "~");
    }

    @Test
    void describes_what_writes_and_questions_are_answered() {
        String account = "/api/v1/accounts/birdhouse";
        requireFits("POST", account + "/grants", ann.write("POST", account + "/grants", "{\"amount\":\"5\"}"), 201);
        Response quote = ann.write("POST", account + "/quotes", "{\"units\":\"20\"}");
        requireFits("POST", account + "/quotes", quote, 201);
        String id = Caller.json(quote).path("id").stringValue();
        requireFits(
                "POST",
                account + "/purchases",
                ann.write("POST", account + "/purchases", "{\"quote\":\"" + id + "\"}"),
                202);
        requireFits("GET", account + "/purchases/x", ann.get(account + "/purchases/" + id), 200);
        String plan = "{\"plan\":" + ann.json(account + "/plan") + "}";
        Caller edits = ann.with("If-Match", ann.get(account + "/plan").headers().get("ETag"));
        requireFits("PUT", account + "/plan", edits.write("PUT", account + "/plan", plan), 200);
        Caller tiers = ann.with("If-Match", ann.get(account + "/tier").headers().get("ETag"));
        requireFits("PUT", account + "/tier", tiers.write("PUT", account + "/tier", "{\"tier\":\"pro\"}"), 200);
        Caller policies =
                ann.with("If-Match", ann.get(account + "/policy").headers().get("ETag"));
        String policy = "{\"document\":{\"format\":\"reelbudget-policy-1\",\"policy\":\"PRIORITISE_AVAILABILITY\"}}";
        requireFits("PUT", account + "/policy", policies.write("PUT", account + "/policy", policy), 200);
        String job = """
                {"source":{"width":1920,"height":1080,"fps":25,"seconds":600},"targets":[{"codec":"H264",
                "encoder":"libx264","preset":"medium","width":1280,"height":720,"bitsPerSecond":2500000}]}""";
        requireFits("POST", account + "/estimates", ann.send("POST", account + "/estimates", job), 200);
        requireFits("POST", "/api/v1/estimates", ann.send("POST", "/api/v1/estimates", job), 200);
        String whatIf = "{\"days\":3,\"settings\":[{\"name\":\"720p\",\"maxHeight\":720}]}";
        requireFits("POST", account + "/what-if", ann.send("POST", account + "/what-if", whatIf), 200);
        String opened = "{\"account\":\"new-one\",\"plan\":{\"unit\":\"USD\",\"allowance\":{\"amount\":\"10\"},"
                + "\"periods\":{\"kind\":\"months\",\"zone\":\"Europe/Berlin\"}}}";
        requireFits("POST", "/api/v1/accounts", ann.write("POST", "/api/v1/accounts", opened), 201);
    }

    @Test
    void describes_problems() {
        requireFits("GET", "/api/v1/accounts/no-such", ann.get("/api/v1/accounts/no-such"), 404);
    }

    @Test
    void refuses_a_field_that_it_does_not_name() {
        ObjectNode session = (ObjectNode) ann.json("/api/v1/session");
        session.put("surprise", 1);

        assertThat(faults(schema("GET", "/api/v1/session", 200), session.toString()))
                .isNotEmpty();
    }

    private static void requireFits(String method, String path, Response answer, int status) {
        JsonNode body = Caller.json(answer);
        assertThat(answer.status()).as(method + " " + path + " " + body).isEqualTo(status);
        assertThat(faults(schema(method, path, status), body.toString()))
                .as(method + " " + path)
                .isEmpty();
    }

    private static List<String> faults(JsonNode schema, String body) {
        Schema compiled = SCHEMAS.getSchema(schema.toString(), InputFormat.JSON);
        List<String> faults = new ArrayList<>();
        compiled.validate(body, InputFormat.JSON).forEach(each -> faults.add(each.toString()));
        return faults;
    }

    /** The schema of an answer, which brings all others along, for it names some of them. */
    private static JsonNode schema(String method, String path, int status) {
        JsonNode responses = operation(method, template(method, path)).path("responses");
        JsonNode response = responses.path(status < 400 ? Integer.toString(status) : "default");
        JsonNode content =
                response.path("content").path(status < 400 ? "application/json" : "application/problem+json");
        ObjectNode schema = (ObjectNode) content.required("schema").deepCopy();
        schema.set("components", document.path("components"));
        return schema;
    }

    private static JsonNode operation(String method, String template) {
        return document.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
    }

    private static String template(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        for (String route : console.routes()) {
            String template = route.substring(route.indexOf(' ') + 1);
            List<String> places = List.of(template.split("/", -1));
            boolean fits = route.startsWith(method + " ") && places.size() == segments.size();
            for (int i = 0; fits && i < places.size(); i++) {
                fits = places.get(i).startsWith("{") || places.get(i).equals(segments.get(i));
            }
            if (fits) {
                return template;
            }
        }
        throw new AssertionError("No route for " + method + " " + path);
    }
}
