package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prices of one version: processor time by instance, or minutes of output, and what comes beside them. Licence fees are
 * in a catalogue of their own, since they have other owners and other dates.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param version the name of these prices, written on every line; 1 to {@value #MAX_VERSION} characters without white
 *     space and without {@code +}, which joins a card's and a catalogue's version
 * @param effectiveFrom the first instant at which a job may be quoted by them
 * @param description where they come from, for people; at most 2,000 characters
 * @param basis what is mainly charged for
 * @param rounding how lengths become billed lengths
 * @param extras prices of what comes beside the picture
 * @param service what the service level multiplies by
 * @param tierDiscounts which share each customer tier takes off all lines of this card, 0 to 1
 * @param minimumCharge the least that a finished job costs by this card, zero or more
 */
public record RateCard(
        String version,
        Instant effectiveFrom,
        String description,
        Basis basis,
        DurationRule rounding,
        ExtraRates extras,
        ServiceRates service,
        Map<String, BigDecimal> tierDiscounts,
        Amount minimumCharge) {

    /** The longest name of a version, in characters. */
    public static final int MAX_VERSION = 64;

    private static final int MAX_DESCRIPTION = 2_000;

    /** What a card mainly charges for. */
    public sealed interface Basis {
        /** Processor time, by type of instance and purchase option. */
        record Compute(ComputeRates rates) implements Basis {}

        /**
         * Processor time, by how much of it is used in a period; on which instance does not matter.
         *
         * @param tiers the price of an hour of one processor, of {@link Measure#PROCESSOR_HOUR}
         * @param period in which it is counted
         */
        record ProcessorHours(Tiers tiers, BillingPeriod period) implements Basis {
            public ProcessorHours {
                if (tiers.measure() != Measure.PROCESSOR_HOUR) {
                    throw new IllegalArgumentException("Tiers counted " + tiers.measure()
                            + " but must count processor-hours; use Measure.PROCESSOR_HOUR.");
                }
            }
        }

        /** Minutes of output. */
        record Minutes(MinuteRates rates) implements Basis {}
    }

    public RateCard {
        requireVersion(version);
        if (description.length() > MAX_DESCRIPTION) {
            throw new IllegalArgumentException("Description had " + description.length()
                    + " characters but must have at most " + MAX_DESCRIPTION + "; shorten it.");
        }
        if (minimumCharge.isNegative()) {
            throw new IllegalArgumentException(
                    "Minimum charge was " + minimumCharge + " but must be zero or more; use zero for none.");
        }
        tierDiscounts = Map.copyOf(tierDiscounts);
        tierDiscounts.forEach((tier, share) -> Factors.requireShare("Discount of tier '" + tier + "'", share));
        CardAmounts.of(basis, extras).forEach(minimumCharge::requireSameUnit);
    }

    /**
     * Refuses a name that no version may have.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static void requireVersion(String version) {
        if (!version.matches("[^\\s+]{1," + MAX_VERSION + "}")) {
            throw new IllegalArgumentException("Price version was '" + version + "' but must be 1 to " + MAX_VERSION
                    + " characters without white space and '+'; use one such as '2026-11'.");
        }
    }

    /** Returns a card that charges processor time only, at one price, from 1970 on. */
    public static RateCard perCpuHour(String version, Amount price) {
        InstanceRate processor = new InstanceRate("processor", 1, Map.of(Purchase.ON_DEMAND, price));
        return of(version, new Basis.Compute(new ComputeRates(List.of(processor), Purchase.ON_DEMAND)), price.unit());
    }

    /** Returns a card that counts processor seconds one for one, without money. */
    public static RateCard vcpuSeconds() {
        return perCpuHour("vcpu-seconds-1", Amount.of(BigDecimal.valueOf(3600), Unit.VCPU_SECONDS));
    }

    /** Returns a card that charges on a basis and for nothing else, from 1970 on. */
    public static RateCard of(String version, Basis basis, Unit unit) {
        return new RateCard(
                version,
                Instant.EPOCH,
                "",
                basis,
                DurationRule.EXACT,
                ExtraRates.NONE,
                ServiceRates.NONE,
                Map.of(),
                Amount.zero(unit));
    }

    /** Returns this card with multipliers for service levels. */
    public RateCard withService(ServiceRates rates) {
        return new RateCard(
                version, effectiveFrom, description, basis, rounding, extras, rates, tierDiscounts, minimumCharge);
    }

    /** Returns this card as another version from an instant on. */
    public RateCard asVersion(String newVersion, Instant from) {
        return new RateCard(
                newVersion, from, description, basis, rounding, extras, service, tierDiscounts, minimumCharge);
    }

    /** Returns what the prices are counted in. */
    public Unit unit() {
        return minimumCharge.unit();
    }

    /** Returns the period over which this card counts volumes, if any of its prices depends on one. */
    public Optional<BillingPeriod> countedOver() {
        if (basis instanceof Basis.ProcessorHours hours && !hours.tiers().isFlat()) {
            return Optional.of(hours.period());
        }
        return basis instanceof Basis.Minutes minutes
                        && minutes.rates().price() instanceof MinutePrice.Base base
                        && !base.tiers().isFlat()
                ? Optional.of(base.period())
                : Optional.empty();
    }

    /** Returns the tiers by which this card counts a volume, if any of its prices depends on one. */
    Optional<Tiers> countedBy() {
        if (basis instanceof Basis.ProcessorHours hours) {
            return Optional.of(hours.tiers()).filter(tiers -> !tiers.isFlat());
        }
        return basis instanceof Basis.Minutes minutes && minutes.rates().price() instanceof MinutePrice.Base base
                ? Optional.of(base.tiers()).filter(tiers -> !tiers.isFlat())
                : Optional.empty();
    }

    /**
     * Prices a job.
     *
     * @param profile what else decides the price
     * @param scope whose volume counts for tiers, such as the root of the account's path
     * @param quotedAt in which period the volume counts
     * @param meters the volume so far
     * @throws UnpricedException if the card has no price for something that the job needs
     * @throws ArithmeticException if the price is more than an {@link Amount} holds
     */
    public CardCharge charge(Work work, PriceProfile profile, String scope, Instant quotedAt, Meters meters) {
        return new CardRating(this, work, profile, scope, quotedAt, meters, Optional.empty()).charge();
    }

    /**
     * Says what a job costs by each tier that its period may reach in the end; nothing where that is known now: unless
     * tiers are by {@link Tiers.Mode#VOLUME} and the job moves their counter.
     *
     * @return the totals by this card, tier by tier, the last without end
     */
    public List<CardCharge.AtTier> totalsByTier(
            Work work, PriceProfile profile, String scope, Instant quotedAt, CardCharge charged) {
        Tiers tiers = countedBy().filter(Tiers::isFinalAtPeriodEnd).orElse(null);
        if (tiers == null || charged.readings().isEmpty()) {
            return List.of();
        }
        return tiers.steps().stream()
                .map(step -> new CardCharge.AtTier(
                        tiers.endOf(step),
                        new CardRating(this, work, profile, scope, quotedAt, Meters.none(), Optional.of(step))
                                .charge()
                                .total()))
                .toList();
    }
}
