package io.reelbudget.policy.pricing;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.PriceFactor;
import io.reelbudget.policy.sales.PriceFunction;
import io.reelbudget.policy.sales.SalePrices;
import io.reelbudget.policy.sales.Surge;
import io.reelbudget.policy.sales.TimeOfDay;
import io.reelbudget.rate.Measure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prices of what is sold as JSON, in the form that {@code docs/reference/quote.md} describes. */
public final class SalePricesDocument {

    /** What the field {@code format} must say. */
    public static final String FORMAT = "reelbudget-sale-prices-1";

    private static final PriceFactor ONE = question -> BigDecimal.ONE;

    private SalePricesDocument() {}

    /**
     * Reads prices.
     *
     * @throws PriceDocumentException if something in them is unknown, missing or wrong, or contradicts something else
     */
    public static SalePrices parse(String json) {
        JsonPart root = JsonPart.document(json, FORMAT);
        root.allow(
                "$schema",
                "format",
                "version",
                "effectiveFrom",
                "description",
                "sells",
                "currency",
                "validFor",
                "fixed",
                "volume",
                "timeOfDay",
                "surge",
                "bounds");
        root.optionalText("description");
        JsonPart sells = root.required("sells");
        sells.allow("currency", "computeUnit", "pack");
        Unit sold = RateCardDocument.unit(sells);
        JsonPart packs = sells.required("pack");
        Amount pack = packs.make(() -> PriceFunction.requirePack(packs.asAmount(sold)));
        JsonPart code = root.required("currency");
        Unit currency = code.make(() -> Unit.currency(code.asText()));
        Optional<Surge> surge = root.optional("surge").map(SalePricesDocument::surge);
        JsonPart validFor = root.required("validFor");
        Duration validity = validFor.make(() -> SalePrices.requireValidity(validFor.asDuration()));
        PriceFunction base = base(root, pack, currency);
        PriceFunction function = factor(root, surge).map(base::times).orElse(base);
        return root.make(() -> new SalePrices(
                root.text("version"), root.required("effectiveFrom").asInstant(), sold, function, surge, validity));
    }

    /** Returns the JSON Schema of such prices. */
    public static String schema() {
        return Resource.text("sale-prices.schema.json");
    }

    private static PriceFunction base(JsonPart root, Amount pack, Unit currency) {
        root.exactlyOne("fixed", "volume");
        if (root.has("fixed")) {
            JsonPart fixed = root.required("fixed");
            return fixed.make(() -> PriceFunction.fixed(pack, fixed.asAmount(currency)));
        }
        JsonPart volume = root.required("volume");
        return volume.make(() -> PriceFunction.volume(pack, TiersJson.read(volume, Measure.PIECE, currency)));
    }

    private static Optional<PriceFactor> factor(JsonPart root, Optional<Surge> surge) {
        Optional<PriceFactor> time = root.optional("timeOfDay").map(SalePricesDocument::timeOfDay);
        Optional<PriceFactor> busy = surge.map(each -> PriceFactor.surge());
        if (time.isEmpty() && busy.isEmpty()) {
            root.optional("bounds").ifPresent(part -> {
                throw new PriceDocumentException(
                        part.path(), "is given but there is no factor to bound; remove it or add timeOfDay or surge.");
            });
            return Optional.empty();
        }
        PriceFactor both = time.orElse(ONE).and(busy.orElse(ONE));
        return Optional.of(
                root.optional("bounds").map(part -> bounded(part, both)).orElse(both));
    }

    private static PriceFactor bounded(JsonPart part, PriceFactor factor) {
        part.allow("least", "most");
        return part.make(() -> factor.within(
                part.required("least").asDecimal(), part.required("most").asDecimal()));
    }

    private static PriceFactor timeOfDay(JsonPart part) {
        part.allow("zone", "windows");
        Optional<ZoneId> zone = part.optional("zone").map(SalePricesDocument::zone);
        List<TimeOfDay.Window> windows =
                part.list("windows").stream().map(SalePricesDocument::window).toList();
        return part.make(() -> new TimeOfDay(zone, windows));
    }

    private static ZoneId zone(JsonPart part) {
        return part.make(() -> {
            try {
                return ZoneId.of(part.asText());
            } catch (DateTimeException unknown) {
                throw new IllegalArgumentException(
                        "was an unknown zone but must be one such as \"Europe/Berlin\"; correct it.", unknown);
            }
        });
    }

    private static TimeOfDay.Window window(JsonPart part) {
        part.allow("days", "from", "to", "times");
        Set<DayOfWeek> days = part.list("days").stream()
                .map(day -> day.asConstant(DayOfWeek.class))
                .collect(Collectors.toSet());
        return part.make(() -> new TimeOfDay.Window(
                days,
                time(part.required("from")),
                time(part.required("to")),
                part.required("times").asDecimal()));
    }

    private static LocalTime time(JsonPart part) {
        return part.make(() -> {
            try {
                return LocalTime.parse(part.asText());
            } catch (DateTimeException none) {
                throw new IllegalArgumentException(
                        "was no time of day but must be one such as \"22:00\"; correct it.", none);
            }
        });
    }

    private static Surge surge(JsonPart part) {
        part.allow("from", "full", "least", "most", "timeConstant", "step");
        return part.make(() -> new Surge(
                part.required("from").asDecimal(),
                part.required("full").asDecimal(),
                part.required("least").asDecimal(),
                part.required("most").asDecimal(),
                part.required("timeConstant").asDuration(),
                part.required("step").asDecimal()));
    }
}
