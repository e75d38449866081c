package io.reelbudget.policy.pricing;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.tier.PictureLimit;
import io.reelbudget.policy.tier.Tier;
import io.reelbudget.policy.tier.TierList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Tiers as JSON, in the form that {@code docs/reference/tier.md} describes. */
public final class TierListDocument {

    /** What the field {@code format} must say. */
    public static final String FORMAT = "reelbudget-tiers-1";

    private TierListDocument() {}

    /**
     * Reads tiers.
     *
     * @throws PriceDocumentException if something in them is unknown, missing or wrong, or contradicts something else
     */
    public static TierList parse(String json) {
        JsonPart root = JsonPart.document(json, FORMAT);
        root.allow("$schema", "format", "version", "description", "budgets", "currency", "tiers");
        root.optionalText("description");
        Optional<Unit> budgets = root.optional("budgets").map(part -> {
            part.allow("currency", "computeUnit");
            return RateCardDocument.unit(part);
        });
        JsonPart code = root.required("currency");
        Unit currency = code.make(() -> Unit.currency(code.asText()));
        List<Tier> tiers = root.list("tiers").stream()
                .map(part -> tier(part, budgets.orElse(currency), currency))
                .toList();
        return root.make(() -> new TierList(root.text("version"), tiers));
    }

    /** Returns the JSON Schema of tiers. */
    public static String schema() {
        return Resource.text("tiers.schema.json");
    }

    private static Tier tier(JsonPart part, Unit budgets, Unit currency) {
        part.allow(
                "name",
                "fromBudget",
                "price",
                "codecs",
                "largestPicture",
                "priority",
                "concurrency",
                "overdraft",
                "presets");
        Set<VideoCodec> codecs = part.list("codecs").stream()
                .map(each -> each.asConstant(VideoCodec.class))
                .collect(Collectors.toSet());
        Set<String> presets =
                part.optionalList("presets").stream().map(JsonPart::asText).collect(Collectors.toSet());
        OptionalInt concurrency = part.has("concurrency")
                ? OptionalInt.of(part.make(() -> Math.toIntExact(part.integer("concurrency"))))
                : OptionalInt.empty();
        return part.make(() -> new Tier(
                part.text("name"),
                part.optionalAmount("fromBudget", budgets),
                part.optionalAmount("price", currency),
                codecs,
                part.optional("largestPicture").map(each -> each.make(() -> PictureLimit.parse(each.asText()))),
                part.has("priority") ? part.constant("priority", Priority.class) : Priority.HIGH,
                concurrency,
                part.optionalAmount("overdraft", budgets),
                presets));
    }
}
