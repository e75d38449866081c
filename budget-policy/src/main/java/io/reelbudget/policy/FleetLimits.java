package io.reelbudget.policy;

import java.time.Duration;

/**
 * What instances can be provisioned ahead.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param maximumInstances how many at most for one account at a time, more than zero
 * @param processorsPerInstance how many processor seconds an instance does in a second, more than zero
 * @param bootTime how long an instance takes until it works, zero or more
 */
public record FleetLimits(int maximumInstances, double processorsPerInstance, Duration bootTime) {

    private static final FleetLimits STANDARD = new FleetLimits(4, 2, Duration.ofMinutes(2));

    public FleetLimits {
        if (maximumInstances < 1) {
            throw new IllegalArgumentException("Maximum was " + maximumInstances
                    + " instances but must be at least one; use another policy to start none.");
        }
        if (!(processorsPerInstance > 0 && processorsPerInstance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Processors per instance were " + processorsPerInstance
                    + " but must be more than zero and finite; 2 is a small instance.");
        }
        if (bootTime.isNegative()) {
            throw new IllegalArgumentException(
                    "Boot time was " + bootTime + " but must be zero or more; use zero for warm instances.");
        }
    }

    /** Returns at most four instances of two processors that boot in two minutes. */
    public static FleetLimits standard() {
        return STANDARD;
    }
}
