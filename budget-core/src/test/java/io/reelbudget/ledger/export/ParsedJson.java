package io.reelbudget.ledger.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON value of objects, lists, texts and whole numbers, and refuses what is none. */
final class ParsedJson {

    private final String json;
    private int at;

    private ParsedJson(String json) {
        this.json = json;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String json) {
        ParsedJson parsed = new ParsedJson(json);
        Object value = parsed.value();
        if (parsed.at != json.length()) {
            throw new IllegalArgumentException("There was more after the object: " + json);
        }
        return (Map<String, Object>) value;
    }

    private Object value() {
        return switch (json.charAt(at)) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> text();
            default -> number();
        };
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        while (json.charAt(at) != '}') {
            String name = text();
            expect(':');
            if (members.put(name, value()) != null) {
                throw new IllegalArgumentException("Name came twice: " + name);
            }
            skipComma('}');
        }
        at++;
        return members;
    }

    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        expect('[');
        while (json.charAt(at) != ']') {
            elements.add(value());
            skipComma(']');
        }
        at++;
        return elements;
    }

    private void skipComma(char end) {
        if (json.charAt(at) != end) {
            expect(',');
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        expect('"');
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            if (c < 0x20) {
                throw new IllegalArgumentException("Control character in " + json);
            }
            if (c != '\\') {
                text.append(c);
            } else if (json.charAt(at) == 'u') {
                text.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
                at += 5;
            } else {
                text.append(json.charAt(at++));
            }
        }
        at++;
        return text.toString();
    }

    private Long number() {
        int start = at;
        while (at < json.length() && "-0123456789".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return Long.valueOf(json.substring(start, at));
    }

    private void expect(char c) {
        if (json.charAt(at) != c) {
            throw new IllegalArgumentException("Expected " + c + " at " + at + " of " + json);
        }
        at++;
    }
}
