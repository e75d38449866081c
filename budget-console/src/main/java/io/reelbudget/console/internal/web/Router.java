package io.reelbudget.console.internal.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds who answers a request. Thread-safe. */
public final class Router {

    private final List<Route> routes;

    /** A route and what stands in its places. */
    public record Match(Route route, Map<String, String> parameters) {}

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Returns all routes. */
    public List<Route> routes() {
        return routes;
    }

    /** Returns the route of a request; a problem where there is none, or none for the method. */
    public Match find(String method, String path) {
        List<String> segments = Route.split(path);
        TreeSet<String> others = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> places = match(route, segments);
            if (places.isPresent()) {
                if (route.method().equals(method)
                        || (method.equals("HEAD") && route.method().equals("GET"))) {
                    return new Match(route, places.get());
                }
                others.add(route.method());
            }
        }
        if (others.isEmpty()) {
            throw Problem.missing("There is nothing at " + shown(path) + "; see GET /api/v1/openapi.json.");
        }
        throw new Problem(405, "method-not-allowed", "Method was " + method + " but must be one of " + others + ".")
                .with("Allow", String.join(", ", others));
    }

    private static Optional<Map<String, String>> match(Route route, List<String> segments) {
        try {
            return route.match(segments);
        } catch (IllegalArgumentException broken) {
            throw new Problem(400, "malformed", "Path had broken escapes; escape '%' as %25.");
        }
    }

    private static String shown(String path) {
        return path.length() > 200 ? path.substring(0, 200) + "…" : path;
    }
}
