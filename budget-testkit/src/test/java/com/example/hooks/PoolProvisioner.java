package com.example.hooks;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.util.HashMap;
import java.util.Map;

/** A provisioner over a pool in memory. */
class PoolProvisioner implements Provisioner {

    final Map<IdempotencyKey, InstanceReceipt> done = new HashMap<>();
    private final int most;
    int running;

    PoolProvisioner(int most) {
        this.most = most;
    }

    @Override
    public synchronized InstanceReceipt provision(InstanceRequest request) {
        return done.computeIfAbsent(request.key(), key -> grownBy(Math.min(request.instances(), most - running)));
    }

    @Override
    public synchronized InstanceReceipt giveBack(InstanceRequest request) {
        return done.computeIfAbsent(request.key(), key -> {
            int stopped = Math.min(request.instances(), running);
            running -= stopped;
            return new InstanceReceipt(stopped, "pool");
        });
    }

    InstanceReceipt grownBy(int instances) {
        running += instances;
        return new InstanceReceipt(instances, "pool");
    }
}
