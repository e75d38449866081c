package io.reelbudget.policy.provision;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Workers on this machine: each instance is a process, or whatever else a {@link Launcher} starts. They end with it, so
 * receipts are kept in memory.
 *
 * <p>This class is thread-safe.
 */
public final class LocalWorkers implements Provisioner, AutoCloseable {

    private final Launcher launcher;
    private final int most;
    private final ReceiptMemory receipts = new ReceiptMemory();
    private final Map<String, Place> workers = new LinkedHashMap<>();
    private int launched;

    /** Starts workers. */
    @FunctionalInterface
    public interface Launcher {

        /**
         * Starts a worker and returns at once.
         *
         * @param id its name
         */
        Worker launch(AccountPath account, String id);
    }

    /** A worker that was started. */
    public interface Worker {

        /** Returns whether it works, or will once it has started up. */
        boolean isAlive();

        /** Asks it to end once its job is done, and returns at once; ended or asked before, it does nothing. */
        void stop();
    }

    private record Place(AccountPath account, IdempotencyKey startedBy, Worker worker) {}

    private LocalWorkers(Launcher launcher, int most) {
        this.launcher = launcher;
        this.most = most;
    }

    /**
     * Returns a provisioner that has started nothing.
     *
     * @param most how many workers at once for all accounts, one or more
     */
    public static LocalWorkers of(Launcher launcher, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Most workers were " + most + " but must be one or more; one for each processor is usual.");
        }
        return new LocalWorkers(launcher, most);
    }

    /**
     * Returns a launcher of processes. They find the account in their environment as {@code REELBUDGET_ACCOUNT} and
     * their name as {@code REELBUDGET_WORKER}, write where this process writes, and are asked to end by a signal
     * (SIGTERM).
     *
     * @param command a program and its arguments; no shell is in between
     */
    public static Launcher processes(List<String> command) {
        List<String> words = List.copyOf(command);
        return (account, id) -> {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.from(NullFile.FILE))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("REELBUDGET_ACCOUNT", account.toString());
            builder.environment().put("REELBUDGET_WORKER", id);
            try {
                return new OwnProcess(builder.start());
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "Worker could not be started by '" + words.get(0) + "'; check that it can be run.", failed);
            }
        };
    }

    @Override
    public synchronized InstanceReceipt provision(InstanceRequest request) {
        return receipts.once(request.key(), () -> {
            List<String> ids = new ArrayList<>();
            while (ids.size() < request.instances() && alive().size() < most) {
                String id = "worker-" + ++launched;
                workers.put(id, new Place(request.account(), request.key(), launcher.launch(request.account(), id)));
                ids.add(id);
            }
            return receipt(ids);
        });
    }

    @Override
    public synchronized InstanceReceipt giveBack(InstanceRequest request) {
        return receipts.once(request.key(), () -> {
            List<String> own = idsOf(request.account());
            List<String> newest = own.subList(Math.max(0, own.size() - request.instances()), own.size());
            return receipt(stopped(newest));
        });
    }

    @Override
    public synchronized Optional<List<RunningInstance>> running(AccountPath account) {
        return Optional.of(idsOf(account).stream()
                .map(id -> new RunningInstance(id, place(id).startedBy()))
                .toList());
    }

    @Override
    public synchronized InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return receipts.once(
                key,
                () -> receipt(
                        stopped(idsOf(account).stream().filter(ids::contains).toList())));
    }

    /** Asks all workers to end. */
    @Override
    public synchronized void close() {
        stopped(alive());
    }

    private List<String> stopped(List<String> ids) {
        List<String> gone = List.copyOf(ids);
        for (String id : gone) {
            place(id).worker().stop();
            workers.remove(id);
        }
        return gone;
    }

    private Place place(String id) {
        Place place = workers.get(id);
        if (place == null) {
            throw new IllegalStateException(
                    "Worker '" + id + "' was gone but must be one that is listed; report this.");
        }
        return place;
    }

    private List<String> alive() {
        workers.values().removeIf(place -> !place.worker().isAlive());
        return List.copyOf(workers.keySet());
    }

    private List<String> idsOf(AccountPath account) {
        return alive().stream()
                .filter(id -> place(id).account().equals(account))
                .toList();
    }

    private static InstanceReceipt receipt(List<String> ids) {
        return new InstanceReceipt(ids.size(), "local workers", ids);
    }

    /** A worker that is a process of this one. */
    private record OwnProcess(Process process) implements Worker {
        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void stop() {
            process.destroy();
        }
    }
}
