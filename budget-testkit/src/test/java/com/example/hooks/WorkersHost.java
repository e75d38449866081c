package com.example.hooks;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.spi.InstanceRequest;
import java.time.Duration;
import java.util.List;

/** A process that starts workers and never closes them: it ends at once, or when it is killed. */
final class WorkersHost {

    private WorkersHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        LocalWorkers workers =
                LocalWorkers.of(LocalWorkers.processes(List.of("sh", "-c", arguments[1]), Duration.ofSeconds(1)), 2);
        workers.provision(
                new InstanceRequest(AccountPath.of("acme"), 2, IdempotencyKey.named("first"), "A test asks for them."));
        if (arguments[0].equals("waits")) {
            Thread.currentThread().join();
        }
    }
}
