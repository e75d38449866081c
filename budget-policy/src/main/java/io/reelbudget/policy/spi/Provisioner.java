package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import java.util.List;
import java.util.Optional;

/**
 * Starts and stops the instances that transcode.
 *
 * <p>Both calls should return once the platform accepted the wish, not once the instance has booted: a call that has
 * not returned within the monitor's time-out is interrupted and counted as failed. It may have had its effect all the
 * same, so it comes again with the same key until it succeeds or is overtaken by its opposite; the same key must start
 * or stop nothing twice. Anything thrown is recorded and retried. Implementations are thread-safe and do not call the
 * monitor.
 */
public interface Provisioner {

    /** Starts instances for an account's queued jobs. */
    InstanceReceipt provision(InstanceRequest request);

    /** Stops as many instances as were provisioned ahead; those that are busy may finish their job first. */
    InstanceReceipt giveBack(InstanceRequest request);

    /**
     * Returns the instances of an account that run or boot now, from what the platform says; empty, as here, where that
     * cannot be found out. Those of accounts below it are not among them.
     */
    default Optional<List<RunningInstance>> running(AccountPath account) {
        return Optional.empty();
    }

    /**
     * Stops instances by their names: what is not needed any more, or runs without anybody's order. One that does not
     * run is left out of the receipt.
     *
     * @param ids which, one or more
     * @param key the same key means the same wish
     * @param reason why, in one sentence for people
     * @throws UnsupportedOperationException where instances have no names; so unless overridden
     */
    default InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        throw new UnsupportedOperationException(
                "The provisioner gives back any instances; override Provisioner.stop to have it stop those named.");
    }
}
