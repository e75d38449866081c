package io.reelbudget.policy.spi;

/**
 * What a provisioner did.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param instances how many instances were really started or stopped, zero or more; fewer than asked where a quota or
 *     running jobs stand in the way
 * @param reference the provisioner's own name for them, such as an id of the cloud's; may be empty
 */
public record InstanceReceipt(int instances, String reference) {

    public InstanceReceipt {
        if (instances < 0) {
            throw new IllegalArgumentException("Receipt was for " + instances
                    + " instances but must be for zero or more; count what was stopped as positive, too.");
        }
    }
}
