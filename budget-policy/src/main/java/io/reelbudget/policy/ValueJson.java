package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.policy.RecordShape.Part;
import io.reelbudget.runway.RunwayForecast;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of this library as JSON and back, by their components' names: records, enumerations, instants, amounts. What
 * is written is read as an equal value. A component that was added later is read as empty where it may be empty.
 *
 * <p>Only types of this library are made, and only those that the value's own type names; a text cannot choose others.
 */
final class ValueJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Says of which kind a value is, where its declared type is sealed. */
    private static final String KIND = "is";

    private ValueJson() {}

    static String text(Object value) {
        return write(value, value.getClass()).toString();
    }

    /** @throws IllegalArgumentException if the text does not say such a value */
    static <T> T parse(String text, Class<T> type) {
        return type.cast(read(JSON.readTree(text), type, type.getSimpleName()));
    }

    static JsonNode write(Object value, Type declared) {
        if (value instanceof String
                || value instanceof Instant
                || value instanceof Duration
                || value instanceof AccountPath) {
            return NODES.stringNode(value.toString());
        } else if (value instanceof Double number) {
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.stringNode(number.toString());
        } else if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Enum<?> constant) {
            return NODES.stringNode(constant.name());
        } else if (value instanceof Collection<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(each -> array.add(write(each, argument(declared, 0))));
            return array;
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, each) -> object.set(key.toString(), write(each, argument(declared, 1))));
            return object;
        } else if (value instanceof Balance balance) {
            return BalanceForm.of(balance).json();
        } else if (value instanceof RunwayForecast forecast) {
            return ForecastForm.of(forecast).json();
        } else if (value instanceof Record fields) {
            return object(fields, declared);
        }
        throw new IllegalArgumentException(
                "Value was of " + value.getClass() + " but must be of a kind that notes can say; record it otherwise.");
    }

    private static ObjectNode object(Record fields, Type declared) {
        ObjectNode object = NODES.objectNode();
        if (declared instanceof Class<?> type && RecordShape.isSealed(type)) {
            object.put(KIND, fields.getClass().getSimpleName());
        }
        for (Part part : RecordShape.of(fields.getClass()).parts()) {
            Object value = part.of(fields);
            Object present = part.isOptional() ? present(value) : value;
            if (present != null) {
                object.set(part.name(), write(present, part.content()));
            }
        }
        return object;
    }

    private static @Nullable Object present(Object optional) {
        if (optional instanceof Optional<?> any) {
            return any.orElse(null);
        } else if (optional instanceof OptionalInt any) {
            return any.isPresent() ? any.getAsInt() : null;
        } else if (optional instanceof OptionalLong any) {
            return any.isPresent() ? any.getAsLong() : null;
        }
        OptionalDouble any = (OptionalDouble) optional;
        return any.isPresent() ? any.getAsDouble() : null;
    }

    static Object read(JsonNode node, Type declared, String path) {
        Class<?> type = declared instanceof ParameterizedType of ? (Class<?>) of.getRawType() : (Class<?>) declared;
        if (type == String.class) {
            return node.stringValue();
        } else if (type == Instant.class) {
            return Instant.parse(node.stringValue());
        } else if (type == Duration.class) {
            return Duration.parse(node.stringValue());
        } else if (type == AccountPath.class) {
            return AccountPath.of(node.stringValue());
        } else if (type == double.class || type == Double.class) {
            return node.isString() ? Double.valueOf(node.stringValue()) : Double.valueOf(node.doubleValue());
        } else if (type == int.class || type == Integer.class) {
            return node.intValue();
        } else if (type == long.class || type == Long.class) {
            return node.longValue();
        } else if (type == boolean.class) {
            return node.booleanValue();
        } else if (type.isEnum()) {
            return constant(node.stringValue(), type, path);
        } else if (Collection.class.isAssignableFrom(type)) {
            return collection(node, type, argument(declared, 0), path);
        } else if (Map.class.isAssignableFrom(type)) {
            SortedMap<String, Object> map = new TreeMap<>();
            node.properties()
                    .forEach(each -> map.put(each.getKey(), read(each.getValue(), argument(declared, 1), path)));
            return map;
        } else if (type == Balance.class) {
            return BalanceForm.read(node);
        } else if (type == RunwayForecast.class) {
            return ForecastForm.read(node);
        }
        return made(node, RecordShape.isSealed(type) ? kind(node, type, path) : type, path);
    }

    private static Object collection(JsonNode node, Class<?> type, Type element, String path) {
        List<Object> list = new ArrayList<>();
        node.forEach(each -> list.add(read(each, element, path)));
        return Set.class.isAssignableFrom(type) ? new TreeSet<>(list) : list;
    }

    private static Object constant(String name, Class<?> type, String path) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        wrong(path, "was '" + name + "', which is unknown; replay it by the version that wrote it"));
    }

    private static Class<?> kind(JsonNode node, Class<?> sealed, String path) {
        String name = node.path(KIND).asString("");
        return permitted(sealed).stream()
                .filter(each -> each.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(path, "was of kind '" + name + "', which is unknown"));
    }

    private static List<Class<?>> permitted(Class<?> sealed) {
        List<Class<?>> kinds = new ArrayList<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            if (each.isSealed()) {
                kinds.addAll(permitted(each));
            } else {
                kinds.add(each);
            }
        }
        return kinds;
    }

    private static Object made(JsonNode node, Class<?> type, String path) {
        if (!type.isRecord() || !type.getPackageName().startsWith("io.reelbudget.")) {
            throw wrong(path, "is of " + type + ", which notes cannot say");
        }
        RecordShape shape = RecordShape.of(type);
        for (String name : node.propertyNames()) {
            if (!shape.names().contains(name) && !name.equals(KIND)) {
                throw wrong(path + "." + name, "is unknown; replay it by the version that wrote it");
            }
        }
        Object[] values = new Object[shape.parts().size()];
        for (int at = 0; at < values.length; at++) {
            Part part = shape.parts().get(at);
            values[at] = component(node, part, path);
        }
        return shape.make(values, path);
    }

    private static Object component(JsonNode node, Part part, String path) {
        JsonNode value = node.get(part.name());
        Class<?> type = part.type();
        if (part.isOptional()) {
            return optional(value, part, path);
        } else if (value == null && Collection.class.isAssignableFrom(type)) {
            return Set.class.isAssignableFrom(type) ? Set.of() : List.of();
        } else if (value == null && Map.class.isAssignableFrom(type)) {
            return new TreeMap<String, Object>();
        } else if (value == null) {
            throw wrong(
                    path + "." + part.name(), "is missing; it was recorded by an older version that did not know it");
        }
        return read(value, part.declared(), part.name());
    }

    private static Object optional(@Nullable JsonNode value, Part part, String path) {
        Class<?> type = part.type();
        if (type == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of(value.intValue());
        } else if (type == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(value.longValue());
        } else if (type == OptionalDouble.class) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of((double) read(value, double.class, path));
        }
        return Optional.ofNullable(value).map(some -> read(some, part.content(), part.name()));
    }

    private static Type argument(Type declared, int at) {
        return declared instanceof ParameterizedType of ? of.getActualTypeArguments()[at] : Object.class;
    }

    private static IllegalArgumentException wrong(String path, String complaint) {
        return new IllegalArgumentException("Recorded value at " + path + " " + complaint + ".");
    }
}
