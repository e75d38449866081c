package io.reelbudget.ffmpeg.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One filter of a chain, such as {@code scale=w=1280:h=-2}.
 *
 * @param name its name
 * @param positional its arguments without a name, in order
 * @param named its arguments with a name
 */
record Filter(String name, List<String> positional, Map<String, String> named) {

    Filter {
        positional = List.copyOf(positional);
        named = Map.copyOf(named);
    }

    static Filter read(String text) {
        String trimmed = text.strip();
        int equals = trimmed.indexOf('=');
        if (equals < 0) {
            return new Filter(trimmed, List.of(), Map.of());
        }
        List<String> positional = new ArrayList<>();
        Map<String, String> named = new LinkedHashMap<>();
        for (String part : split(trimmed.substring(equals + 1), ':')) {
            int sign = part.indexOf('=');
            if (sign > 0 && part.substring(0, sign).strip().matches("[A-Za-z_]\\w*")) {
                named.put(part.substring(0, sign).strip(), unquoted(part.substring(sign + 1)));
            } else {
                positional.add(unquoted(part));
            }
        }
        String name = trimmed.substring(0, equals).strip();
        // A name may carry the name of its instance: scale@first.
        return new Filter(name.contains("@") ? name.substring(0, name.indexOf('@')) : name, positional, named);
    }

    /** Returns an argument by one of its names, else by its place. */
    Optional<String> argument(int place, String... names) {
        for (String each : names) {
            String value = named.get(each);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return place >= 0 && place < positional.size() ? Optional.of(positional.get(place)) : Optional.empty();
    }

    /** Splits at a character that is neither quoted nor escaped nor in parentheses or brackets. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int nested = 0;
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (each == '\\' && !quoted && at + 1 < text.length()) {
                part.append(each).append(text.charAt(++at));
                continue;
            }
            if (each == '\'') {
                quoted = !quoted;
            } else if (!quoted && each == '(') {
                nested++;
            } else if (!quoted && each == ')') {
                nested--;
            }
            if (each == separator && !quoted && nested <= 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(each);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String unquoted(String text) {
        return text.replace("'", "").replace("\\", "").strip();
    }
}
