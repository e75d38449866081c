package io.reelbudget.policy.scaling;

import io.reelbudget.money.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * What an instance costs and how it is billed, as it was offered when it was ordered.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param perHour what an hour costs
 * @param billing in what steps it is billed
 * @param boot how long it takes until it works
 */
record InstancePrice(Amount perHour, Duration billing, Duration boot) {

    private static final long NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    /** Returns what it costs for so long, in whole billing steps and rounded up to a millionth. */
    Amount cost(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "Time was " + time + " but must be zero or more; ask from the order to the end.");
        }
        BigDecimal step = BigDecimal.valueOf(billing.toNanos());
        BigDecimal nanos =
                BigDecimal.valueOf(time.toSeconds()).movePointRight(9).add(BigDecimal.valueOf(time.toNanosPart()));
        BigDecimal steps = nanos.divide(step, 0, RoundingMode.CEILING);
        BigDecimal hours = steps.multiply(step);
        BigDecimal units = perHour.toBigDecimal()
                .multiply(hours)
                .divide(BigDecimal.valueOf(NANOS_PER_HOUR), 6, RoundingMode.CEILING);
        return Amount.of(units, perHour.unit());
    }

    /** Returns what it costs from one instant to another, of one that was ordered before: parts add up exactly. */
    Amount cost(Instant ordered, Instant from, Instant to) {
        return cost(Duration.between(ordered, to)).minus(cost(Duration.between(ordered, from)));
    }

    /** Returns how long what is posted at once lasts: whole billing steps of an hour or a little more. */
    Duration period() {
        long steps = Math.max(1, Duration.ofHours(1).plus(billing).minusNanos(1).dividedBy(billing));
        return billing.multipliedBy(steps);
    }

    /** Returns the end of the last whole period since an order. */
    Instant lastPeriodEnd(Instant ordered, Instant now) {
        return lastEnd(ordered, now, period());
    }

    /** Returns the end of the last whole billing step since an order. */
    Instant lastStepEnd(Instant ordered, Instant now) {
        return lastEnd(ordered, now, billing);
    }

    private static Instant lastEnd(Instant ordered, Instant now, Duration step) {
        Duration age = Duration.between(ordered, now);
        return age.isNegative() ? ordered : ordered.plus(step.multipliedBy(age.dividedBy(step)));
    }
}
