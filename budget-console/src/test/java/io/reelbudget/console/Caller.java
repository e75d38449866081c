package io.reelbudget.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to a console without a network. */
final class Caller {

    static final String TOKEN = "a-token-of-more-than-22-characters";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Console console;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private static final java.util.concurrent.atomic.AtomicInteger KEYS =
            new java.util.concurrent.atomic.AtomicInteger();

    Caller(Console console) {
        this(console, TOKEN);
    }

    Caller(Console console, String token) {
        this.console = console;
        headers.put("Host", "localhost:8474");
        headers.put("Authorization", "Bearer " + token);
    }

    static BearerTokens administrator() {
        return BearerTokens.none().with(TOKEN, Principal.of("ann", Role.ADMINISTER));
    }

    /** Returns the same with another header. */
    Caller with(String name, String value) {
        Caller other = new Caller(console);
        other.headers.clear();
        other.headers.putAll(headers);
        other.headers.put(name, value);
        return other;
    }

    Caller without(String name) {
        Caller other = with("X", "y");
        other.headers.remove(name);
        return other;
    }

    Response get(String path) {
        return send("GET", path, "");
    }

    JsonNode json(String path) {
        return json(get(path));
    }

    static JsonNode json(Response answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Sends a write under a new key, unless one is set. */
    Response write(String method, String path, String body) {
        return (headers.containsKey("Idempotency-Key")
                        ? this
                        : with("Idempotency-Key", "key-" + KEYS.incrementAndGet()))
                .send(method, path, body);
    }

    Response send(String method, String path, String body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!body.isEmpty()) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        return console.handle(Request.of(method, path, all, body.getBytes(StandardCharsets.UTF_8), "192.0.2.7"));
    }
}
