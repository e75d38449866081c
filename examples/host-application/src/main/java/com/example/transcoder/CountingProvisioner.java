package com.example.transcoder;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The host's own provisioner, found through META-INF/services. A real one calls the cloud. */
public final class CountingProvisioner implements Provisioner {

    /** How many instances run now, over all provisioners of this JVM. */
    static final AtomicInteger RUNNING = new AtomicInteger();

    private final Map<IdempotencyKey, InstanceReceipt> receipts = new ConcurrentHashMap<>();

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        return receipts.computeIfAbsent(request.key(), key -> {
            int now = RUNNING.addAndGet(request.instances());
            System.out.println("provisioner: " + request.instances() + " more for " + request.account() + ", " + now
                    + " in all: " + request.reason());
            return new InstanceReceipt(request.instances(), "counted");
        });
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return receipts.computeIfAbsent(request.key(), key -> {
            RUNNING.addAndGet(-request.instances());
            return new InstanceReceipt(request.instances(), "counted");
        });
    }
}
