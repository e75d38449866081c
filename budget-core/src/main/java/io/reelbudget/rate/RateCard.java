package io.reelbudget.rate;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prices of one version: compute by the hour of processor time, a multiplier by priority, and licence fees per minute
 * of output and codec.
 *
 * <p>Each line is rounded up to a millionth of the unit, so that a charge is never short because of rounding. This
 * class is immutable and thread-safe.
 *
 * @param version the name of these prices, written on every ledger line
 * @param computePerCpuHour what an hour of one processor's time costs, zero or more
 * @param priorityMultipliers by what the compute price is multiplied, zero or more; 1 where absent
 * @param licencePerOutputMinute what a minute of output in a codec costs in licence fees, zero or more; nothing where
 *     absent
 */
public record RateCard(
        String version,
        Amount computePerCpuHour,
        Map<Priority, BigDecimal> priorityMultipliers,
        Map<VideoCodec, Amount> licencePerOutputMinute) {

    private static final BigDecimal MICROS_PER_HOUR = BigDecimal.valueOf(3_600_000_000L);
    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    public RateCard {
        if (version.isBlank()) {
            throw new IllegalArgumentException(
                    "Price version was blank but must have a name; use one such as '2026-11'.");
        }
        requireNotNegative("Compute price per CPU hour", computePerCpuHour);
        priorityMultipliers = Map.copyOf(priorityMultipliers);
        priorityMultipliers.forEach((priority, multiplier) -> {
            if (multiplier.signum() < 0) {
                throw new IllegalArgumentException("Multiplier for priority " + priority + " was " + multiplier
                        + " but must be zero or more; use 1 for no change.");
            }
        });
        licencePerOutputMinute = Map.copyOf(licencePerOutputMinute);
        licencePerOutputMinute.forEach((codec, fee) -> {
            requireNotNegative("Licence fee of " + codec, fee);
            computePerCpuHour.requireSameUnit(fee);
        });
    }

    /** Returns a card that charges processor time only. */
    public static RateCard perCpuHour(String version, Amount price) {
        return new RateCard(version, price, Map.of(), Map.of());
    }

    /** Returns a card that counts processor seconds one for one, without money. */
    public static RateCard vcpuSeconds() {
        return perCpuHour("vcpu-seconds-1", Amount.of(BigDecimal.valueOf(3600), Unit.VCPU_SECONDS));
    }

    /** Returns what the prices are counted in. */
    public Unit unit() {
        return computePerCpuHour.unit();
    }

    /**
     * Prices a job that takes, or took, so much processor time.
     *
     * @throws ArithmeticException if the price is more than an {@link Amount} holds
     */
    public PriceBreakdown price(TranscodeJob job, CpuTime cpu) {
        List<PriceLine> lines = new ArrayList<>();
        lines.add(compute(job, cpu));
        for (Target target : job.targets()) {
            Amount fee = licencePerOutputMinute.get(target.codec());
            if (fee != null) {
                lines.add(new PriceLine(
                        "licence " + target.codec(), licence(fee, job.source().durationSeconds())));
            }
        }
        return new PriceBreakdown(version, unit(), lines);
    }

    /**
     * Prices an attempt that failed after so much processor time: compute only, since licence fees are due for what is
     * delivered.
     *
     * @throws ArithmeticException if the price is more than an {@link Amount} holds
     */
    public PriceBreakdown priceAttempt(TranscodeJob job, CpuTime cpu) {
        return new PriceBreakdown(version, unit(), List.of(compute(job, cpu)));
    }

    private PriceLine compute(TranscodeJob job, CpuTime cpu) {
        BigDecimal multiplier =
                priorityMultipliers.getOrDefault(job.serviceLevel().priority(), BigDecimal.ONE);
        return new PriceLine(
                "compute", computePrice(BigDecimal.valueOf(cpu.micros()).multiply(multiplier)));
    }

    private Amount computePrice(BigDecimal cpuMicros) {
        return roundUp(
                computePerCpuHour.toBigDecimal().multiply(cpuMicros).divide(MICROS_PER_HOUR, 7, RoundingMode.CEILING));
    }

    private Amount licence(Amount feePerMinute, double outputSeconds) {
        return roundUp(feePerMinute
                .toBigDecimal()
                .multiply(BigDecimal.valueOf(outputSeconds))
                .divide(SECONDS_PER_MINUTE, 7, RoundingMode.CEILING));
    }

    private Amount roundUp(BigDecimal units) {
        return Amount.of(units, unit(), RoundingMode.CEILING);
    }

    private static void requireNotNegative(String what, Amount amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException(
                    what + " was " + amount + " but must be zero or more; use zero for free.");
        }
    }
}
