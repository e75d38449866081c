package io.reelbudget.policy.spi;

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
}
