package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.Response;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.policy.BudgetSituation;
import io.reelbudget.policy.DecisionHistory;
import io.reelbudget.policy.RecordedDecision;
import io.reelbudget.runway.Burn;
import io.reelbudget.runway.BurnAlert;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.SpendPoint;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** When an account runs out, what it used, and what was decided about it. */
final class ForecastRoutes {

    private static final String ACCOUNT = "/api/v1/accounts/{account}";
    private static final int MOST_POINTS = 300;
    private static final int DECISIONS = 20;
    private static final int MOST_DECISIONS = 200;

    private final Rooms rooms;
    private final InstantSource clock;

    ForecastRoutes(Rooms rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ACCOUNT + "/forecast", this::forecast),
                Route.get(ACCOUNT + "/usage", this::usage),
                Route.get(ACCOUNT + "/decisions", this::decisions));
    }

    private Response forecast(Call call) {
        AccountPath account = call.account();
        BudgetSituation seen = rooms.budgets().runway(account);
        RunwayForecast forecast = seen.forecast();
        BurnDown past = BurnDown.of(rooms.ledger(), seen.balance(), MOST_POINTS);
        return Doc.of("account", account.toString())
                .put("unit", seen.balance().granted().unit().code())
                .put("now", seen.now())
                .put("renewal", LedgerDocs.ending(forecast.renewal()))
                .put("remaining", seen.remaining())
                .put("spendable", seen.spendable())
                .put("probabilityBeforeRenewal", forecast.probabilityBeforeRenewal())
                .put("risk", Risk.of(forecast.probabilityBeforeRenewal()))
                .put("exhaustion", forecast.exhaustion().map(ForecastRoutes::instants))
                .put("runwaySeconds", forecast.runway().map(Duration::toSeconds))
                .put("expectedShortfall", forecast.expectedShortfallMicros() / 1e6)
                .put("model", forecast.model())
                .put("confidence", forecast.confidence())
                .put("reason", forecast.reason())
                .put("burn", burn(forecast.burn()))
                .put(
                        "terms",
                        forecast.terms().stream()
                                .map(each -> Doc.of("name", each.name())
                                        .put("expected", each.expectedMicros() / 1e6)
                                        .put("detail", each.detail()))
                                .toList())
                .put("curve", curve(forecast.curve()))
                .put("past", past.points())
                .put("pastFrom", past.from())
                .put("threshold", seen.threshold().toString())
                .put("thresholdReached", seen.isThresholdReached())
                .response();
    }

    private static Doc instants(InstantQuantiles quantiles) {
        return Doc.of("p10", quantiles.p10()).put("p50", quantiles.p50()).put("p90", quantiles.p90());
    }

    private static Doc burn(Burn burn) {
        OptionalDouble pace = burn.pace();
        Doc doc = Doc.of("rate", burn.rate())
                .put("alerts", burn.alerts().stream().map(ForecastRoutes::alert).toList());
        return pace.isPresent() ? doc.put("pace", pace.getAsDouble()) : doc.putNull("pace");
    }

    private static Doc alert(BurnAlert alert) {
        return Doc.of("longWindow", alert.longWindow().toString())
                .put("shortWindow", alert.shortWindow().toString())
                .put("threshold", alert.threshold())
                .put("longRate", alert.longRate())
                .put("shortRate", alert.shortRate())
                .put("state", alert.state());
    }

    /** A chart has some hundred pixels: of more points every so many are left out, never the ends. */
    private static List<Doc> curve(List<SpendPoint> points) {
        int step = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<Doc> shown = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % step == 0 || i == points.size() - 1) {
                SpendPoint point = points.get(i);
                shown.add(Doc.of("at", point.at())
                        .put("spent", EstimateDocs.micros(point.micros()))
                        .put("exhausted", point.exhausted()));
            }
        }
        return shown;
    }

    private Response usage(Call call) {
        AccountPath account = call.account();
        Instant to = MoneyRoutes.instant(call, "to")
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
        Instant from = MoneyRoutes.instant(call, "from").orElse(to.minus(30, ChronoUnit.DAYS));
        HourlyUsage usage = rooms.ledger().usage(account, from, to);
        List<Double> hours = new ArrayList<>();
        for (int hour = 0; hour < usage.hours(); hour++) {
            hours.add(usage.micros(hour) / 1e6);
        }
        return Doc.of("account", account.toString())
                .put("unit", usage.unit().code())
                .put("from", usage.start())
                .put("hours", hours)
                .response();
    }

    private Response decisions(Call call) {
        AccountPath account = call.account();
        List<RecordedDecision> newest =
                DecisionHistory.of(rooms.budgets().ledger()).newest(account, call.limit(DECISIONS, MOST_DECISIONS));
        return Doc.of("decisions", newest.stream().map(ForecastRoutes::decision).toList())
                .response();
    }

    private static Doc decision(RecordedDecision decision) {
        return Doc.of("sequence", decision.sequence())
                .put("at", decision.at())
                .put("verdict", decision.verdict())
                .put("policy", decision.policy())
                .put("code", decision.why().code())
                .put("sentence", decision.why().sentence())
                .put("counterfactual", decision.why().counterfactual())
                .put("numbers", decision.why().numbers())
                .put("actions", decision.actions())
                .put("digest", decision.digest());
    }
}
