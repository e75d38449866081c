package io.reelbudget.rate;

import io.reelbudget.job.Target;
import io.reelbudget.money.Amount;
import io.reelbudget.rate.PriceLine.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prices one job by one card, line by line. Not thread-safe.
 *
 * <p>The order: compute or minutes with addends; the service level, on these; audio, packaging and storage; the tier's
 * discount, on all of these; what is missing to the minimum charge.
 */
final class CardRating {

    private final RateCard card;
    private final Work work;
    private final PriceProfile profile;
    private final MeterKey volume;
    private final Meters meters;

    /** The tier that the period reached in the end; while it is not over, empty. */
    private final Optional<Tiers.Step> reached;

    private final List<PriceLine> lines = new ArrayList<>();
    private final List<MeterReading> readings = new ArrayList<>();

    CardRating(
            RateCard card,
            Work work,
            PriceProfile profile,
            String scope,
            Instant quotedAt,
            Meters meters,
            Optional<Tiers.Step> reached) {
        this.card = card;
        this.work = work;
        this.profile = profile;
        this.meters = meters;
        this.reached = reached;
        Instant period = card.countedOver().map(each -> each.startOf(quotedAt)).orElse(Instant.EPOCH);
        boolean byTime = card.basis() instanceof RateCard.Basis.ProcessorHours;
        this.volume = new MeterKey(scope, byTime ? MeterKey.PROCESSOR_HOURS : MeterKey.MINUTES, period);
    }

    CardCharge charge() {
        if (card.basis() instanceof RateCard.Basis.Compute compute) {
            lines.add(compute.rates().line(work.cpu(), profile, card.version()));
            addServiceLevel();
        } else if (card.basis() instanceof RateCard.Basis.ProcessorHours hours) {
            long used = work.cpu().micros();
            line(
                    Kind.COMPUTE,
                    "compute",
                    charge(hours.tiers(), meters.tally(volume).quantity(), used));
            count(used);
            addServiceLevel();
        } else if (isDelivered() && card.basis() instanceof RateCard.Basis.Minutes minutes) {
            addMinutes(minutes.rates());
            addServiceLevel();
        }
        if (isDelivered()) {
            addExtras();
        }
        addDiscount();
        if (isDelivered()) {
            addMinimum();
        }
        return new CardCharge(card.unit(), lines, readings);
    }

    private boolean isDelivered() {
        return work.ending() == Work.Ending.FINISHED;
    }

    private void addMinutes(MinuteRates rates) {
        requireKnownFeatures(rates);
        long billed = card.rounding().billedMicros(work.outputMicros());
        long before = meters.tally(volume).quantity();
        long counted = 0;
        for (Target target : work.job().targets()) {
            SizeClass size = rates.classOf(target, card.version());
            BigDecimal times = rates.multiplier(target, work.delivery(), card.version());
            long added = Rounding.up(billed, addedMinutes(rates));
            String name = "minutes " + target.codec() + " " + size.name();
            if (rates.price() instanceof MinutePrice.Base base) {
                long normalized = Math.addExact(
                        Rounding.up(billed, times.multiply(size.times()).multiply(codec(base, target))), added);
                line(Kind.MINUTES, name, charge(base.tiers(), Math.addExact(before, counted), normalized));
                counted = Math.addExact(counted, normalized);
            } else if (rates.price() instanceof MinutePrice.Table table) {
                long weighted = Math.addExact(Rounding.up(billed, times), added);
                line(Kind.MINUTES, name, Rounding.up(price(table, target, size), weighted, Measure.MINUTE.parts()));
            }
        }
        addPricedAddends(rates, billed);
        count(counted);
    }

    private Amount charge(Tiers tiers, long before, long quantity) {
        return reached.map(step -> tiers.by(step, quantity)).orElseGet(() -> tiers.charge(before, quantity));
    }

    private void count(long quantity) {
        if (card.countedOver().isPresent() && quantity > 0) {
            readings.add(new MeterReading(volume, new Tally(quantity, 0)));
        }
    }

    private void requireKnownFeatures(MinuteRates rates) {
        for (String feature : work.delivery().features()) {
            boolean service = feature.equals(Delivery.ACCELERATED)
                    && card.service().accelerated().isPresent();
            if (!service && !rates.knows(feature)) {
                throw new UnpricedException(
                        card.version(), "have no price for feature '" + feature + "'; add a multiplier or an addend.");
            }
        }
    }

