package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where operations wait whose root's shard is not known, or no longer: all that wait are looked up together, and sent
 * on in the order in which they came. This class is thread-safe.
 */
final class RouteDesk {

    private static final int FIRST_PAUSE_MILLIS = 4;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final RoutingTable table;
    private final Set<String> shards;
    private final RouteCache routes;
    private final BiConsumer<ShardOperation<?>, Route> sender;
    private final ScheduledExecutorService asking;
    private final ExecutorService sending;

    /** Guarded by this, like the others. */
    private final Map<String, List<ShardOperation<?>>> waiting = new HashMap<>();

    /** The same roots, for those who only look. */
    private final Set<String> waitingRoots = ConcurrentHashMap.newKeySet();

    private final Set<String> toAsk = new HashSet<>();
    private boolean isAsking;
    private boolean closed;
    private int pauseMillis = FIRST_PAUSE_MILLIS;

    RouteDesk(RoutingTable table, Set<String> shards, RouteCache routes, BiConsumer<ShardOperation<?>, Route> sender) {
        this.table = table;
        this.shards = shards;
        this.routes = routes;
        this.sender = sender;
        this.asking = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "reelbudget-routes"));
        this.sending = Executors.newCachedThreadPool(work -> daemon(work, "reelbudget-routed"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Takes an operation that waits for its route. */
    void add(ShardOperation<?> operation) {
        add(operation, 0);
    }

    /** Takes an operation whose route was found to be stale. */
    void addAgain(ShardOperation<?> operation, Route stale) {
        routes.forget(stale);
        add(operation, FIRST_PAUSE_MILLIS);
    }

    private synchronized void add(ShardOperation<?> operation, int afterMillis) {
        if (closed) {
            operation.fail(new LedgerUnavailableException("The ledger was closed but must be open; open it anew."));
            return;
        }
        boolean isFirst = !waiting.containsKey(operation.root);
        waiting.computeIfAbsent(operation.root, root -> new ArrayList<>()).add(operation);
        waitingRoots.add(operation.root);
        if (isFirst) {
            askFor(operation.root, afterMillis);
        }
    }

    private synchronized void askFor(String root, int afterMillis) {
        toAsk.add(root);
        if (!isAsking && !closed) {
            isAsking = true;
            ScheduledFuture<?> unused = asking.schedule(this::ask, afterMillis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void askAgain(Set<String> roots) {
        for (String root : roots) {
            if (waiting.containsKey(root)) {
                askFor(root, pauseMillis);
            }
        }
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
    }

    private void ask() {
        Set<String> roots;
        Set<String> opened = new HashSet<>();
        synchronized (this) {
            roots = new HashSet<>(toAsk);
            toAsk.clear();
            isAsking = false;
            for (String root : roots) {
                if (waiting.getOrDefault(root, List.of()).stream().anyMatch(operation -> operation.opensRoot)) {
                    opened.add(root);
                }
            }
        }
        try {
            Map<String, Route> found = new HashMap<>(table.find(roots));
            opened.removeAll(found.keySet());
            if (!opened.isEmpty()) {
                found.putAll(table.findOrAssign(opened, shards));
            }
            synchronized (this) {
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
            roots.forEach(root -> sending.execute(() -> send(root, found.get(root))));
        } catch (SQLException failed) {
            boolean isFinal = SqlFailure.of(failed) == SqlFailure.FINAL;
            roots.forEach(root -> failLate(root, failed, isFinal));
            askAgain(roots);
        } catch (RuntimeException broken) {
            roots.forEach(root -> failLate(root, broken, true));
        }
    }

    /** Fails those whose time is up, or all. */
    private void failLate(String root, Exception last, boolean isFinal) {
        List<ShardOperation<?>> late = new ArrayList<>();
        synchronized (this) {
            List<ShardOperation<?>> all = waiting.getOrDefault(root, new ArrayList<>());
            for (ShardOperation<?> operation : List.copyOf(all)) {
                if (isFinal || !operation.isInTime()) {
                    late.add(operation);
                    all.remove(operation);
                }
            }
            if (all.isEmpty()) {
                forget(root);
            }
        }
        late.forEach(operation -> operation.failLate(last));
    }

    private void send(String root, @Nullable Route route) {
        if (route != null) {
            routes.put(route);
        }
        List<ShardOperation<?>> next = take(root, route);
        while (!next.isEmpty()) {
            for (ShardOperation<?> operation : next) {
                if (route == null) {
                    operation.failUnknown();
                } else {
                    sender.accept(operation, route);
                }
            }
            next = take(root, route);
        }
    }

    /** Takes what waits for a route; whoever comes later waits no more once nothing is left. */
    private synchronized List<ShardOperation<?>> take(String root, @Nullable Route route) {
        List<ShardOperation<?>> all = waiting.getOrDefault(root, List.of());
        boolean isStale = route != null && routes.get(root) == null;
        boolean opensNow = route == null && all.stream().anyMatch(operation -> operation.opensRoot);
        if (!all.isEmpty() && (isStale || opensNow)) {
            askFor(root, FIRST_PAUSE_MILLIS);
            return List.of();
        }
        if (all.isEmpty()) {
            forget(root);
            return List.of();
        }
        List<ShardOperation<?>> taken = new ArrayList<>(all);
        taken.sort(Comparator.comparingLong(operation -> operation.number));
        all.clear();
        return taken;
    }

    private synchronized void forget(String root) {
        waiting.remove(root);
        waitingRoots.remove(root);
    }

    /** Returns whether operations on a root wait here: then later ones must, too. */
    boolean isWaiting(String root) {
        return waitingRoots.contains(root);
    }

    void close() {
        List<ShardOperation<?>> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            waiting.values().forEach(left::addAll);
            waiting.clear();
        }
        asking.shutdownNow();
        sending.shutdown();
        left.forEach(operation ->
                operation.fail(new LedgerUnavailableException("The ledger was closed while the command waited.")));
    }
}
