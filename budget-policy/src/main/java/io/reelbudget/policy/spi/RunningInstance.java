package io.reelbudget.policy.spi;

import io.reelbudget.ledger.IdempotencyKey;

/**
 * An instance that a platform says to run.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id its name
 * @param startedBy the key of the request that started it, as a provisioner keeps it in a tag;
 *     {@link IdempotencyKey#NONE} where that is not known
 */
public record RunningInstance(String id, IdempotencyKey startedBy) {

    public RunningInstance {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "Instance had no name but must have one; leave those without out of the list.");
        }
    }
}
