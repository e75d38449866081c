package io.reelbudget.console.internal.api;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.console.ProbeReader;
import io.reelbudget.console.Response;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Who one is, what there is, and what changes. */
final class SystemRoutes {

    private static final String DOCUMENT = "/io/reelbudget/console/openapi.json";

    private final Reelbudget budgets;
    private final LiveEvents events;
    private final Optional<ProbeReader> probes;

    SystemRoutes(Reelbudget budgets, LiveEvents events, Optional<ProbeReader> probes) {
        this.budgets = budgets;
        this.events = events;
        this.probes = probes;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/session", this::session),
                Route.get("/api/v1/openapi.json", call -> Response.of(200, "application/json", document())),
                Route.get("/api/v1/events", this::follow));
    }

    private Response session(Call call) {
        return Doc.of("name", call.principal().name())
                .put("role", call.principal().role())
                .put("scope", call.principal().scope().map(AccountPath::toString))
                .put("tiers", budgets.sales().tiers().isPresent())
                .put("probes", probes.isPresent())
                .response();
    }

    private Response follow(Call call) {
        events.requireRoom(call.principal());
        return Response.live(sink -> events.follow(sink, call.principal()));
    }

    private static byte[] document() {
        try (InputStream in = SystemRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("This build of budget-console has no OpenAPI document; build it anew.");
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException("The OpenAPI document cannot be read; use an undamaged jar.", failed);
        }
    }
}
