package io.reelbudget.console;

import io.reelbudget.Reelbudget;
import io.reelbudget.console.internal.api.Api;
import io.reelbudget.console.internal.web.Assets;
import io.reelbudget.console.internal.web.Gate;
import java.util.List;

/**
 * A REST interface and a web page over budgets: a function from requests to answers. {@link ConsoleServer} serves it by
 * itself; a host that has a server of its own hands it requests.
 *
 * <pre>{@code
 * Console console = Console.over(budgets)
 *         .authenticator(BearerTokens.none().with(token, Principal.of("ann", Role.ADMINISTER)))
 *         .open();
 * Response answer = console.handle(Request.of("GET", "/api/v1/accounts", headers, new byte[0], remote));
 * }</pre>
 *
 * <p>Nobody is let in unless the authenticator knows them. Where a host mounts it, the target of a request is what
 * follows the mount, and the page has to be asked for with a slash at its end, since its links are relative.
 *
 * <p>All methods are thread-safe. Closing it leaves the budgets open.
 */
public final class Console implements AutoCloseable {

    private final Api api;
    private final Gate gate;

    Console(ConsoleBuilder settings) {
        Assets assets = new Assets();
        api = new Api(settings.budgets(), settings.clock(), settings.probes());
        gate = new Gate(
                api.routes(), assets, settings.authenticator(), settings.audit(), settings.hosts(), settings.clock());
    }

    /** Returns the settings of a console over budgets. */
    public static ConsoleBuilder over(Reelbudget budgets) {
        return new ConsoleBuilder(budgets);
    }

    /**
     * Answers a request; never throws. Whoever serves it limits the body to {@link Gate#MAX_BODY} bytes and one more,
     * by which it is told to be too long.
     */
    public Response handle(Request request) {
        return gate.handle(request);
    }

    /** Returns the routes that are served, each as method and template, such as {@code GET /api/v1/accounts}. */
    public List<String> routes() {
        return gate.routes();
    }

    /** Returns how many clients get events now. */
    public int followers() {
        return api.followers();
    }

    /** Ends the streams of events and the work in the background. Closing again does nothing. */
    @Override
    public void close() {
        api.close();
    }
}
