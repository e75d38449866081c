package io.reelbudget.policy.pricing;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One value of a JSON document, with the path at which it stands, so that every complaint can name it. */
record JsonPart(JsonNode node, String path) {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 16 << 10;
    private static final int MAX_DOCUMENT = 1 << 20;
    private static final int MAX_DECIMAL = 40;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxDocumentLength(MAX_DOCUMENT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads a document, whose format it must name. */
    static JsonPart document(String json, String format) {
        try {
            JsonPart root = new JsonPart(STRICT.readTree(json), "$");
            root.requireObject();
            String found = root.text("format");
            if (!found.equals(format)) {
                throw new PriceDocumentException(
                        "$.format", "was '" + found + "' but must be '" + format + "'; read it as what it is.");
            }
            return root;
        } catch (JacksonException unreadable) {
            throw new PriceDocumentException(
                    "$",
                    "is no JSON that can be read (" + unreadable.getOriginalMessage()
                            + ") but must be one object; correct it.",
                    unreadable);
        }
    }

    /** Refuses fields that are not among those named. */
    void allow(String... names) {
        requireObject();
        Set<String> allowed = Set.of(names);
        for (String name : node.propertyNames()) {
            if (!allowed.contains(name)) {
                throw new PriceDocumentException(
                        path + "." + name,
                        "is a field that is unknown but must be one of " + Arrays.asList(names)
                                + "; correct its name or remove it.");
            }
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    JsonPart required(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new PriceDocumentException(path + "." + name, "is missing but must be given; add it.");
        }
        return new JsonPart(value, path + "." + name);
    }

    Optional<JsonPart> optional(String name) {
        return has(name) ? Optional.of(required(name)) : Optional.empty();
    }

    String text(String name) {
        return required(name).asText();
    }

    Optional<String> optionalText(String name) {
        return optional(name).map(JsonPart::asText);
    }

    Amount amount(String name, Unit unit) {
        return required(name).asAmount(unit);
    }

    Optional<Amount> optionalAmount(String name, Unit unit) {
        return optional(name).map(part -> part.asAmount(unit));
    }

    long integer(String name) {
        JsonPart part = required(name);
        if (!part.node.isIntegralNumber() || !part.node.canConvertToLong()) {
            throw part.wrong("a whole number such as 100000");
        }
        return part.node.longValue();
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return required(name).asConstant(type);
    }

    <E extends Enum<E>> E asConstant(Class<E> type) {
        return constantOf(asText(), type);
    }

    /** Returns the values of a list. */
    List<JsonPart> list(String name) {
        JsonPart part = required(name);
        if (!part.node.isArray()) {
            throw part.wrong("a list");
        }
        List<JsonPart> parts = new ArrayList<>();
        for (int at = 0; at < part.node.size(); at++) {
            parts.add(new JsonPart(part.node.get(at), part.path + "[" + at + "]"));
        }
        return parts;
    }

    List<JsonPart> optionalList(String name) {
        return has(name) ? list(name) : List.of();
    }

    /** Returns an object's fields as a map. */
    <K, V> Map<K, V> optionalMap(
            String name, Function<JsonPart, Function<String, K>> key, Function<JsonPart, V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        optional(name).ifPresent(part -> {
            part.requireObject();
            for (String field : part.node.propertyNames()) {
                JsonPart each = part.required(field);
                map.put(key.apply(each).apply(field), value.apply(each));
            }
        });
        return map;
    }

    /** Returns this object's fields as amounts. */
    Map<String, Amount> amounts(Unit unit) {
        requireObject();
        Map<String, Amount> amounts = new LinkedHashMap<>();
        for (String field : node.propertyNames()) {
            amounts.put(field, amount(field, unit));
        }
        return amounts;
    }

    static Function<JsonPart, Function<String, String>> names() {
        return part -> name -> name;
    }

    static <E extends Enum<E>> Function<JsonPart, Function<String, E>> constants(Class<E> type) {
        return part -> name -> part.constantOf(name, type);
    }

    String asText() {
        if (!node.isString()) {
            throw wrong("a text");
        }
        return node.stringValue();
    }

    BigDecimal asDecimal() {
        String text = node.isString() ? node.stringValue() : "";
        if (text.length() > MAX_DECIMAL || !DECIMAL.matcher(text).matches()) {
            throw wrong("a decimal as a text, such as \"1.25\"");
        }
        return new BigDecimal(text);
    }

    Amount asAmount(Unit unit) {
        BigDecimal decimal = asDecimal();
        if (decimal.stripTrailingZeros().scale() > 6) {
            throw wrong("a decimal of at most six places, such as \"0.000001\"");
        }
        return make(() -> Amount.of(decimal, unit));
    }

    Instant asInstant() {
        try {
            return Instant.parse(asText());
        } catch (DateTimeException none) {
            throw wrong("an instant such as \"2026-11-01T00:00:00Z\"");
        }
    }

    Duration asDuration() {
        try {
            return Duration.parse(asText());
        } catch (DateTimeException none) {
            throw wrong("a duration such as \"PT10S\"");
        }
    }

    /** Makes a value of this part; what the value refuses is told with this part's path. */
    <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (PriceDocumentException known) {
            throw known;
        } catch (IllegalArgumentException | ArithmeticException contradiction) {
            String message = contradiction.getMessage();
            throw new PriceDocumentException(path, message == null ? "cannot be." : message, contradiction);
        }
    }

    /** Refuses two fields that say the same thing. */
    void exactlyOne(String... names) {
        List<String> found = Arrays.stream(names).filter(this::has).toList();
        if (found.size() != 1) {
            throw new PriceDocumentException(
                    path,
                    "had " + (found.isEmpty() ? "none" : found.toString()) + " of " + Arrays.asList(names)
                            + " but must have exactly one; they contradict each other.");
        }
    }

    private <E extends Enum<E>> E constantOf(String text, Class<E> type) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw new PriceDocumentException(
                path,
                "was '" + text + "' but must be one of " + Arrays.asList(type.getEnumConstants()) + "; correct it.");
    }

    private void requireObject() {
        if (!node.isObject()) {
            throw wrong("an object");
        }
    }

    private PriceDocumentException wrong(String wanted) {
        String found = node.toString();
        return new PriceDocumentException(
                path,
                "was " + (found.length() > 80 ? found.substring(0, 80) + "…" : found) + " but must be " + wanted
                        + "; correct it.");
    }
}
