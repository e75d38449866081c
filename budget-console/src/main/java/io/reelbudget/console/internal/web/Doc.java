package io.reelbudget.console.internal.web;

import io.reelbudget.console.Response;
import io.reelbudget.money.Amount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that is being written, its fields in the order in which they were put. Not thread-safe. */
public final class Doc {

    static final String JSON = "application/json";

    private static final int MAX_NESTING = 32;
    private static final int MAX_NUMBER = 32;

    /** Reads and writes; hostile text is refused: depth, doubled names, endless numbers, anything after the end. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Doc() {}

    /** Returns an object without fields. */
    public static Doc of() {
        return new Doc();
    }

    /** Returns an object with one field. */
    public static Doc of(String name, Object value) {
        return new Doc().put(name, value);
    }

    /** Puts a text, number, truth, amount, instant, object, list or map. Not a number and infinite become null. */
    public Doc put(String name, Object value) {
        fields.put(name, plain(value));
        return this;
    }

    /** Puts null. */
    @SuppressWarnings("NullAway") // JSON's null is a value here, and the map takes it
    public Doc putNull(String name) {
        fields.put(name, null);
        return this;
    }

    /** Puts a value, or null where there is none. */
    public Doc put(String name, Optional<?> value) {
        return value.isPresent() ? put(name, (Object) value.get()) : putNull(name);
    }

    /** Returns what Jackson writes as meant: amounts as texts, for a JSON number would be read as a binary fraction. */
    @SuppressWarnings("NullAway") // JSON's null is a value here
    private static Object plain(Object value) {
        if (value instanceof Doc doc) {
            return doc.fields;
        } else if (value instanceof Amount amount) {
            return amount.toDecimalString();
        } else if (value instanceof Instant instant) {
            return instant.toString();
        } else if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        } else if (value instanceof Collection<?> list) {
            return list.stream().map(Doc::plain).toList();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value;
    }

    /** Returns JSON that is text already, as a value to put. */
    public static Object parsed(String json) {
        return MAPPER.readTree(json);
    }

    /** Returns the JSON. */
    public byte[] bytes() {
        return MAPPER.writeValueAsBytes(fields);
    }

    /** Returns the JSON, on one line. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Returns an answer with this as its body. */
    public Response response(int status) {
        return Response.of(status, JSON, bytes());
    }

    /** Returns the usual answer with this as its body. */
    public Response response() {
        return response(200);
    }

    /** Returns a field as it was put; null where it was not. */
    public @Nullable Object get(String name) {
        return fields.get(name);
    }
}
