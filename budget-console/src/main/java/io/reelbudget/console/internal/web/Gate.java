package io.reelbudget.console.internal.web;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.AuditEntry;
import io.reelbudget.console.AuditLog;
import io.reelbudget.console.Authenticator;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Request;
import io.reelbudget.console.Response;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in, one check after the other, and sees to it that each is answered safely: by its host, its size, its
 * rate, its origin, who sent it, what they may do, and for writes by their key and the audit log. Thread-safe.
 */
public final class Gate {

    /** The longest body, in bytes: the description of a video with many streams, or a list of 1,000 renditions. */
    public static final int MAX_BODY = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private static final int MAX_PATH = 4_096;
    private static final int MAX_KEY = 255;
    private static final int SMALLEST_ZIPPED = 1_024;
    private static final double REQUESTS_PER_SECOND = 100;
    private static final double REQUESTS_AT_ONCE = 400;
    private static final double FAILURES_PER_SECOND = 0.2;
    private static final double FAILURES_AT_ONCE = 20;

    /** Scripts and styles come from files of this origin only: nothing that is stored can become code. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Router router;
    private final Assets assets;
    private final Authenticator authenticator;
    private final AuditLog audit;
    private final Set<String> hosts;
    private final InstantSource clock;
    private final RateLimit requests;
    private final RateLimit failures;
    private final Replays replays;

    public Gate(
            List<Route> routes,
            Assets assets,
            Authenticator authenticator,
            AuditLog audit,
            Set<String> hosts,
            InstantSource clock) {
        this.router = new Router(routes);
        this.assets = assets;
        this.authenticator = authenticator;
        this.audit = audit;
        this.hosts = hosts;
        this.clock = clock;
        this.requests = new RateLimit(REQUESTS_PER_SECOND, REQUESTS_AT_ONCE, clock);
        this.failures = new RateLimit(FAILURES_PER_SECOND, FAILURES_AT_ONCE, clock);
        this.replays = new Replays(clock);
    }

    /** Returns the routes, each as method and template. */
    public List<String> routes() {
        return router.routes().stream()
                .map(each -> each.method() + " " + each.template())
                .toList();
    }

