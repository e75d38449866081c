package io.reelbudget.licence;

import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Licence fees of one version, and the rules between them.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param version the name of these fees, written on every line; 1 to {@value RateCard#MAX_VERSION} characters without
 *     white space and {@code +}
 * @param effectiveFrom the first instant at which a job may be quoted by them
 * @param description where they come from, for people; at most 2,000 characters
 * @param unit what they are counted in
 * @param fees at most {@value #MAX_FEES}, each id once
 * @param rules how fees get along; applied in their order
 * @param combinedCaps the most that fees of the same period come to together; applied last
 */
public record LicenceCatalogue(
        String version,
        Instant effectiveFrom,
        String description,
        Unit unit,
        List<LicenceFee> fees,
        List<StackingRule> rules,
        List<CombinedCap> combinedCaps) {

    /** How many fees there may be. */
    public static final int MAX_FEES = 200;

    private static final int MAX_DESCRIPTION = 2_000;

    public LicenceCatalogue {
        RateCard.requireVersion(version);
        if (description.length() > MAX_DESCRIPTION || fees.size() > MAX_FEES) {
            throw new IllegalArgumentException("Catalogue '" + version + "' had a description of "
                    + description.length() + " characters and " + fees.size() + " fees but must have at most "
                    + MAX_DESCRIPTION + " and " + MAX_FEES + "; shorten it, or split it by pool.");
        }
        fees = List.copyOf(fees);
        rules = List.copyOf(rules);
        combinedCaps = List.copyOf(combinedCaps);
        Amount zero = Amount.zero(unit);
        fees.forEach(fee -> zero.requireSameUnit(fee.creditPerPeriod()));
        Map<String, LicenceFee> byId = byId(fees);
        rules.forEach(rule -> rule.fees().forEach(id -> requireKnown(id, byId.keySet())));
        for (CombinedCap cap : combinedCaps) {
            zero.requireSameUnit(cap.amount());
            cap.fees().forEach(id -> requireKnown(id, byId.keySet()));
            Set<BillingPeriod> periods = cap.fees().stream()
                    .map(id -> byId.get(id))
                    .map(LicenceFee::period)
                    .collect(Collectors.toSet());
            if (periods.size() > 1) {
                throw new IllegalArgumentException("Combined cap was for " + cap.fees() + " of periods " + periods
                        + " but must be for fees of one period; cap each period's fees by themselves.");
            }
        }
    }

    /** Returns a catalogue of fees for a minute of output by codec, that every job owes, from 1970 on. */
    public static LicenceCatalogue perOutputMinute(String version, Map<VideoCodec, Amount> prices) {
        Unit unit = prices.values().stream()
                .findFirst()
                .map(Amount::unit)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There was no fee but there must be one at least; leave the catalogue out for none."));
        List<LicenceFee> fees = new TreeMap<>(prices)
                .entrySet().stream()
                        .map(each -> perMinute(each.getKey(), each.getValue()))
                        .toList();
        return new LicenceCatalogue(version, Instant.EPOCH, "", unit, fees, List.of(), List.of());
    }

    private static LicenceFee perMinute(VideoCodec codec, Amount price) {
        String name = codec.name().toLowerCase(Locale.ROOT);
        return new LicenceFee(
                name,
                name,
                Set.of(codec),
                FeeBasis.OUTPUT_MINUTE,
                Optional.empty(),
                Tiers.flat(Measure.MINUTE, price),
                Optional.empty(),
                BillingPeriod.MONTH,
                0,
                Duration.ZERO,
                Amount.zero(price.unit()),
                Optional.empty(),
                Map.of(),
                LicenceFee.Validity.ALWAYS,
                Recovery.MARGINAL);
    }

    /**
     * Returns these fees as another version, of which accounts are charged another part of one fee: how a host passes
     * fees on is its own affair, whoever published the catalogue.
     *
     * @throws IllegalArgumentException if there is no such fee
     */
    public LicenceCatalogue recovering(String newVersion, String fee, Recovery how) {
        requireKnown(fee, byId(fees).keySet());
        List<LicenceFee> changed = fees.stream()
                .map(each -> each.id().equals(fee) ? each.withRecovery(how) : each)
                .toList();
        return new LicenceCatalogue(newVersion, effectiveFrom, description, unit, changed, rules, combinedCaps);
    }

    /** Returns the first instant of the oldest period that counts at an instant, if jobs move any counter. */
    public Optional<Instant> countedSince(Instant instant) {
        return fees.stream()
                .filter(fee -> fee.basis().isMovedByJobs())
                .map(fee -> fee.period().startOf(instant))
                .min(Comparator.naturalOrder());
    }

    /**
     * Prices what a finished job owes; a failed one owes nothing.
     *
     * @param licensee who owes it
     * @param jobPrice what the job costs without licences, for fees that are a share of it
     * @param quotedAt which fees apply, and in which period
     * @param meters what the licensee has used so far
     * @throws io.reelbudget.rate.UnpricedException if a fee is to be amortised and nothing says how large the period is
     * @throws ArithmeticException if a fee is more than an {@link Amount} holds
     */
    public LicenceCharge charge(Work work, Licensee licensee, Amount jobPrice, Instant quotedAt, Meters meters) {
        if (work.ending() == Work.Ending.FAILED) {
            return LicenceCharge.none();
        }
        return new LicenceRating(this, work, licensee, jobPrice, quotedAt, meters).charge();
    }

    private static Map<String, LicenceFee> byId(List<LicenceFee> fees) {
        return fees.stream().collect(Collectors.toMap(LicenceFee::id, Function.identity(), (first, second) -> {
            throw new IllegalArgumentException(
                    "Fee '" + first.id() + "' was given twice but must be given once; rename one of the two.");
        }));
    }

    private static void requireKnown(String id, Set<String> known) {
        if (!known.contains(id)) {
            throw new IllegalArgumentException("Fee '" + id + "' was named but must be one of "
                    + known.stream().sorted().toList() + "; correct its id.");
        }
    }
}
