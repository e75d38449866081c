package io.reelbudget.ledger.export;

import io.reelbudget.ledger.Labels;
import java.util.Map;

/** Writes one JSON object, as RFC 8259 says, on one line. */
final class JsonObject {

    private static final int FIRST_PRINTABLE = 0x20;

    /** These two end a line in JavaScript, though not in JSON. */
    private static final String LINE_ENDS = "\u2028\u2029";

    private final StringBuilder json = new StringBuilder("{");

    JsonObject text(String name, String text) {
        begin(name);
        quote(json, text);
        return this;
    }

    JsonObject number(String name, long number) {
        begin(name);
        json.append(number);
        return this;
    }

    JsonObject list(String name, Iterable<JsonObject> objects) {
        begin(name);
        json.append('[');
        String separator = "";
        for (JsonObject object : objects) {
            json.append(separator).append(object);
            separator = ",";
        }
        json.append(']');
        return this;
    }

    JsonObject labels(String name, Labels labels) {
        begin(name);
        json.append(of(labels));
        return this;
    }

    static JsonObject of(Labels labels) {
        JsonObject object = new JsonObject();
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            object.text(label.getKey(), label.getValue());
        }
        return object;
    }

    private void begin(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(json, name);
        json.append(':');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || LINE_ENDS.indexOf(c) >= 0) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return json + "}";
    }
}
