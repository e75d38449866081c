package io.reelbudget.policy.provision;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request of HTTP/1.0 or 1.1 says before its body, as far as a question without one needs it.
 *
 * @param method such as {@code GET}
 * @param path of what is asked for, decoded
 * @param authorization what was sent to authorize it
 */
record HttpHead(String method, String path, Optional<String> authorization) {

    private static final Pattern FIRST_LINE = Pattern.compile("([!-~]{1,20}) ([!-~]+) HTTP/1\\.([01])");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LINES = Pattern.compile("\\r?\\n");

    /**
     * Reads the lines up to the empty one; those that are empty before the first do not count.
     *
     * @throws IllegalArgumentException if they are no head of a request
     */
    static HttpHead parse(String text) {
        List<String> lines = LINES.splitAsStream(text.strip()).toList();
        Matcher first = FIRST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!first.matches()) {
            throw new IllegalArgumentException("First line must be such as 'GET /wanted HTTP/1.1'.");
        }
        Map<String, String> fields = fields(lines.subList(1, lines.size()));
        if ("1".equals(first.group(3)) && !fields.containsKey("host")) {
            throw new IllegalArgumentException("HTTP/1.1 wants a field 'Host'.");
        }
        String path = URI.create(first.group(2)).getPath();
        if (path == null) {
            throw new IllegalArgumentException("What is asked for must be a path such as '/wanted'.");
        }
        return new HttpHead(first.group(1), path, Optional.ofNullable(fields.get("authorization")));
    }

    private static Map<String, String> fields(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw new IllegalArgumentException("Each field must be a line such as 'Host: example.org'.");
            }
            String name = field.group(1).toLowerCase(Locale.ROOT);
            boolean isSecond = fields.putIfAbsent(name, field.group(2)) != null;
            if (isSecond && (name.equals("authorization") || name.equals("host"))) {
                throw new IllegalArgumentException("Field '" + name + "' must be there once.");
            }
        }
        return fields;
    }
}
