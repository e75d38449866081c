package io.reelbudget.policy.pricing;

import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.CombinedCap;
import io.reelbudget.licence.FeeBasis;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.LicenceFee;
import io.reelbudget.licence.Recovery;
import io.reelbudget.licence.StackingRule;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.Tiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Licence catalogues as JSON, in the form that {@code docs/reference/licence-catalogue.md} describes. */
public final class LicenceCatalogueDocument {

    /** What the field {@code format} must say. */
    public static final String FORMAT = "reelbudget-licence-catalogue-1";

    private LicenceCatalogueDocument() {}

    /**
     * Reads a licence catalogue.
     *
     * @throws PriceDocumentException if something in it is unknown, missing or wrong, or contradicts something else
     */
    public static LicenceCatalogue parse(String json) {
        return catalogue(JsonPart.document(json, FORMAT));
    }

    /** Returns the JSON Schema of licence catalogues. */
    public static String schema() {
        return Resource.text("licence-catalogue.schema.json");
    }

    private static LicenceCatalogue catalogue(JsonPart root) {
        root.allow(
                "$schema",
                "format",
                "version",
                "effectiveFrom",
                "description",
                "currency",
                "computeUnit",
                "fees",
                "rules",
                "combinedCaps");
        Unit unit = RateCardDocument.unit(root);
        List<LicenceFee> fees =
                root.list("fees").stream().map(each -> fee(each, unit)).toList();
        List<StackingRule> rules = root.optionalList("rules").stream()
                .map(LicenceCatalogueDocument::rule)
                .toList();
        List<CombinedCap> caps = root.optionalList("combinedCaps").stream()
                .map(each -> cap(each, unit))
                .toList();
        return root.make(() -> new LicenceCatalogue(
                root.text("version"),
                root.required("effectiveFrom").asInstant(),
                root.optionalText("description").orElse(""),
                unit,
                fees,
                rules,
                caps));
    }

    private static LicenceFee fee(JsonPart part, Unit unit) {
        part.allow(
                "id",
                "pool",
                "codecs",
                "basis",
                "population",
                "price",
                "tiers",
                "share",
                "period",
                "freeAllowance",
                "durationFloor",
                "creditPerPeriod",
                "cap",
                "regionFactors",
                "effectiveFrom",
                "effectiveTo",
                "onlyWith",
                "unlessWith",
                "recovery");
        part.exactlyOne("price", "tiers", "share");
        FeeBasis basis = part.constant("basis", FeeBasis.class);
        Tiers tiers = tiers(part, basis, unit);
        Map<String, BigDecimal> regions = part.optionalMap("regionFactors", JsonPart.names(), JsonPart::asDecimal);
        return part.make(() -> new LicenceFee(
                part.text("id"),
                part.text("pool"),
                codecs(part),
                basis,
                part.optionalText("population"),
                tiers,
                part.optional("share").map(JsonPart::asDecimal),
                part.constant("period", BillingPeriod.class),
                part.has("freeAllowance") ? part.integer("freeAllowance") : 0,
                part.optional("durationFloor").map(JsonPart::asDuration).orElse(Duration.ZERO),
                part.optionalAmount("creditPerPeriod", unit).orElse(Amount.zero(unit)),
                part.optionalAmount("cap", unit),
                regions,
                validity(part),
                part.has("recovery") ? part.constant("recovery", Recovery.class) : Recovery.MARGINAL));
    }

    private static Tiers tiers(JsonPart part, FeeBasis basis, Unit unit) {
        if (part.has("tiers")) {
            return TiersJson.read(part.required("tiers"), basis.measure(), unit);
        }
        Amount price = part.optionalAmount("price", unit).orElse(Amount.zero(unit));
        return part.make(() -> Tiers.flat(basis.measure(), price));
    }

    private static Set<VideoCodec> codecs(JsonPart part) {
        Set<VideoCodec> codecs = new HashSet<>();
        part.optionalList("codecs").forEach(each -> codecs.add(each.asConstant(VideoCodec.class)));
        return codecs;
    }

    private static LicenceFee.Validity validity(JsonPart part) {
        Instant from = part.optional("effectiveFrom").map(JsonPart::asInstant).orElse(Instant.EPOCH);
        Optional<Instant> to = part.optional("effectiveTo").map(JsonPart::asInstant);
        return new LicenceFee.Validity(from, to, part.optionalText("onlyWith"), part.optionalText("unlessWith"));
    }

    private static StackingRule rule(JsonPart part) {
        part.allow("kind", "scope", "fees", "times");
        List<String> fees = part.list("fees").stream().map(JsonPart::asText).toList();
        return part.make(() -> new StackingRule(
                part.constant("kind", StackingRule.Kind.class),
                part.constant("scope", StackingRule.Scope.class),
                fees,
                part.optional("times").map(JsonPart::asDecimal)));
    }

    private static CombinedCap cap(JsonPart part, Unit unit) {
        part.allow("fees", "creditPerPeriod", "amount");
        List<String> fees = part.list("fees").stream().map(JsonPart::asText).toList();
        Amount credit = part.optionalAmount("creditPerPeriod", unit).orElse(Amount.zero(unit));
        return part.make(() -> new CombinedCap(fees, credit, part.amount("amount", unit)));
    }
}
