package io.reelbudget.policy.pricing;

import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.Addend;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.FrameRateClass;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.MinutePrice;
import io.reelbudget.rate.MinuteRates;
import io.reelbudget.rate.SizeClass;
import io.reelbudget.rate.Tiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads prices of minutes. */
final class MinutesJson {

    private MinutesJson() {}

    static MinuteRates read(JsonPart part, Unit unit) {
        part.allow(
                "base", "tiers", "period", "codecs", "table", "classes", "frameRates", "passes", "features", "addends");
        part.exactlyOne("base", "tiers", "table");
        MinutePrice price = part.has("table") ? table(part, unit) : base(part, unit);
        List<SizeClass> classes =
                part.list("classes").stream().map(MinutesJson::sizeClass).toList();
        List<FrameRateClass> frameRates = part.optionalList("frameRates").stream()
                .map(MinutesJson::frameRate)
                .toList();
        List<Addend> addends = part.optionalList("addends").stream()
                .map(each -> addend(each, unit))
                .toList();
        Map<Integer, BigDecimal> passes = part.optionalMap("passes", MinutesJson::count, JsonPart::asDecimal);
        Map<String, BigDecimal> features = part.optionalMap("features", JsonPart.names(), JsonPart::asDecimal);
        return part.make(() -> new MinuteRates(price, classes, frameRates, passes, features, addends));
    }

    private static MinutePrice base(JsonPart part, Unit unit) {
        Tiers tiers = part.has("tiers")
                ? TiersJson.read(part.required("tiers"), Measure.MINUTE, unit)
                : flat(part.required("base"), unit);
        if (part.has("period") && tiers.isFlat()) {
            throw new PriceDocumentException(
                    part.path() + ".period",
                    "is given but must be left out where one price holds for any volume; give tiers, or remove it.");
        }
        BillingPeriod period = part.has("period") ? part.constant("period", BillingPeriod.class) : BillingPeriod.MONTH;
        part.required("codecs");
        Map<VideoCodec, BigDecimal> codecs =
                part.optionalMap("codecs", JsonPart.constants(VideoCodec.class), JsonPart::asDecimal);
        return part.make(() -> new MinutePrice.Base(tiers, period, codecs));
    }

    private static Tiers flat(JsonPart base, Unit unit) {
        return base.make(() -> Tiers.flat(Measure.MINUTE, base.asAmount(unit)));
    }

    private static MinutePrice table(JsonPart part, Unit unit) {
        for (String other : List.of("codecs", "period")) {
            if (part.has(other)) {
                throw new PriceDocumentException(
                        part.path() + "." + other,
                        "is given beside a table but must be left out, since the table has the price; remove one.");
            }
        }
        Map<VideoCodec, Map<String, Amount>> prices =
                part.optionalMap("table", JsonPart.constants(VideoCodec.class), codec -> codec.amounts(unit));
        return part.make(() -> new MinutePrice.Table(prices));
    }

    private static SizeClass sizeClass(JsonPart part) {
        part.allow("name", "shortSide", "longSide", "times");
        return part.make(() -> new SizeClass(
                part.text("name"),
                Math.toIntExact(part.integer("shortSide")),
                Math.toIntExact(part.integer("longSide")),
                part.optional("times").map(JsonPart::asDecimal).orElse(BigDecimal.ONE)));
    }

    private static FrameRateClass frameRate(JsonPart part) {
        part.allow("upTo", "times");
        return part.make(() -> new FrameRateClass(
                part.required("upTo").asDecimal(), part.required("times").asDecimal()));
    }

    private static Addend addend(JsonPart part, Unit unit) {
        part.allow("feature", "perMinute", "minutes");
        part.exactlyOne("perMinute", "minutes");
        return part.make(() -> part.has("perMinute")
                ? new Addend.PerMinute(part.text("feature"), part.amount("perMinute", unit))
                : new Addend.Minutes(
                        part.text("feature"), part.required("minutes").asDecimal()));
    }

    private static Function<String, Integer> count(JsonPart part) {
        return name -> {
            if (!name.matches("[1-9]|10")) {
                throw new PriceDocumentException(
                        part.path(), "is for '" + name + "' passes but must be for 1 to 10; correct its name.");
            }
            return Integer.valueOf(name);
        };
    }
}
