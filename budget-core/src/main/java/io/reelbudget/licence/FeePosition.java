package io.reelbudget.licence;

import io.reelbudget.job.Target;
import io.reelbudget.money.Amount;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.Rounding;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.TrueUp;
import io.reelbudget.rate.Work;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a licensee stands with a fee, and by how much a job moves it.
 *
 * <p>This class is immutable and thread-safe.
 */
final class FeePosition {

    private static final int NANOS_PER_MICRO = 1_000;

    private final LicenceFee fee;
    private final MeterKey key;
    private final Tally tally;
    private final BigDecimal region;
    private final long declared;
    private final OptionalLong expected;
    private final OptionalLong expectedMinutes;
    private final long outputMicros;
    private final long moved;

    FeePosition(LicenceFee fee, Work work, Licensee licensee, Instant quotedAt, Meters meters) {
        this.fee = fee;
        this.key = new MeterKey(licensee.id(), fee.id(), fee.period().startOf(quotedAt));
        this.tally = fee.basis().isMovedByJobs() ? meters.tally(key) : Tally.NONE;
        this.region = fee.regionFactors().getOrDefault(licensee.region(), BigDecimal.ONE);
        this.declared = declared(fee, licensee);
        this.expected = expected(fee.declaredAs(), fee.basis().measure(), licensee);
        this.expectedMinutes = expected(Licensee.MINUTES, Measure.MINUTE, licensee);
        this.outputMicros = outputMicros(fee, work);
        this.moved = outputMicros == 0 || isBelowFloor(fee, work) ? 0 : moved(fee, work);
    }

    /** Returns whether the job has an output that the fee is for. */
    boolean isConcerned() {
        return outputMicros > 0;
    }

    LicenceFee fee() {
        return fee;
    }

    /** Returns how much the job moves the fee's counter, in the measure's parts. */
    long moved() {
        return moved;
    }

    /** Returns what the job adds before rules, credits and caps. */
    Amount gross(Amount titlePrice) {
        if (fee.basis() == FeeBasis.PERCENT_OF_PRICE) {
            BigDecimal share = fee.share().orElseThrow().multiply(region).multiply(BigDecimal.valueOf(moved));
            return Rounding.up(titlePrice, share);
        }
        return regional(total(Math.addExact(before(), moved))).minus(regional(total(before())));
    }

    /** Returns what was owed before the job, before rules, credits and caps. */
    Amount accrued() {
        return fixed().plus(Amount.ofMicros(tally.accruedMicros(), fee.tiers().unit()));
    }

