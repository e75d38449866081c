package io.reelbudget.console.internal.web;

import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is answered where.
 *
 * @param method the request's method
 * @param template the path, with places such as {@code {account}}
 * @param role what somebody must be allowed
 * @param effect what it does
 * @param handler who answers
 */
public record Route(String method, String template, Role role, Effect effect, Handler handler) {

    /** What a request does. */
    public enum Effect {
        /** Nothing: it may be sent again. */
        NONE,
        /** It changes something: needs an idempotency key, and is audited. */
        WRITE
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Handler {
        /** Answers a request, or throws a {@link Problem}. */
        Response handle(Call call);
    }

    /** Returns a route that shows something. */
    public static Route get(String template, Handler handler) {
        return new Route("GET", template, Role.READ, Effect.NONE, handler);
    }

    /** Returns a route that works something out from what is sent, and changes nothing. */
    public static Route ask(String template, Handler handler) {
        return new Route("POST", template, Role.READ, Effect.NONE, handler);
    }

    /** Returns a route that changes something. */
    public static Route write(String method, String template, Role role, Handler handler) {
        return new Route(method, template, role, Effect.WRITE, handler);
    }

    /** Returns what stands in the places, if a path is one of this template. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> own = split(template);
        if (own.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < own.size(); i++) {
            String part = own.get(i);
            if (part.startsWith("{")) {
                found.put(part.substring(1, part.length() - 1), Call.unescaped(segments.get(i)));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** Returns the template with its places filled. */
    String filled(UnaryOperator<String> places) {
        StringBuilder path = new StringBuilder();
        for (String part : split(template)) {
            path.append('/').append(part.startsWith("{") ? places.apply(part.substring(1, part.length() - 1)) : part);
        }
        return path.toString();
    }

    static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = path.startsWith("/") ? 1 : 0;
        for (int end = path.indexOf('/', from); end >= 0; end = path.indexOf('/', from)) {
            segments.add(path.substring(from, end));
            from = end + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }
}
