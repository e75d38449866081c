package io.reelbudget.policy.pricing;

import io.reelbudget.money.Unit;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.Tiers;
import java.util.List;
import java.util.OptionalLong;

/** Reads tiers of prices. */
final class TiersJson {

    private TiersJson() {}

    static Tiers read(JsonPart part, Measure measure, Unit unit) {
        part.allow("mode", "steps");
        List<Tiers.Step> steps =
                part.list("steps").stream().map(each -> step(each, unit)).toList();
        Tiers.Mode mode = part.constant("mode", Tiers.Mode.class);
        return part.make(() -> new Tiers(mode, measure, steps));
    }

    private static Tiers.Step step(JsonPart part, Unit unit) {
        part.allow("upTo", "price");
        OptionalLong upTo = part.has("upTo") ? OptionalLong.of(part.integer("upTo")) : OptionalLong.empty();
        return part.make(() -> new Tiers.Step(upTo, part.amount("price", unit)));
    }
}
