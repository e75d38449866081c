package io.reelbudget.console.internal.web;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object that was sent. What is not asked for is refused, and each refusal names the place. */
public final class Fields {

    private final String path;
    private final JsonNode node;

    private Fields(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** Reads an object. */
    public static Fields parse(byte[] json) {
        try {
            JsonNode root = Doc.MAPPER.readTree(json);
            if (!root.isObject()) {
                throw Problem.invalid("Body was " + kind(root) + " but must be a JSON object; put the fields in {}.");
            }
            return new Fields("$", root);
        } catch (JacksonException malformed) {
            throw new Problem(400, "malformed", "Body was no JSON that can be read: " + malformed.getOriginalMessage());
        }
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "empty" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** Refuses fields of other names. */
    public Fields allowing(String... names) {
        Set<String> allowed = new HashSet<>(Arrays.asList(names));
        for (String name : node.propertyNames()) {
            if (!allowed.contains(name)) {
                throw Problem.invalid("Field " + path + "." + name + " is not known; leave it out. Known are "
                        + String.join(", ", names) + ".");
            }
        }
        return this;
    }

    /** Returns whether a field is there and not null. */
    public boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    /** Returns a text that must be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> absent(name, "a text"));
    }

    /** Returns a text, if it is there. */
    public Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isString()) {
            throw wrong(name, "a text in quotes");
        }
        return Optional.of(node.get(name).stringValue());
    }

    /** Returns a number, if it is there. */
    public Optional<Double> optionalNumber(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isNumber()) {
            throw wrong(name, "a number");
        }
        return Optional.of(node.get(name).doubleValue());
    }

    /** Returns a whole number, if it is there. */
    public Optional<Integer> optionalInt(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isIntegralNumber() || !node.get(name).canConvertToInt()) {
            throw wrong(name, "a whole number");
        }
        return Optional.of(node.get(name).intValue());
    }

    /** Returns a whole number that must be there. */
    public int integer(String name) {
        return optionalInt(name).orElseThrow(() -> absent(name, "a whole number"));
    }

    /** Returns a number that must be there. */
    public double number(String name) {
        return optionalNumber(name).orElseThrow(() -> absent(name, "a number"));
    }

    /** Returns an amount that must be there, sent as a decimal text. */
    public Amount amount(String name, Unit unit) {
        return optionalAmount(name, unit).orElseThrow(() -> absent(name, "a decimal in quotes, such as \"25.00\""));
    }

    /** Returns an amount, if it is there. */
    public Optional<Amount> optionalAmount(String name, Unit unit) {
        return optionalText(name).map(text -> {
            try {
                return Amount.parse(text, unit);
            } catch (IllegalArgumentException | ArithmeticException wrong) {
                throw Problem.invalid("Field " + path + "." + name + ": " + wrong.getMessage());
            }
        });
    }

    /** Returns a constant, if it is there. */
    public <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type) {
        return optionalText(name).map(text -> {
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(text)) {
                    return constant;
                }
                names.add(constant.name());
            }
            throw Problem.invalid(
                    "Field " + path + "." + name + " was '" + text + "' but must be one of " + names + ".");
        });
    }

    /** Returns what a text is parsed to; where it cannot be, the parser's own words are told. */
    public <T> Optional<T> optional(String name, Function<String, T> parser) {
        return optionalText(name).map(text -> made(name, () -> parser.apply(text)));
    }

    /** Returns what a text that must be there is parsed to. */
    public <T> T required(String name, Function<String, T> parser) {
        String text = text(name);
        return made(name, () -> parser.apply(text));
    }

    private <T> T made(String name, java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException wrong) {
            throw Problem.invalid("Field " + path + "." + name + ": " + wrong.getMessage());
        }
    }

    /** Returns an object, if it is there. */
    public Optional<Fields> optionalObject(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isObject()) {
            throw wrong(name, "an object");
        }
        return Optional.of(new Fields(path + "." + name, node.get(name)));
    }

    /** Returns an object that must be there. */
    public Fields object(String name) {
        return optionalObject(name).orElseThrow(() -> absent(name, "an object"));
    }

    /** Returns a list of objects; none where it is not there. */
    public List<Fields> objects(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode list = node.get(name);
        if (!list.isArray() || list.size() > most) {
            throw wrong(name, "a list of at most " + most + " objects");
        }
        List<Fields> found = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isObject()) {
                throw wrong(name, "a list of objects");
            }
            found.add(new Fields(path + "." + name + "[" + i + "]", list.get(i)));
        }
        return found;
    }

    /** Returns a field's JSON as text, that of an object or list. */
    public String json(String name) {
        if (!has(name)) {
            throw absent(name, "an object");
        }
        return node.get(name).toString();
    }

    private Problem absent(String name, String what) {
        return Problem.invalid("Field " + path + "." + name + " was missing but must be " + what + ".");
    }

    /** Returns that a field is wrong. */
    public Problem wrong(String name, String must) {
        String shown = node.path(name).toString();
        return Problem.invalid("Field " + path + "." + name + " was "
                + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown) + " but must be " + must + ".");
    }
}
