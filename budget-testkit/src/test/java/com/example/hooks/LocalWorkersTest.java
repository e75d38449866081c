package com.example.hooks;

import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Local worker processes")
class LocalWorkersTest extends ProvisionerContract {

    private static final List<String> COMMAND = List.of("sleep", "60");

    private LocalWorkers workers = LocalWorkers.of(LocalWorkers.processes(COMMAND), 5);

    /** Workers of the test before may still be ending. */
    private final Set<Long> before =
            ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());

    @Override
    protected Provisioner create() {
        return workers;
    }

    @Override
    protected Optional<Provisioner> failingOnceAfter(int instances) {
        AtomicInteger launches = new AtomicInteger();
        LocalWorkers.Launcher processes = LocalWorkers.processes(COMMAND);
        workers.close();
        workers = LocalWorkers.of(
                (account, id) -> {
                    if (launches.getAndIncrement() == instances) {
                        throw new IllegalStateException("The limit of processes was reached.");
                    }
                    return processes.launch(account, id);
                },
                5);
        return Optional.of(workers);
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
        return (int) ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive() && !before.contains(child.pid()))
                .count();
    }

    @AfterEach
    void stop() {
        workers.close();
    }
}
