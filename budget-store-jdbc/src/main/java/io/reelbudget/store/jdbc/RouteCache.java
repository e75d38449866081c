package io.reelbudget.store.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Routes that were used lately: at least so many, at most twice as many. What is used moves from the older half to the
 * younger one; when that is full the older one is forgotten. This class is thread-safe.
 */
final class RouteCache {

    private final int half;
    private volatile Map<String, Route> younger = new ConcurrentHashMap<>();
    private volatile Map<String, Route> older = new ConcurrentHashMap<>();

    RouteCache(int atLeast) {
        this.half = atLeast;
    }

    @Nullable
    Route get(String root) {
        Route route = younger.get(root);
        if (route != null) {
            return route;
        }
        Route found = older.get(root);
        if (found != null) {
            put(found);
        }
        return found;
    }

    /** Keeps a route, unless a newer one is kept. */
    synchronized void put(Route route) {
        if (younger.size() >= half) {
            older = younger;
            younger = new ConcurrentHashMap<>();
        }
        younger.merge(route.root(), route, (kept, added) -> added.version() < kept.version() ? kept : added);
    }

    /** Forgets a route that was found to be stale, unless a newer one is kept. */
    synchronized void forget(Route stale) {
        younger.computeIfPresent(stale.root(), (root, kept) -> kept.version() > stale.version() ? kept : null);
        older.computeIfPresent(stale.root(), (root, kept) -> kept.version() > stale.version() ? kept : null);
    }
}