    private BigDecimal codec(MinutePrice.Base base, Target target) {
        BigDecimal times = base.codecs().get(target.codec());
        if (times == null) {
            throw new UnpricedException(
                    card.version(),
                    "have no multiplier for codec " + target.codec() + ", only for "
                            + base.codecs().keySet().stream().sorted().toList() + "; add one.");
        }
        return times;
    }

    private Amount price(MinutePrice.Table table, Target target, SizeClass size) {
        Amount price = table.prices().getOrDefault(target.codec(), Map.of()).get(size.name());
        if (price == null) {
            throw new UnpricedException(
                    card.version(),
                    "have no price for a minute of " + target.codec() + " " + size.name() + "; add it to the table.");
        }
        return price;
    }

    private BigDecimal addedMinutes(MinuteRates rates) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Addend addend : rates.addends()) {
            if (addend instanceof Addend.Minutes more && asked(addend)) {
                sum = sum.add(more.minutes());
            }
        }
        return sum;
    }

    private void addPricedAddends(MinuteRates rates, long billed) {
        long outputs = Math.multiplyExact(billed, work.job().targets().size());
        for (Addend addend : rates.addends()) {
            if (addend instanceof Addend.PerMinute priced && asked(addend)) {
                line(Kind.ADDEND, addend.feature(), perMinute(priced.perMinute(), outputs));
            }
        }
    }

    private boolean asked(Addend addend) {
        return work.delivery().features().contains(addend.feature());
    }

    private void addServiceLevel() {
        BigDecimal times = card.service().multiplier(work.job().serviceLevel(), work.delivery());
        if (times.compareTo(BigDecimal.ONE) != 0) {
            line(Kind.SERVICE, "service level", Rounding.up(total(), times.subtract(BigDecimal.ONE)));
        }
    }

    private void addExtras() {
        long billed = card.rounding().billedMicros(work.outputMicros());
        Delivery delivery = work.delivery();
        Map<String, Amount> audio = card.extras().audioPerMinute();
        if (!audio.isEmpty()) {
            for (String track : delivery.audio()) {
                line(Kind.AUDIO, "audio " + track, perMinute(priceOf(audio, "audio", track), billed));
            }
        }
        Map<String, Amount> packaging = card.extras().packagingPerMinute();
        if (!packaging.isEmpty()) {
            long outputs = Math.multiplyExact(billed, work.job().targets().size());
            for (String format : delivery.packaging()) {
                line(
                        Kind.PACKAGING,
                        "packaging " + format,
                        perMinute(priceOf(packaging, "packaging", format), outputs));
            }
        }
        long byteDays = delivery.storage().byteDays();
        if (byteDays > 0) {
            card.extras()
                    .storagePerGigabyteMonth()
                    .ifPresent(price -> line(
                            Kind.STORAGE, "storage", Rounding.up(price, byteDays, Measure.GIGABYTE_MONTH.parts())));
        }
    }

    private Amount priceOf(Map<String, Amount> prices, String what, String sort) {
        Amount price = prices.get(sort);
        if (price == null) {
            throw new UnpricedException(
                    card.version(),
                    "have no price for " + what + " '" + sort + "', only for "
                            + prices.keySet().stream().sorted().toList() + "; add one.");
        }
        return price;
    }

    private void addDiscount() {
        profile.tier().ifPresent(tier -> {
            BigDecimal share = card.tierDiscounts().get(tier);
            if (share == null) {
                throw new UnpricedException(
                        card.version(),
                        "have no discount for tier '" + tier + "', only for "
                                + card.tierDiscounts().keySet().stream()
                                        .sorted()
                                        .toList()
                                + "; add one, 0 for none.");
            }
            if (share.signum() > 0) {
                line(Kind.DISCOUNT, "discount " + tier, Rounding.up(total(), share.negate()));
            }
        });
    }

    private void addMinimum() {
        Amount total = total();
        if (total.isLessThan(card.minimumCharge())) {
            line(Kind.MINIMUM, "minimum charge", card.minimumCharge().minus(total));
        }
    }

    private static Amount perMinute(Amount price, long micros) {
        return Rounding.up(price, micros, Measure.MINUTE.parts());
    }

    private Amount total() {
        return lines.stream().map(PriceLine::amount).reduce(Amount.zero(card.unit()), Amount::plus);
    }

    private void line(Kind kind, String name, Amount amount) {
        lines.add(new PriceLine(kind, name, amount, card.version()));
    }
}
