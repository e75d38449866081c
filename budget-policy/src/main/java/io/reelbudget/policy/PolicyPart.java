package io.reelbudget.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One value of a policy's document, with the path at which it stands, so that every complaint can name it. */
record PolicyPart(JsonNode node, String path) {

    private static final int MAX_DEPTH = 12;
    private static final int MAX_DOCUMENT = 64 << 10;
    private static final int MAX_SHOWN = 80;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_DOCUMENT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static PolicyPart document(String json) {
        try {
            return new PolicyPart(STRICT.readTree(json), "$");
        } catch (JacksonException unreadable) {
            throw new PolicyDocumentException(
                    "$",
                    "is no JSON that can be read (" + unreadable.getOriginalMessage()
                            + ") but must be one object; correct it.",
                    unreadable);
        }
    }

    /** Refuses fields that are not among those named. */
    PolicyPart allowing(String... names) {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        Set<String> allowed = Set.of(names);
        for (String name : node.propertyNames()) {
            if (!allowed.contains(name)) {
                throw mistake(
                        path + "." + name,
                        "is a field that is unknown here but must be one of " + Arrays.asList(names)
                                + "; correct its name or remove it.");
            }
        }
        return this;
    }

    /** Refuses fields that say nothing where another says what it does. */
    void forbid(String because, String... names) {
        for (String name : names) {
            if (node.has(name)) {
                throw mistake(path + "." + name, "is given but means nothing for " + because + "; remove it.");
            }
        }
    }

    String exactlyOne(String... names) {
        List<String> found = Arrays.stream(names).filter(node::has).toList();
        if (found.size() != 1) {
            throw mistake(
                    path,
                    "had " + (found.isEmpty() ? "none" : found.toString()) + " of " + Arrays.asList(names)
                            + " but must have exactly one; they contradict each other.");
        }
        return found.get(0);
    }

    PolicyPart required(String name) {
        return optional(name).orElseThrow(() -> mistake(path + "." + name, "is missing but must be given; add it."));
    }

    Optional<PolicyPart> optional(String name) {
        return Optional.ofNullable(node.get(name)).map(value -> new PolicyPart(value, path + "." + name));
    }

    List<PolicyPart> list(String name) {
        PolicyPart part = required(name);
        if (!part.node.isArray()) {
            throw part.wrong("a list");
        }
        List<PolicyPart> parts = new ArrayList<>();
        for (int at = 0; at < part.node.size(); at++) {
            parts.add(new PolicyPart(part.node.get(at), part.path + "[" + at + "]"));
        }
        return parts;
    }

    String text() {
        if (!node.isString()) {
            throw wrong("a text");
        }
        return node.stringValue();
    }

    int integer() {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw wrong("a whole number such as 2");
        }
        return node.intValue();
    }

    OptionalInt optionalInteger(String name) {
        Optional<PolicyPart> part = optional(name);
        return part.isPresent() ? OptionalInt.of(part.get().integer()) : OptionalInt.empty();
    }

    double decimal() {
        String text = node.isString() ? node.stringValue() : "";
        if (!DECIMAL.matcher(text).matches()) {
            throw wrong("a decimal as a text, such as \"0.5\"");
        }
        return new BigDecimal(text).doubleValue();
    }

    Duration duration() {
        try {
            return Duration.parse(text());
        } catch (DateTimeException none) {
            throw wrong("a duration such as \"PT30M\"");
        }
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> node.isString() && each.name().equals(node.stringValue()))
                .findFirst()
                .orElseThrow(() -> wrong("one of " + Arrays.asList(type.getEnumConstants())));
    }

    <E extends Enum<E>> E optionalConstant(String name, Class<E> type, E otherwise) {
        return optional(name).map(part -> part.constant(type)).orElse(otherwise);
    }

    /** Makes a value of this part; what the value refuses is told with this part's path. */
    <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (PolicyDocumentException known) {
            throw known;
        } catch (GraduatedPolicy.StepContradiction contradiction) {
            String step = path + ".steps[" + contradiction.step() + "]." + contradiction.field();
            throw new PolicyDocumentException(step, contradiction.complaint(), contradiction);
        } catch (IllegalArgumentException contradiction) {
            throw new PolicyDocumentException(path, String.valueOf(contradiction.getMessage()), contradiction);
        }
    }

    PolicyDocumentException wrong(String wanted) {
        String found = node.toString();
        return mistake(
                path,
                "was " + (found.length() > MAX_SHOWN ? found.substring(0, MAX_SHOWN) + "…" : found) + " but must be "
                        + wanted + "; correct it.");
    }

    private static PolicyDocumentException mistake(String path, String complaint) {
        return new PolicyDocumentException(path, complaint, null);
    }
}
