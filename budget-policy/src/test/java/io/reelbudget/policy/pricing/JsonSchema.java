package io.reelbudget.policy.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks documents against the keywords of JSON Schema 2020-12 that the schemas of this module use; any other keyword
 * is an error, so that no rule of theirs goes unchecked.
 */
final class JsonSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> NOTES = Set.of("$schema", "title", "$defs");

    private final JsonNode root;

    JsonSchema(String schema) {
        root = JSON.readTree(schema);
    }

    /** Returns where a document breaks the schema, nowhere if it keeps it. */
    List<String> complaints(String document) {
        return complaints(root, JSON.readTree(document), "$");
    }

    private List<String> complaints(JsonNode schema, JsonNode value, String path) {
        List<String> found = new ArrayList<>();
        for (String keyword : schema.propertyNames()) {
            if (!NOTES.contains(keyword)) {
                JsonNode rule = schema.get(keyword);
                check(keyword, rule, schema, value, path, found);
            }
        }
        return found;
    }

    private void check(
            String keyword, JsonNode rule, JsonNode schema, JsonNode value, String path, List<String> found) {
        switch (keyword) {
            case "$ref" -> {
                String name = rule.stringValue().substring("#/$defs/".length());
                found.addAll(complaints(root.required("$defs").required(name), value, path));
            }
            case "type" -> complainUnless(isOfType(rule.stringValue(), value), keyword, path, found);
            case "const" -> complainUnless(rule.equals(value), keyword, path, found);
            case "enum" -> complainUnless(contains(rule, value), keyword, path, found);
            case "pattern" ->
                complainUnless(
                        !value.isString()
                                || Pattern.compile(rule.stringValue())
                                        .matcher(value.stringValue())
                                        .find(),
                        keyword,
                        path,
                        found);
            case "maxLength" ->
                complainUnless(
                        !value.isString() || value.stringValue().length() <= rule.intValue(), keyword, path, found);
            case "minimum" ->
                complainUnless(!value.isNumber() || decimal(value).compareTo(decimal(rule)) >= 0, keyword, path, found);
            case "maximum" ->
                complainUnless(!value.isNumber() || decimal(value).compareTo(decimal(rule)) <= 0, keyword, path, found);
            case "minItems" ->
                complainUnless(!value.isArray() || value.size() >= rule.intValue(), keyword, path, found);
            case "maxItems" ->
                complainUnless(!value.isArray() || value.size() <= rule.intValue(), keyword, path, found);
            case "minProperties" ->
                complainUnless(!value.isObject() || value.size() >= rule.intValue(), keyword, path, found);
            case "uniqueItems" -> complainUnless(!value.isArray() || isUnique(value), keyword, path, found);
            case "items" -> {
                for (int at = 0; value.isArray() && at < value.size(); at++) {
                    found.addAll(complaints(rule, value.get(at), path + "[" + at + "]"));
                }
            }
            case "required" -> {
                for (JsonNode name : rule) {
                    complainUnless(!value.isObject() || value.has(name.stringValue()), keyword, path, found);
                }
            }
            case "properties" -> {
                for (String name : rule.propertyNames()) {
                    if (value.has(name)) {
                        found.addAll(complaints(rule.get(name), value.get(name), path + "." + name));
                    }
                }
            }
            case "additionalProperties" -> others(rule, schema, value, path, found);
            case "propertyNames" -> {
                for (String name : value.propertyNames()) {
                    found.addAll(complaints(rule, JSON.valueToTree(name), path + "." + name));
                }
            }
            case "allOf" -> rule.forEach(each -> found.addAll(complaints(each, value, path)));
            case "oneOf" -> {
                int kept = 0;
                for (JsonNode each : rule) {
                    kept += complaints(each, value, path).isEmpty() ? 1 : 0;
                }
                complainUnless(kept == 1, keyword, path, found);
            }
            default -> throw new IllegalStateException("Keyword '" + keyword + "' is not checked; teach this class.");
        }
    }

    private void others(JsonNode rule, JsonNode schema, JsonNode value, String path, List<String> found) {
        for (String name : value.propertyNames()) {
            if (schema.path("properties").has(name)) {
                continue;
            }
            if (rule.isBoolean()) {
                complainUnless(rule.booleanValue(), "additionalProperties", path + "." + name, found);
            } else {
                found.addAll(complaints(rule, value.get(name), path + "." + name));
            }
        }
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            default -> throw new IllegalStateException("Type '" + type + "' is not checked; teach this class.");
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnique(JsonNode list) {
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode each : list) {
            if (!seen.add(each)) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal decimal(JsonNode number) {
        return new BigDecimal(number.toString());
    }

    private static void complainUnless(boolean kept, String keyword, String path, List<String> found) {
        if (!kept) {
            found.add(path + " breaks " + keyword);
        }
    }
}
