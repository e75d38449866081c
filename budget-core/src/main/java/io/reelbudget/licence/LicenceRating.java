package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.TrueUp;
import io.reelbudget.rate.UnpricedException;
import io.reelbudget.rate.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prices the licences of one job. Not thread-safe.
 *
 * <p>All follows from one function: what is owed for the period, by fee, given what has accrued. The job's marginal
 * cost is its value with the job less its value without, so that the marginal costs of a period's jobs add up to what
 * the period owes, to the millionth.
 */
final class LicenceRating {

    private final LicenceCatalogue catalogue;
    private final Amount zero;
    private final Map<String, FeePosition> positions = new LinkedHashMap<>();
    private final Map<String, Amount> gross = new LinkedHashMap<>();

    LicenceRating(
            LicenceCatalogue catalogue,
            Work work,
            Licensee licensee,
            Amount jobPrice,
            Instant quotedAt,
            Meters meters) {
        this.catalogue = catalogue;
        this.zero = Amount.zero(catalogue.unit());
        Amount titlePrice = zero.requireSameUnit(work.delivery().titlePrice().orElse(jobPrice));
        for (LicenceFee fee : catalogue.fees()) {
            if (fee.validity().covers(quotedAt, licensee)) {
                FeePosition position = new FeePosition(fee, work, licensee, quotedAt, meters);
                positions.put(fee.id(), position);
                if (position.isConcerned()) {
                    gross.put(fee.id(), position.gross(titlePrice));
                }
            }
        }
        catalogue.rules().stream()
                .filter(rule -> rule.scope() == StackingRule.Scope.JOB)
                .forEach(rule -> Stacking.apply(rule, gross));
    }

    LicenceCharge charge() {
        Map<String, Amount> accrued = new LinkedHashMap<>();
        Map<String, Amount> accruedAfter = new LinkedHashMap<>();
        Map<String, Amount> projected = new LinkedHashMap<>();
        positions.forEach((id, position) -> {
            Amount before = position.accrued();
            Amount after = before.plus(gross.getOrDefault(id, zero));
            accrued.put(id, before);
            accruedAfter.put(id, after);
            projected.put(id, position.projected().orElse(after));
        });
        Map<String, Amount> owed = owed(accrued);
        Map<String, Amount> owedAfter = owed(accruedAfter);
        Map<String, Amount> owedProjected = owed(projected);
        Map<String, Amount> marginals = new LinkedHashMap<>();
        owedAfter.forEach((id, after) -> marginals.put(id, after.minus(owed.getOrDefault(id, zero))));
        Map<String, Amount> charges = charges(marginals);

        List<LicenceCost> costs = new ArrayList<>();
        List<PriceLine> lines = new ArrayList<>();
        List<MeterReading> readings = new ArrayList<>();
        List<TrueUp> trueUps = new ArrayList<>();
        positions.forEach((id, position) -> {
            Amount marginal = marginals.getOrDefault(id, zero);
            if (!position.isConcerned() && marginal.isZero()) {
                return;
            }
            Amount after = owedAfter.getOrDefault(id, zero);
            Optional<Amount> amortised = position.fee().basis() == FeeBasis.PERCENT_OF_PRICE
                    ? Optional.of(marginal.max(zero))
                    : position.share(owedProjected.getOrDefault(id, zero), after);
            Amount charged = charged(position.fee(), charges.getOrDefault(id, zero), amortised);
            costs.add(new LicenceCost(
                    id, position.fee().pool(), marginal, amortised, after, charged, position.headroom(after)));
            if (!charged.isZero()) {
                lines.add(new PriceLine(PriceLine.Kind.LICENCE, "licence " + id, charged, catalogue.version()));
            }
            MeterReading reading = position.reading(gross.getOrDefault(id, zero));
            if (!reading.added().isNone()) {
                readings.add(reading);
            }
            if (isFinalAtPeriodEnd(position)) {
                position.trueUp().ifPresent(trueUps::add);
            }
        });
        return new LicenceCharge(costs, lines, readings, trueUps);
    }

    /** Returns what is owed for the period by fee, given what accrued before credits, caps and rules of the period. */
    private Map<String, Amount> owed(Map<String, Amount> accrued) {
        Map<String, Amount> owed = new LinkedHashMap<>();
        accrued.forEach((id, amount) -> owed.put(id, net(amount, id)));
        catalogue.rules().stream()
                .filter(rule -> rule.scope() == StackingRule.Scope.PERIOD)
                .forEach(rule -> Stacking.apply(rule, owed));
        catalogue.combinedCaps().forEach(cap -> Stacking.apply(cap, owed));
        return owed;
    }

    private Amount net(Amount accrued, String id) {
        FeePosition position = positions.get(id);
        if (position == null) {
            return accrued;
        }
        Amount net = accrued.minus(position.fee().creditPerPeriod()).max(zero);
        return position.fee().cap().map(net::min).orElse(net);
    }

    /**
     * Fees that are final at the end of the period are charged by themselves: what they make cheaper is given back
     * then, and pays for nothing else now.
     */
    private Map<String, Amount> charges(Map<String, Amount> marginals) {
        Map<String, Amount> others = new LinkedHashMap<>(marginals);
        Map<String, Amount> later = new LinkedHashMap<>();
        positions.forEach((id, position) -> {
            if (isFinalAtPeriodEnd(position)) {
                others.remove(id);
                later.put(id, position.chargedSoFar());
            }
        });
        Map<String, Amount> charges = withoutNegatives(others);
        charges.putAll(later);
        return charges;
    }

    /** Fees that rules or combined caps tie to others are charged what they add, like all others. */
    private boolean isFinalAtPeriodEnd(FeePosition position) {
        String id = position.fee().id();
        return position.isConcerned()
                && position.isFinalAtPeriodEnd()
                && catalogue.rules().stream().noneMatch(rule -> rule.fees().contains(id))
                && catalogue.combinedCaps().stream().noneMatch(cap -> cap.fees().contains(id));
    }

    /** No charge is negative: where one fee falls as another rises, as where the higher of two counts, both are one. */
    private Map<String, Amount> withoutNegatives(Map<String, Amount> marginals) {
        Amount surplus = marginals.values().stream().filter(Amount::isNegative).reduce(zero, Amount::minus);
        Map<String, Amount> charges = new LinkedHashMap<>();
        for (Map.Entry<String, Amount> each : marginals.entrySet()) {
            Amount positive = each.getValue().max(zero);
            Amount taken = surplus.min(positive);
            charges.put(each.getKey(), positive.minus(taken));
            surplus = surplus.minus(taken);
        }
        return charges;
    }

    private Amount charged(LicenceFee fee, Amount marginal, Optional<Amount> amortised) {
        return switch (fee.recovery()) {
            case MARGINAL -> marginal;
            case SHOWN -> zero;
            case AMORTISED ->
                amortised.orElseThrow(() -> new UnpricedException(
                        catalogue.version(),
                        "share out fee '" + fee.id() + "' but nothing says how large its period is; declare how many"
                                + " minutes the licensee expects, or recover the fee otherwise."));
        };
    }
}