    /** Answers a request; never throws. */
    public Response handle(Request request) {
        Response answer = Failures.asAnswers(() -> checked(request));
        for (Map.Entry<String, String> header : HEADERS.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        if (!answer.headers().containsKey("Cache-Control")) {
            answer = answer.with("Cache-Control", "no-store");
        }
        return request.method().equals("HEAD") ? answer.withoutBody() : zipped(request, answer);
    }

    private Response checked(Request request) {
        requireHost(request);
        if (request.body().length > MAX_BODY) {
            throw new Problem(
                    413, "too-large", "Body had more than " + MAX_BODY + " bytes but must have at most as many.");
        }
        if (request.path().length() > MAX_PATH) {
            throw new Problem(
                    414, "too-long", "Path had more than " + MAX_PATH + " characters but must have at most as many.");
        }
        requireOwnOrigin(request);
        Optional<Response> asset = assets.find(request);
        if (asset.isPresent()) {
            return asset.get();
        }
        Principal principal = authenticated(request);
        requests.take(principal.name()); // not by address: many people may come through one proxy
        return routed(request, principal);
    }

    /** A page whose name was bent to this address sends its own name. */
    private void requireHost(Request request) {
        String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
        int port = host.lastIndexOf(':');
        String name = port > host.lastIndexOf(']') && port >= 0 ? host.substring(0, port) : host;
        if (!hosts.contains(name)) {
            throw new Problem(
                    421,
                    "misdirected",
                    "Host was none of this console's; add it to the hosts of the console if it is.");
        }
    }

    private static void requireOwnOrigin(Request request) {
        String site = request.header("Sec-Fetch-Site").orElse("same-origin");
        boolean isNavigation = request.method().equals("GET")
                && request.header("Sec-Fetch-Mode").orElse("").equals("navigate");
        Optional<String> origin = request.header("Origin");
        String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
        boolean isForeign = origin.isPresent()
                && !origin.get()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^https?://", "")
                        .equals(host);
        boolean isOtherSite = !site.equals("same-origin") && !site.equals("none") && !isNavigation;
        if (isForeign || isOtherSite) {
            throw new Problem(403, "foreign-origin", "Origin was another page's but must be this console's own.");
        }
    }

    private Principal authenticated(Request request) {
        Optional<Principal> known = authenticator.authenticate(request);
        if (known.isEmpty()) {
            failures.take(request.remote());
            throw new Problem(401, "unauthorised", "Token was missing or is not known; send Authorization: Bearer …")
                    .with("WWW-Authenticate", "Bearer realm=\"reelbudget\"");
        }
        return known.get();
    }

    private Response routed(Request request, Principal principal) {
        Router.Match match = router.find(request.method(), request.path());
        Route route = match.route();
        if (!principal.role().includes(route.role())) {
            if (route.effect() == Route.Effect.WRITE) {
                record(begun(request, principal, "").answered(clock.instant(), 403));
            }
            throw new Problem(
                    403,
                    "forbidden",
                    "Role was " + principal.role() + " but must be " + route.role() + " or more for this.");
        }
        requireJson(request);
        return route.effect() == Route.Effect.WRITE
                ? written(request, principal, match)
                : route.handler().handle(new Call(request, principal, match, ""));
    }

    /** Forms of other pages can send anything but JSON. */
    private static void requireJson(Request request) {
        if (request.body().length > 0
                && !request.header("Content-Type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(Doc.JSON)) {
            throw new Problem(415, "unsupported-media-type", "Content-Type must be application/json.");
        }
    }

    private Response written(Request request, Principal principal, Router.Match match) {
        String key = request.header("Idempotency-Key").orElse("");
        if (key.isBlank() || key.length() > MAX_KEY) {
            throw new Problem(
                    400,
                    "idempotency-key-missing",
                    "Idempotency-Key had " + key.length() + " characters but must have 1 to " + MAX_KEY
                            + "; use a new UUID for each write, and the same when it is sent again.");
        }
        AuditEntry entry = begun(request, principal, key);
        String name = principal.scope().map(AccountPath::toString).orElse("*") + " "
                + new Call(request, principal, match, key).name();
        Optional<Response> before = replays.begin(
                name, entry.bodySha256() + request.header("If-Match").orElse(""));
        if (before.isPresent()) {
            return before.get();
        }
        try {
            record(entry);
        } catch (RuntimeException unrecorded) {
            replays.forget(name);
            throw unrecorded;
        }
        Response answer =
                Failures.asAnswers(() -> match.route().handler().handle(new Call(request, principal, match, key)));
        if (answer.status() >= 500 || answer.status() == 429) {
            replays.forget(name); // what became of it is not known here: the ledger's key decides when it comes again
        } else {
            replays.end(name, answer);
        }
        record(entry.answered(clock.instant(), answer.status()));
        return answer;
    }

    private AuditEntry begun(Request request, Principal principal, String key) {
        return new AuditEntry(
                clock.instant(),
                principal.name(),
                request.remote(),
                request.method(),
                request.path(),
                key,
                Digest.of(request.body()),
                OptionalInt.empty());
    }

    private void record(AuditEntry entry) {
        try {
            audit.record(entry);
        } catch (RuntimeException failed) {
            LOG.error("The audit log failed.", failed);
            if (entry.status().isEmpty()) {
                throw new Problem(
                        503,
                        "unaudited",
                        "Audit log could not be written, so nothing was done; mend it and try again.");
            }
        }
    }

    private static Response zipped(Request request, Response answer) {
        boolean isWorthIt = answer.length().orElse(0) >= SMALLEST_ZIPPED
                && Assets.takesZipped(request)
                && !answer.headers().containsKey("Content-Encoding");
        if (!isWorthIt) {
            return answer;
        }
        byte[] plain = Failures.bytes(answer);
        Response whole = Response.of(
                answer.status(), answer.headers().getOrDefault("Content-Type", Doc.JSON), Assets.zipped(plain));
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            whole = whole.with(header.getKey(), header.getValue());
        }
        return whole.with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
    }

    /** Names an incident, so that its answer and its trace in the log can be brought together. */
    static String incident() {
        return UUID.nameUUIDFromBytes(Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
