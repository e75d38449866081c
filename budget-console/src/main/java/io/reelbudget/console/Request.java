package io.reelbudget.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request, whoever received it.
 *
 * <p>This class is immutable, unless the array that was given as its body is changed, and thread-safe.
 */
public final class Request {

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String remote;
    private final Optional<String> user;

    private Request(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            String remote,
            Optional<String> user) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.remote = remote;
        this.user = user;
    }

    /**
     * Returns a request.
     *
     * @param method such as {@code GET}
     * @param target the path below where the console is mounted and the query, both as they were sent, still escaped
     * @param headers names in any case; of several of one name, the first
     * @param body empty where there is none; not copied
     * @param remote the sender's address, for limits and the audit log
     * @throws IllegalArgumentException if the target's escapes are broken
     */
    public static Request of(String method, String target, Map<String, String> headers, byte[] body, String remote) {
        int mark = target.indexOf('?');
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new Request(
                method.toUpperCase(Locale.ROOT),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? Map.of() : parsed(target.substring(mark + 1)),
                lower,
                body,
                remote,
                Optional.empty());
    }

    /** Returns this request, and that the host's server knows who sent it. */
    public Request withUser(String name) {
        return new Request(method, path, query, headers, body, remote, Optional.of(name));
    }

    private static Map<String, String> parsed(String query) {
        Map<String, String> found = new LinkedHashMap<>();
        int from = 0;
        while (from <= query.length()) {
            int end = query.indexOf('&', from);
            String pair = query.substring(from, end < 0 ? query.length() : end);
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = unescaped(equals < 0 ? pair : pair.substring(0, equals));
                found.putIfAbsent(name, equals < 0 ? "" : unescaped(pair.substring(equals + 1)));
            }
            from = end < 0 ? query.length() + 1 : end + 1;
        }
        return found;
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the method in capitals. */
    public String method() {
        return method;
    }

    /** Returns the path as it was sent, still escaped. */
    public String path() {
        return path;
    }

    /** Returns a parameter of the query, if it is there. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** Returns a header, if it is there. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns the body's bytes: not a copy. */
    public byte[] body() {
        return body;
    }

    /** Returns the sender's address. */
    public String remote() {
        return remote;
    }

    /**
     * Returns whom the host's own server took the sender for, by its session, say: the user's name of a servlet's
     * request. Empty where it knows nobody.
     */
    public Optional<String> user() {
        return user;
    }

    /** Says nothing of headers and body, which may be secret. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
