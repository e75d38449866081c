package io.reelbudget.policy.provision;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says how many instances are wanted, as JSON over HTTP, and leaves starting them to who reads it: KEDA's
 * {@code metrics-api} scaler, at {@code valueLocation: wantedInstances}.
 *
 * <p>{@code GET /wanted} is about all accounts, {@code GET /wanted/acme/video} about one and not those below it. Both
 * want a bearer token. The numbers are in memory: tell them again after a start, by {@link #restore}.
 *
 * <p>This class is thread-safe.
 */
public final class ScalingMetric implements Provisioner, AutoCloseable {

    /** How long a token must be, in characters. */
    public static final int SHORTEST_TOKEN = 32;

    private static final int THREADS = 2;
    private static final String PATH = "/wanted";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads;
    private final byte[] authorization;
    private final int most;
    private final ReceiptMemory receipts = new ReceiptMemory();
    private final SortedMap<String, Integer> wanted = new TreeMap<>();

    private ScalingMetric(HttpServer server, byte[] authorization, int most) {
        this.server = server;
        this.authorization = authorization;
        this.most = most;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "reelbudget-scaling-metric");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the endpoint.
     *
     * @param address where; {@link java.net.InetAddress#getLoopbackAddress} unless something in front of it adds TLS
     * @param token what readers send as a bearer token, {@value #SHORTEST_TOKEN} characters or more
     * @param most how many instances are wanted at most, for all accounts
     * @throws UncheckedIOException if the address cannot be had
     */
    public static ScalingMetric open(InetSocketAddress address, String token, int most) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("Token had " + token.length() + " characters but must have "
                    + SHORTEST_TOKEN + " or more; draw a random one.");
        }
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Most instances were " + most + " but must be one or more; use no provisioner to start none.");
        }
        try {
            HttpServer server = HttpServer.create(address, 0);
            ScalingMetric metric = new ScalingMetric(server, digest("Bearer " + token), most);
            server.createContext("/", metric::answer);
            server.setExecutor(metric.threads);
            server.start();
            return metric;
        } catch (IOException taken) {
            throw new UncheckedIOException("Address " + address + " could not be had; choose another port.", taken);
        }
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Tells how many are wanted for an account, as after a start: as many as are held for. */
    public synchronized void restore(AccountPath account, int instances) {
        set(account, Math.max(0, instances));
    }

    @Override
    public synchronized InstanceReceipt provision(InstanceRequest request) {
        return receipts.once(request.key(), begun -> {
            int more = Math.min(request.instances(), most - all());
            set(request.account(), of(request.account()) + more);
            return new InstanceReceipt(more, "wanted " + of(request.account()));
        });
    }

    @Override
    public synchronized InstanceReceipt giveBack(InstanceRequest request) {
        return receipts.once(request.key(), begun -> {
            int fewer = Math.min(request.instances(), of(request.account()));
            set(request.account(), of(request.account()) - fewer);
            return new InstanceReceipt(fewer, "wanted " + of(request.account()));
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private int of(AccountPath account) {
        return wanted.getOrDefault(account.toString(), 0);
    }

    private int all() {
        return wanted.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void set(AccountPath account, int instances) {
        if (instances == 0) {
            wanted.remove(account.toString());
        } else {
            wanted.put(account.toString(), instances);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given == null || !MessageDigest.isEqual(authorization, digest(given))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                send(exchange, 401, Map.of("error", "A bearer token is wanted."));
            } else if (!"GET".equals(exchange.getRequestMethod())) {
                send(exchange, 405, Map.of("error", "Only GET is answered."));
            } else {
                Optional<String> body = body(exchange.getRequestURI().getPath());
                send(
                        exchange,
                        body.isPresent() ? 200 : 404,
                        body.orElse("{\"error\":\"There is no such account path.\"}"));
            }
        }
    }

    private Optional<String> body(String path) {
        if (path.equals(PATH)) {
            return Optional.of(whole());
        }
        if (!path.startsWith(PATH + "/")) {
            return Optional.empty();
        }
        try {
            AccountPath account = AccountPath.of(path.substring(PATH.length() + 1));
            ObjectNode one = JSON.createObjectNode();
            synchronized (this) {
                one.put("account", account.toString()).put("wantedInstances", of(account));
            }
            return Optional.of(JSON.writeValueAsString(one));
        } catch (IllegalArgumentException noPath) {
            return Optional.empty();
        }
    }

    private synchronized String whole() {
        ObjectNode all = JSON.createObjectNode();
        all.put("wantedInstances", all());
        ObjectNode accounts = all.putObject("accounts");
        wanted.forEach(accounts::put);
        return JSON.writeValueAsString(all);
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> body) throws IOException {
        send(exchange, status, JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Digests of one length are compared in a time that says nothing about the token's. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Java lacks SHA-256, which every Java must have; repair it.", missing);
        }
    }
}
