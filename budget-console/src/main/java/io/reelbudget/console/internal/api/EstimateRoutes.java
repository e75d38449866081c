package io.reelbudget.console.internal.api;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Offers;
import io.reelbudget.account.AccountPath;
import io.reelbudget.console.ProbeReader;
import io.reelbudget.console.Response;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.pricing.PricePreset;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.RateCard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a job would take and cost, and the cards by which it can be priced. */
final class EstimateRoutes {

    private static final String CPU_HOUR = "cpu-hour";

    private final Rooms rooms;
    private final InstantSource clock;
    private final Optional<ProbeReader> probes;

    EstimateRoutes(Rooms rooms, InstantSource clock, Optional<ProbeReader> probes) {
        this.rooms = rooms;
        this.clock = clock;
        this.probes = probes;
    }

    List<Route> routes() {
        return List.of(
                Route.ask("/api/v1/estimates", this::byCard),
                Route.ask("/api/v1/accounts/{account}/estimates", this::byAccount),
                Route.get("/api/v1/rate-cards", this::cards),
                Route.get("/api/v1/rate-cards/{card}", this::card));
    }

    private Response byCard(Call call) {
        Fields fields = call.fields().allowing("job", "source", "ffprobe", "targets", "priority", "deadline", "card");
        TranscodeJob job = EstimateDocs.job(fields, probes);
        String name = fields.optionalText("card").orElse(CPU_HOUR);
        PriceBook book = PriceBook.of(rateCard(name)
                .orElseThrow(
                        () -> Problem.invalid("Field $.card was '" + name + "' but must be one of " + names() + ".")));
        CostEstimate estimate = rooms.budgets().estimator().estimate(job);
        Instant now = clock.instant();
        Doc doc = Doc.of("card", name)
                .put("unit", book.unit().code())
                .put("estimate", EstimateDocs.estimate(estimate))
                .put(
                        "price",
                        prices(
                                price(book, job, estimate.cpuSeconds().p10(), now),
                                price(book, job, estimate.cpuSeconds().p50(), now),
                                price(book, job, estimate.cpuSeconds().p90(), now)));
        List<Doc> renditions = new ArrayList<>();
        job.targets().forEach(target -> {
            TranscodeJob alone = job.withTargets(List.of(target));
            CostEstimate one = rooms.budgets().estimator().estimate(alone);
            renditions.add(Doc.of("target", target.summary())
                    .put("cpuSeconds", EstimateDocs.quantiles(one.cpuSeconds()))
                    .put(
                            "price",
                            book.price(alone, CpuTime.ofSeconds(one.cpuSeconds().p50()), now)
                                    .total()));
        });
        return doc.put("renditions", renditions).response();
    }

    private static Doc price(PriceBook book, TranscodeJob job, double seconds, Instant now) {
        return EstimateDocs.price(book.price(job, CpuTime.ofSeconds(seconds), now));
    }

    private static Doc prices(Doc p10, Doc p50, Doc p90) {
        return Doc.of("p10", p10).put("p50", p50).put("p90", p90);
    }

    private Response byAccount(Call call) {
        AccountPath account = call.account();
        Fields fields = call.fields().allowing("job", "source", "ffprobe", "targets", "priority", "deadline");
        TranscodeJob job = EstimateDocs.job(fields, probes);
        Admission answer = rooms.budgets().evaluate(account, job);
        return Doc.of("card", answer.price().p50().priceVersion())
                .put("unit", answer.asked().unit().code())
                .put("estimate", EstimateDocs.estimate(answer.estimate()))
                .put(
                        "price",
                        prices(
                                EstimateDocs.price(answer.price().p10()),
                                EstimateDocs.price(answer.price().p50()),
                                EstimateDocs.price(answer.price().p90())))
                .put(
                        "admission",
                        Doc.of("answer", kind(answer))
                                .put("code", answer.code())
                                .put("reason", answer.reason())
                                .put("asked", answer.asked())
                                .put("offers", offers(answer.offers())))
                .response();
    }

    private static String kind(Admission answer) {
        return answer.fold(
                admitted -> "ADMITTED",
                reduced -> "REDUCED",
                queued -> "QUEUED",
                approval -> "APPROVAL_NEEDED",
                refused -> "REFUSED");
    }

    private static Doc offers(Offers offers) {
        return Doc.of()
                .put("topUp", offers.topUp())
                .put("after", offers.after())
                .put("cheaper", offers.cheaper().map(each -> Doc.of("asked", each.asked())
                        .put(
                                "targets",
                                each.job().targets().stream()
                                        .map(target -> target.summary())
                                        .toList())))
                .put("tier", offers.tier().map(each -> Doc.of("name", each.name())
                        .put("price", each.price())
                        .put("fromBudget", each.fromBudget())));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(CPU_HOUR);
        for (PricePreset preset : PricePreset.values()) {
            names.add(name(preset));
        }
        return names;
    }

    private static String name(PricePreset preset) {
        return preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<PricePreset> preset(String name) {
        for (PricePreset preset : PricePreset.values()) {
            if (name(preset).equals(name)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    private static Optional<RateCard> rateCard(String name) {
        return name.equals(CPU_HOUR)
                ? Optional.of(AccountTerms.illustrativeUsd())
                : preset(name).map(PricePreset::card);
    }

    private Response cards(Call call) {
        List<Doc> cards = new ArrayList<>();
        for (String name : names()) {
            RateCard card = rateCard(name).orElseThrow();
            cards.add(Doc.of("name", name)
                    .put("version", card.version())
                    .put("unit", card.minimumCharge().unit().code())
                    .put("effectiveFrom", card.effectiveFrom())
                    .put("description", card.description())
                    .put("document", preset(name).isPresent()));
        }
        return Doc.of("cards", cards).response();
    }

    private Response card(Call call) {
        String name = call.parameter("card");
        return preset(name)
                .map(preset ->
                        Response.of(200, "application/json", preset.json().getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(() -> Problem.missing(
                        "There is no document of a rate card '" + name + "'; see GET /api/v1/rate-cards."));
    }
}
