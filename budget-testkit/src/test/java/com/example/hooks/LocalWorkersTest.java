package com.example.hooks;

import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Local worker processes")
class LocalWorkersTest extends ProvisionerContract {

    private static final List<String> COMMAND = List.of("sleep", "60");

    private final LocalWorkers workers = LocalWorkers.of(LocalWorkers.processes(COMMAND), 5);
    private final long before = ProcessHandle.current().children().count();

    @Override
    protected Provisioner create() {
        return workers;
    }

    /** What the operating system says, once those that were asked to end have had the time. */
    @Override
    protected int running() throws Exception {
        int said = workers.running(account()).orElseThrow().size();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (children() != said && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return children();
    }

    private int children() {
        return (int) (ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .count()
                - before);
    }

    @AfterEach
    void stop() {
        workers.close();
    }
}
