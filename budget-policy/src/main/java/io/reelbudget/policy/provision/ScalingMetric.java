package io.reelbudget.policy.provision;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.provision.HttpReply.Status;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says how many instances are wanted, as JSON over HTTP, and leaves starting them to who reads it: KEDA's
 * {@code metrics-api} scaler, at {@code valueLocation: wantedInstances}.
 *
 * <p>{@code GET /wanted} is about all accounts, {@code GET /wanted/acme/video} about one and not those below it. Both
 * want a bearer token. A connection is for one question and is cut off after 5 seconds; one that is slow, or says
 * nothing, keeps nobody else from reading. The numbers are in memory: tell them again after a start, by
 * {@link #restore}.
 *
 * <p>This class is thread-safe.
 */
public final class ScalingMetric implements Provisioner, AutoCloseable {

    /** How long a token must be, in characters. */
    public static final int SHORTEST_TOKEN = 32;

    /** From its beginning until it is cut off; a scaler asks and reads within milliseconds. */
    private static final Duration LIFETIME = Duration.ofSeconds(5);

    private static final String PATH = "/wanted";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpListener listener;
    private final byte[] authorization;
    private final int most;
    private final ReceiptMemory receipts = new ReceiptMemory();
    private final SortedMap<String, Integer> wanted = new TreeMap<>();

    private ScalingMetric(InetSocketAddress address, Duration lifetime, byte[] authorization, int most)
            throws IOException {
        this.authorization = authorization;
        this.most = most;
        this.listener = HttpListener.open(address, lifetime, this::answer);
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
            return new ScalingMetric(address, LIFETIME, digest("Bearer " + token), most);
        } catch (IOException taken) {
            throw new UncheckedIOException("Address " + address + " could not be had; choose another port.", taken);
        }
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /**
     * Tells how many are wanted for an account, as after a start: as many as are held for.
     *
     * @param instances zero or more; with those of the other accounts no more than {@code most}
     */
    public synchronized void restore(AccountPath account, int instances) {
        int others = all() - of(account);
        if (instances < 0 || instances > most - others) {
            throw new IllegalArgumentException("Instances of " + account + " were " + instances + " but must be 0 to "
                    + (most - others) + ", as all accounts may have " + most + " and the others have " + others
                    + "; open the endpoint for more, or give some back.");
        }
        set(account, instances);
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
        listener.close();
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

    private HttpReply answer(HttpHead head) {
        String given = head.authorization().orElse("");
        if (!MessageDigest.isEqual(authorization, digest(given))) {
            return error(Status.UNAUTHORIZED, "A bearer token is wanted.");
        }
        if (!"GET".equals(head.method())) {
            return error(Status.METHOD_NOT_ALLOWED, "Only GET is answered.");
        }
        return body(head.path())
                .map(json -> new HttpReply(Status.OK, json))
                .orElseGet(() -> error(Status.NOT_FOUND, "There is no such account path."));
    }

    private static HttpReply error(Status status, String sentence) {
        return new HttpReply(status, JSON.writeValueAsString(Map.of("error", sentence)));
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

    /** Digests of one length are compared in a time that says nothing about the token's. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Java lacks SHA-256, which every Java must have; repair it.", missing);
        }
    }
}
