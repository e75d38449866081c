package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import java.time.Duration;

/**
 * A wish for more or fewer instances.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account for whose jobs
 * @param instances how many, more than zero
 * @param key the same key means the same wish: fulfil it once, and answer alike
 * @param reason why, in one sentence for people
 * @param type of which type, by the name of its offer, such as {@code c5.large:spot}; empty where there is one kind
 * @param expected for how long each is expected to be needed; zero where that is not known
 */
public record InstanceRequest(
        AccountPath account, int instances, IdempotencyKey key, String reason, String type, Duration expected) {

    public InstanceRequest {
        if (instances < 1) {
            throw new IllegalArgumentException(
                    "Request was for " + instances + " instances but must be for at least one; send none for nothing.");
        }
    }

    /** Asks for instances of the only kind there is. */
    public InstanceRequest(AccountPath account, int instances, IdempotencyKey key, String reason) {
        this(account, instances, key, reason, "", Duration.ZERO);
    }

    /** Returns the same wish for another number of instances. */
    public InstanceRequest of(int other) {
        return new InstanceRequest(account, other, key, reason, type, expected);
    }
}
