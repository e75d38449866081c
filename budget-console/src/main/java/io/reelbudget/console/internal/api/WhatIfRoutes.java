package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.Backtest;
import io.reelbudget.backtest.Comparison;
import io.reelbudget.backtest.Outcome;
import io.reelbudget.backtest.Setting;
import io.reelbudget.console.Response;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.ledger.Query;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.spi.JobPricing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** What another limit, quality or policy would have done. One replay at a time: each may take seconds. */
final class WhatIfRoutes {

    private static final int MOST_DAYS = 400;
    private static final int MOST_SETTINGS = 4;

    private final Rooms rooms;
    private final InstantSource clock;
    private final Semaphore turn = new Semaphore(1);

    WhatIfRoutes(Rooms rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.ask("/api/v1/accounts/{account}/what-if", this::whatIf));
    }

    private Response whatIf(Call call) {
        AccountPath account = call.account();
        if (!call.principal().covers(account.root())) {
            throw new Problem(
                    403,
                    "forbidden",
                    "Scope was below '" + account.rootName()
                            + "' but must be of it: a replay is of all accounts that share its money.");
        }
        Fields fields = call.fields().allowing("days", "settings");
        int days = fields.optionalInt("days").orElse(30);
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.invalid("Field $.days was " + days + " but must be 1 to " + MOST_DAYS + ".");
        }
        List<Setting> settings = new ArrayList<>();
        for (Fields setting : fields.objects("settings", MOST_SETTINGS)) {
            settings.add(setting(account, setting));
        }
        if (settings.isEmpty()) {
            throw Problem.invalid("Field $.settings was empty but must be 1 to " + MOST_SETTINGS + " settings.");
        }
        return replayed(account, days, settings);
    }

    private Response replayed(AccountPath account, int days, List<Setting> settings) {
        if (!turn.tryAcquire()) {
            throw new Problem(429, "busy", "Another replay runs, and each may take seconds; ask again after it.")
                    .with("Retry-After", "5");
        }
        try {
            Backtest backtest = Backtest.of(rooms.budgets()).under(account);
            Instant end = backtest.history().until();
            Instant from = end.minus(Duration.ofDays(days));
            Instant first = backtest.history().since();
            Comparison comparison =
                    backtest.compare(from.isBefore(first) ? first : from, end.plusNanos(1_000), settings);
            return doc(comparison).response();
        } finally {
            turn.release();
        }
    }

    private static Doc doc(Comparison comparison) {
        return Doc.of("from", comparison.from())
                .put("to", comparison.to())
                .put("unchanged", doc(comparison.unchanged()))
                .put(
                        "changed",
                        comparison.changed().stream().map(WhatIfRoutes::doc).toList())
                .put("fidelity", comparison.fidelity().summary())
                .put("notes", comparison.notes());
    }

    private static Doc doc(Outcome outcome) {
        return Doc.of("setting", outcome.setting())
                .put("asked", outcome.asked())
                .put("admitted", outcome.admitted())
                .put("refused", outcome.refused())
                .put("waiting", outcome.waiting())
                .put("delayed", outcome.delayed())
                .put("delayMedianSeconds", outcome.delayMedian().toSeconds())
                .put("delayP95Seconds", outcome.delayP95().toSeconds())
                .put("degraded", outcome.degraded())
                .put("loss", outcome.loss())
                .put("overshoots", outcome.overshoots())
                .put("overshoot", outcome.overshoot())
                .put("warnings", outcome.warnings())
                .put("criticals", outcome.criticals())
                .put("recoveries", outcome.recoveries())
                .put("pauses", outcome.pauses())
                .put("spent", outcome.spent())
                .put("forgone", outcome.forgone())
                .put("byRatio", outcome.byRatio())
                .put("neverRun", outcome.neverRun());
    }

    private Setting setting(AccountPath account, Fields fields) {
        fields.allowing("name", "maxHeight", "allowance", "policy");
        Setting setting = Setting.named(fields.text("name"));
        Optional<Integer> side = fields.optionalInt("maxHeight");
        if (side.isPresent()) {
            setting = setting.withPicturesUpTo(side.get());
        }
        if (fields.has("allowance")) {
            Plan plan = rooms.ledger().read(new Query.PlanOf(account));
            setting = setting.withPlan(
                    account, plan.withAllowance(AmountSchedule.always(fields.amount("allowance", plan.unit()))));
        }
        if (fields.has("policy")) {
            PolicyDocument document = PolicyDocument.parse(fields.json("policy"));
            Instant quotedAt = clock.instant();
            setting = setting.withTerms(had -> {
                AccountPolicy policy = document.policy(
                        rooms.budgets().hooks().ladder(),
                        JobPricing.of(rooms.budgets().estimator(), had.pricing(), account, quotedAt));
                return had.withPolicy(policy.policy()).withThreshold(policy.threshold());
            });
        }
        return setting;
    }
}