    /** Returns what will be owed for the whole period, before rules, credits and caps, where that is known. */
    Optional<Amount> projected() {
        if (!fee.basis().isMovedByJobs() || fee.basis() == FeeBasis.PERCENT_OF_PRICE || expected.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(regional(total(Math.addExact(declared, expected.getAsLong()))));
    }

    /** Returns the job's share of what the period owes, where that is known. */
    Optional<Amount> share(Amount owedProjected, Amount owedSoFar) {
        if (!fee.basis().isMovedByJobs() || fee.basis() == FeeBasis.ENCODER_UNIT) {
            return expectedMinutes.isPresent()
                    ? Optional.of(Rounding.up(owedProjected, outputMicros, expectedMinutes.getAsLong()))
                    : Optional.empty();
        }
        if (moved == 0) {
            return Optional.of(Amount.zero(owedSoFar.unit()));
        }
        return Optional.of(
                expected.isPresent()
                        ? Rounding.up(owedProjected, moved, expected.getAsLong())
                        : Rounding.up(owedSoFar, moved, Math.addExact(tally.quantity(), moved)));
    }

    /**
     * Returns whether what the job adds is known only when the period is over: by volume prices, which may make cheaper
     * what was charged before. Fees with a credit or a cap are not among them, since what is left of those depends on
     * the order of the jobs.
     */
    boolean isFinalAtPeriodEnd() {
        return fee.tiers().isFinalAtPeriodEnd()
                && fee.basis().isMovedByJobs()
                && fee.recovery() == Recovery.MARGINAL
                && fee.creditPerPeriod().isZero()
                && fee.cap().isEmpty();
    }

    /** Returns what the job is charged by the volume price of the tier that it reaches. */
    Amount chargedSoFar() {
        return chargedBy(fee.tiers().reachedBy(priced(Math.addExact(before(), moved))));
    }

    /** Returns what the tier that the period reaches in the end will change. */
    Optional<TrueUp> trueUp() {
        Optional<Instant> due = fee.period().endOf(key.period());
        if (due.isEmpty() || moved == 0) {
            return Optional.empty();
        }
        Amount charged = chargedSoFar();
        long unpriced = Math.subtractExact(fee.basis().measure().quantityOf(fee.freeAllowance()), declared);
        List<TrueUp.Tier> tiers = new ArrayList<>();
        for (Tiers.Step step : fee.tiers().steps()) {
            OptionalLong end = fee.tiers().endOf(step);
            OptionalLong upTo =
                    end.isPresent() ? OptionalLong.of(Math.addExact(end.getAsLong(), unpriced)) : OptionalLong.empty();
            if (upTo.isEmpty() || upTo.getAsLong() >= 0) {
                tiers.add(new TrueUp.Tier(upTo, chargedBy(step).minus(charged).micros()));
            }
        }
        return Optional.of(new TrueUp(key, due.get(), tiers)).filter(trueUp -> !trueUp.isNothing());
    }

    private Amount chargedBy(Tiers.Step step) {
        long before = before();
        return regional(fee.tiers().by(step, priced(Math.addExact(before, moved)) - priced(before)));
    }

    /** Returns by how much the job moves the counter. */
    MeterReading reading(Amount gross) {
        return new MeterReading(key, new Tally(moved, gross.micros()));
    }

    Headroom headroom(Amount owed) {
        Optional<Amount> toCap = fee.cap().map(cap -> cap.minus(owed));
        if (fee.basis() == FeeBasis.PERCENT_OF_PRICE || fee.basis() == FeeBasis.FLAT_PERIOD) {
            return new Headroom(OptionalLong.empty(), Optional.empty(), toCap);
        }
        long after = Math.addExact(before(), moved);
        long allowance = fee.basis().measure().quantityOf(fee.freeAllowance());
        if (after < allowance) {
            return new Headroom(
                    OptionalLong.of(allowance - after),
                    Optional.of(fee.tiers().steps().get(0).price()),
                    toCap);
        }
        long priced = after - allowance;
        return new Headroom(
                fee.tiers().leftInTier(priced), fee.tiers().nextTier(priced).map(step -> step.price()), toCap);
    }

    private long before() {
        return Math.addExact(declared, tally.quantity());
    }

    private Amount fixed() {
        return fee.basis() == FeeBasis.PERCENT_OF_PRICE
                ? Amount.zero(fee.tiers().unit())
                : regional(total(declared));
    }

    private Amount total(long quantity) {
        return fee.tiers().total(priced(quantity));
    }

    private long priced(long quantity) {
        return Math.max(0, quantity - fee.basis().measure().quantityOf(fee.freeAllowance()));
    }

    private Amount regional(Amount amount) {
        return Rounding.up(amount, region);
    }

    private static long declared(LicenceFee fee, Licensee licensee) {
        return switch (fee.basis()) {
            case FLAT_PERIOD -> 1;
            case ENCODER_UNIT, SEAT, SUBSCRIBER_TIER, USER_TIER ->
                licensee.declared().getOrDefault(fee.declaredAs(), 0L);
            case OUTPUT_MINUTE, JOB, TITLE, PERCENT_OF_PRICE -> 0;
        };
    }

    private static OptionalLong expected(String name, Measure measure, Licensee licensee) {
        Long figure = licensee.expected().get(name);
        return figure == null ? OptionalLong.empty() : OptionalLong.of(measure.quantityOf(figure));
    }

    private static long outputMicros(LicenceFee fee, Work work) {
        long outputs = work.job().targets().stream()
                .map(Target::codec)
                .filter(codec -> fee.codecs().isEmpty() || fee.codecs().contains(codec))
                .count();
        return Math.multiplyExact(outputs, work.outputMicros());
    }

    private static boolean isBelowFloor(LicenceFee fee, Work work) {
        return work.outputMicros() <= fee.durationFloor().toNanos() / NANOS_PER_MICRO
                && !fee.durationFloor().isZero();
    }

    private long moved(LicenceFee owed, Work work) {
        return switch (owed.basis()) {
            case OUTPUT_MINUTE -> outputMicros;
            case JOB -> 1;
            case TITLE, PERCENT_OF_PRICE -> work.delivery().titles();
            case ENCODER_UNIT -> work.delivery().encoderUnits();
            case SEAT, SUBSCRIBER_TIER, USER_TIER, FLAT_PERIOD -> 0;
        };
    }
}
