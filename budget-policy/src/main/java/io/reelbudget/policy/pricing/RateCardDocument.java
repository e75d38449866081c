package io.reelbudget.policy.pricing;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.ComputeRates;
import io.reelbudget.rate.DurationRule;
import io.reelbudget.rate.ExtraRates;
import io.reelbudget.rate.InstanceRate;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.Purchase;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.ServiceRates;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rate cards as JSON, in the form that {@code docs/reference/rate-card.md} describes. */
public final class RateCardDocument {

    /** What the field {@code format} must say. */
    public static final String FORMAT = "reelbudget-rate-card-1";

    private RateCardDocument() {}

    /**
     * Reads a rate card.
     *
     * @throws PriceDocumentException if something in it is unknown, missing or wrong, or contradicts something else
     */
    public static RateCard parse(String json) {
        return card(JsonPart.document(json, FORMAT));
    }

    /** Returns the JSON Schema of rate cards. */
    public static String schema() {
        return Resource.text("rate-card.schema.json");
    }

    private static RateCard card(JsonPart root) {
        root.allow(
                "$schema",
                "format",
                "version",
                "effectiveFrom",
                "description",
                "currency",
                "computeUnit",
                "compute",
                "processorHours",
                "minutes",
                "rounding",
                "audio",
                "packaging",
                "storage",
                "service",
                "discounts",
                "minimumCharge");
        root.exactlyOne("compute", "processorHours", "minutes");
        Unit unit = unit(root);
        RateCard.Basis basis = basis(root, unit);
        return root.make(() -> new RateCard(
                root.text("version"),
                root.required("effectiveFrom").asInstant(),
                root.optionalText("description").orElse(""),
                basis,
                root.optional("rounding").map(RateCardDocument::rounding).orElse(DurationRule.EXACT),
                extras(root, unit),
                root.optional("service").map(RateCardDocument::service).orElse(ServiceRates.NONE),
                root.optionalMap("discounts", JsonPart.names(), JsonPart::asDecimal),
                root.optionalAmount("minimumCharge", unit).orElse(Amount.zero(unit))));
    }

    private static RateCard.Basis basis(JsonPart root, Unit unit) {
        if (root.has("compute")) {
            return new RateCard.Basis.Compute(compute(root.required("compute"), unit));
        }
        return root.has("minutes")
                ? new RateCard.Basis.Minutes(MinutesJson.read(root.required("minutes"), unit))
                : processorHours(root.required("processorHours"), unit);
    }

    private static RateCard.Basis processorHours(JsonPart part, Unit unit) {
        part.allow("tiers", "period");
        return new RateCard.Basis.ProcessorHours(
                TiersJson.read(part.required("tiers"), Measure.PROCESSOR_HOUR, unit),
                part.constant("period", BillingPeriod.class));
    }

    static Unit unit(JsonPart root) {
        root.exactlyOne("currency", "computeUnit");
        String field = root.has("currency") ? "currency" : "computeUnit";
        JsonPart code = root.required(field);
        return code.make(() -> root.has("currency") ? Unit.currency(code.asText()) : Unit.compute(code.asText()));
    }

    private static ComputeRates compute(JsonPart part, Unit unit) {
        part.allow("purchase", "instances");
        List<InstanceRate> instances = part.list("instances").stream()
                .map(each -> instance(each, unit))
                .toList();
        return part.make(() -> new ComputeRates(instances, part.constant("purchase", Purchase.class)));
    }

    private static InstanceRate instance(JsonPart part, Unit unit) {
        part.allow("type", "processors", "perHour");
        Map<Purchase, Amount> perHour =
                part.optionalMap("perHour", JsonPart.constants(Purchase.class), each -> each.asAmount(unit));
        return part.make(
                () -> new InstanceRate(part.text("type"), Math.toIntExact(part.integer("processors")), perHour));
    }

    private static DurationRule rounding(JsonPart part) {
        part.allow("unit", "minimum");
        Duration unit = part.optional("unit").map(JsonPart::asDuration).orElse(DurationRule.EXACT.unit());
        Duration minimum = part.optional("minimum").map(JsonPart::asDuration).orElse(Duration.ZERO);
        return part.make(() -> new DurationRule(unit, minimum));
    }

    private static ExtraRates extras(JsonPart root, Unit unit) {
        Optional<Amount> storage = root.optional("storage").map(part -> {
            part.allow("perGigabyteMonth");
            return part.amount("perGigabyteMonth", unit);
        });
        return new ExtraRates(
                root.optionalMap("audio", JsonPart.names(), part -> part.asAmount(unit)),
                root.optionalMap("packaging", JsonPart.names(), part -> part.asAmount(unit)),
                storage);
    }

    private static ServiceRates service(JsonPart part) {
        part.allow("priorities", "deadlines", "accelerated");
        Map<Priority, BigDecimal> priorities =
                part.optionalMap("priorities", JsonPart.constants(Priority.class), JsonPart::asDecimal);
        List<ServiceRates.Deadline> deadlines = part.optionalList("deadlines").stream()
                .map(RateCardDocument::deadline)
                .toList();
        return part.make(() -> new ServiceRates(
                priorities, deadlines, part.optional("accelerated").map(JsonPart::asDecimal)));
    }

    private static ServiceRates.Deadline deadline(JsonPart part) {
        part.allow("within", "times");
        return part.make(() -> new ServiceRates.Deadline(
                part.required("within").asDuration(), part.required("times").asDecimal()));
    }
}
