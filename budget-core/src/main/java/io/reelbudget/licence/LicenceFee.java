package io.reelbudget.licence;

import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.Tiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One fee that a pool of patents, or the owner of a format, asks for.
 *
 * <p>What is owed for a period follows in this order: the quantity beyond the free allowance, by the tiers; times the
 * licensee's region factor; less the credit of the period, at least nothing; at most the cap. Then the catalogue's
 * rules and combined caps apply.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id its name, 1 to 40 small letters, digits, dots and dashes; the name of its counter
 * @param pool who asks for it
 * @param codecs for which codecs; for all where empty
 * @param basis what it is counted by
 * @param population which figure of the licensee is meant, such as {@code households}; the usual one of the basis where
 *     empty
 * @param tiers the prices by quantity; for {@link FeeBasis#FLAT_PERIOD} one price; for
 *     {@link FeeBasis#PERCENT_OF_PRICE} not used, and one price of zero
 * @param share for {@link FeeBasis#PERCENT_OF_PRICE} which share of the price, 0 to 1; empty for all others
 * @param period over which it is counted and capped
 * @param freeAllowance how many are free in each period, whole ones of the basis's measure, zero or more
 * @param durationFloor sources at most this long are free and not counted; zero for none
 * @param creditPerPeriod what is waived of each period's fee, zero or more
 * @param cap the most that is owed for a period; none where empty
 * @param regionFactors by what the fee is multiplied in a licensee's region; 1 where absent
 * @param validity when it applies, and to whom
 * @param recovery which part accounts are charged
 */
public record LicenceFee(
        String id,
        String pool,
        Set<VideoCodec> codecs,
        FeeBasis basis,
        Optional<String> population,
        Tiers tiers,
        Optional<BigDecimal> share,
        BillingPeriod period,
        long freeAllowance,
        Duration durationFloor,
        Amount creditPerPeriod,
        Optional<Amount> cap,
        Map<String, BigDecimal> regionFactors,
        Validity validity,
        Recovery recovery) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,39}");
    private static final BigDecimal MOST = BigDecimal.valueOf(100);

    /**
     * When a fee applies, and to whom.
     *
     * @param from the first instant of quotes that it applies to
     * @param to the first instant of those that it no longer does; without end where empty
     * @param onlyWith a mark that the licensee must have, such as {@code grandfathered}; none where empty
     * @param unlessWith a mark that the licensee must not have; none where empty
     */
    public record Validity(Instant from, Optional<Instant> to, Optional<String> onlyWith, Optional<String> unlessWith) {

        /** Always, and to all. */
        public static final Validity ALWAYS =
                new Validity(Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());

        public Validity {
            if (to.isPresent() && !to.get().isAfter(from)) {
                throw new IllegalArgumentException("Fee was effective from " + from + " to " + to.get()
                        + " but must end after it begins; give a later end.");
            }
        }

        /** Returns whether a fee applies to a licensee at an instant. */
        boolean covers(Instant instant, Licensee licensee) {
            return !instant.isBefore(from)
                    && (to.isEmpty() || instant.isBefore(to.get()))
                    && (onlyWith.isEmpty() || licensee.marks().contains(onlyWith.get()))
                    && (unlessWith.isEmpty() || !licensee.marks().contains(unlessWith.get()));
        }
    }

    public LicenceFee {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Fee's id was '" + id
                    + "' but must be 1 to 40 small letters, digits, dots and dashes; use one such as 'avc-2026'.");
        }
        codecs = Set.copyOf(codecs);
        regionFactors = Map.copyOf(regionFactors);
        regionFactors.forEach((region, factor) -> requireFactor(id, region, factor));
        if (tiers.measure() != basis.measure()) {
            throw new IllegalArgumentException("Tiers of fee '" + id + "' counted " + tiers.measure()
                    + " but must count " + basis.measure() + ", as its basis " + basis + " does.");
        }
        if ((basis == FeeBasis.PERCENT_OF_PRICE) != share.isPresent()) {
            throw new IllegalArgumentException("Fee '" + id + "' of basis " + basis
                    + (share.isPresent() ? " had a share" : " had no share")
                    + " but only PERCENT_OF_PRICE must have one; 0.02 is two per cent.");
        }
        share.ifPresent(part -> requireShare(id, part));
        if (freeAllowance < 0 || durationFloor.isNegative() || creditPerPeriod.isNegative()) {
            throw new IllegalArgumentException("Fee '" + id + "' had an allowance of " + freeAllowance
                    + ", a duration floor of " + durationFloor + " and a credit of " + creditPerPeriod
                    + " but none may be below zero; use zero for none.");
        }
        if (cap.isPresent() && cap.get().isNegative()) {
            throw new IllegalArgumentException(
                    "Cap of fee '" + id + "' was " + cap.get() + " but must be zero or more; leave it out for none.");
        }
        tiers.steps().get(0).price().requireSameUnit(creditPerPeriod);
        cap.ifPresent(creditPerPeriod::requireSameUnit);
        basis.measure().quantityOf(freeAllowance);
    }

    /** Returns this fee of which accounts are charged another part. */
    public LicenceFee withRecovery(Recovery how) {
        return new LicenceFee(
                id,
                pool,
                codecs,
                basis,
                population,
                tiers,
                share,
                period,
                freeAllowance,
                durationFloor,
                creditPerPeriod,
                cap,
                regionFactors,
                validity,
                how);
    }

    /** Returns the name of the figure that the licensee declares for it. */
    public String declaredAs() {
        return population.orElseGet(basis::population);
    }

    private static void requireFactor(String id, String region, BigDecimal factor) {
        if (factor.signum() < 0 || factor.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("Factor of fee '" + id + "' in region '" + region + "' was " + factor
                    + " but must be 0 to " + MOST + "; 0.5 is half.");
        }
    }

    private static void requireShare(String id, BigDecimal share) {
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "Share of fee '" + id + "' was " + share + " but must be 0 to 1; 0.02 is two per cent.");
        }
    }
}
