package io.reelbudget.policy.scaling;

import io.reelbudget.job.Machine;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.rate.Purchase;
import java.time.Duration;
import java.util.Locale;

/**
 * A type of instance that can be had, under one purchase option.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param machine how fast it is; it runs one job at a time, on all of its processors
 * @param purchase how it is paid for
 * @param perHour what an hour costs, from the order on, the boot included; zero or more
 * @param boot how long it takes until it works, zero to a day
 * @param billing in what steps it is billed, a second to 31 days
 * @param most how many there may be at once, 1 to {@value #MOST}
 */
public record InstanceOffer(
        Machine machine, Purchase purchase, Amount perHour, Duration boot, Duration billing, int most) {

    /** More instances than this are planned by something else. */
    public static final int MOST = 10_000;

    private static final Duration LONGEST_BOOT = Duration.ofDays(1);
    private static final Duration LONGEST_BILLING = Duration.ofDays(31);

    public InstanceOffer {
        if (perHour.isNegative()) {
            throw new IllegalArgumentException("Price of an hour of '" + machine.name() + "' was " + perHour
                    + " but must be zero or more; use zero for machines that are paid for anyway.");
        }
        if (boot.isNegative() || boot.compareTo(LONGEST_BOOT) > 0) {
            throw new IllegalArgumentException("Boot time of '" + machine.name() + "' was " + boot
                    + " but must be zero to a day; use zero for warm instances.");
        }
        if (billing.compareTo(Duration.ofSeconds(1)) < 0 || billing.compareTo(LONGEST_BILLING) > 0) {
            throw new IllegalArgumentException("Billing step of '" + machine.name() + "' was " + billing
                    + " but must be a second to 31 days; most clouds bill by the second or by the hour.");
        }
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("Most instances of '" + machine.name() + "' were " + most
                    + " but must be 1 to " + MOST + "; leave the offer out for none.");
        }
    }

    /** Returns an offer on demand, billed by the second. */
    public static InstanceOffer onDemand(Machine machine, Amount perHour, Duration boot, int most) {
        return new InstanceOffer(machine, Purchase.ON_DEMAND, perHour, boot, Duration.ofSeconds(1), most);
    }

    /** Returns the name under which it is requested, such as {@code c5.large:on-demand}. */
    public String name() {
        return machine.name() + ":" + purchase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns how many CPU seconds it does in a second with one job on it, by the cautious end of
     * {@link Machine#wallSeconds}.
     */
    public double pace() {
        return 1 / machine.wallSeconds(Quantiles.certain(1)).p90();
    }

    /** Returns what it costs for so long, in whole billing steps and rounded up to a millionth. */
    public Amount cost(Duration time) {
        return price().cost(time);
    }

    InstancePrice price() {
        return new InstancePrice(perHour, billing, boot);
    }
}
