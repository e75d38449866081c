package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.HookLane.Reply;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A provisioner whose calls run on threads of their own, end after a time-out, and are rejected while it hangs or only
 * fails: for those who call one themselves, as the monitor does by its own means. What did not come back as it must is
 * thrown as an {@link IllegalStateException}; it may have had its effect.
 *
 * <p>This class is thread-safe.
 */
public final class GuardedProvisioner implements Provisioner, AutoCloseable {

    private final Provisioner provisioner;
    private final HookLane lane;

    private GuardedProvisioner(Provisioner provisioner, HookLane lane) {
        this.provisioner = provisioner;
        this.lane = lane;
    }

    /**
     * Returns a provisioner that is guarded.
     *
     * @param timeout more than zero; less than that of the monitor's hooks where the monitor calls through it
     */
    public static GuardedProvisioner of(Provisioner provisioner, Duration timeout, InstantSource clock) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "Time-out was " + timeout + " but must be more than zero; 4 seconds are usual.");
        }
        return new GuardedProvisioner(provisioner, new HookLane("fleet", timeout, clock));
    }

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        return call(() -> provisioner.provision(request));
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return call(() -> provisioner.giveBack(request));
    }

    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        return call(() -> provisioner.running(account));
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        Optional<InstanceReceipt> receipt = call(() -> {
            try {
                return Optional.of(provisioner.stop(account, ids, key, reason));
            } catch (UnsupportedOperationException cannot) {
                return Optional.empty(); // an answer, and no failure to be tried again
            }
        });
        return receipt.orElseThrow(() -> new UnsupportedOperationException(
                "The provisioner stops no instances by name; override Provisioner.stop to have it do so."));
    }

    private <T> T call(Callable<T> work) {
        Reply<T> reply = lane.call(work);
        if (reply.status() != Status.DONE) {
            throw new IllegalStateException("Provisioner's call came to " + reply.status() + ": " + reply.detail());
        }
        return reply.answer().orElseThrow();
    }

    @Override
    public void close() {
        lane.close();
    }

    /**
     * Waits, once this is closed, until the hooks that it interrupted have returned.
     *
     * @return whether none of them runs any more; one that ignores interrupts may
     */
    public boolean awaitHooks(Duration patience) {
        return lane.awaitEnd(patience);
    }
}
