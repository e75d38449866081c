package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;

/**
 * A wish for more or fewer instances.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account for whose jobs
 * @param instances how many, more than zero
 * @param key the same key means the same wish: fulfil it once, and answer alike
 * @param reason why, in one sentence for people
 */
public record InstanceRequest(AccountPath account, int instances, IdempotencyKey key, String reason) {

    public InstanceRequest {
        if (instances < 1) {
            throw new IllegalArgumentException(
                    "Request was for " + instances + " instances but must be for at least one; send none for nothing.");
        }
    }
}
