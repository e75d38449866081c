package io.reelbudget.policy.spi;

import java.util.List;

/**
 * What a provisioner did.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param instances how many instances were really started or stopped, zero or more; fewer than asked where a quota or
 *     running jobs stand in the way
 * @param reference the provisioner's own name for them, such as an id of the cloud's; may be empty
 * @param ids the name of each, such as {@code i-0abc}, by which it is told later what became of it; empty where they
 *     have none, otherwise as many as {@code instances}
 */
public record InstanceReceipt(int instances, String reference, List<String> ids) {

    public InstanceReceipt {
        if (instances < 0) {
            throw new IllegalArgumentException("Receipt was for " + instances
                    + " instances but must be for zero or more; count what was stopped as positive, too.");
        }
        ids = List.copyOf(ids);
        if (!ids.isEmpty() && ids.size() != instances) {
            throw new IllegalArgumentException("Receipt was for " + instances + " instances but named " + ids.size()
                    + "; name each of them or none.");
        }
    }

    /** Creates a receipt of instances without names. */
    public InstanceReceipt(int instances, String reference) {
        this(instances, reference, List.of());
    }
}
