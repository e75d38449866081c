package io.reelbudget.policy.provision;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Workers on this machine: each instance is a process, or whatever else a {@link Launcher} starts. Receipts are kept in
 * memory: what a launcher starts must end with this process, as {@link #processes} does.
 *
 * <p>A worker that was asked to end is not listed any more, and still takes its place until it has ended: there are
 * never more at once than allowed. A launch that throws fails the call, and its repetition under the same key starts
 * only those that are missing.
 *
 * <p>This class is thread-safe.
 */
public final class LocalWorkers implements Provisioner, AutoCloseable {

    /** What {@link #processes(List)} gives a worker to end in, as container platforms do. */
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
    private static final Duration MOST_PATIENCE = Duration.ofDays(1);

    private final Launcher launcher;
    private final int most;
    private final ReceiptMemory receipts = new ReceiptMemory();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private Doors doors = Doors.OPEN;
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

        /** Returns whether it works, or will once it has started up, or has not yet ended since it was asked to. */
        boolean isAlive();

        /** Asks it to end once its job is done, and returns at once; ended or asked before, it does nothing. */
        void stop();
    }

    private enum Doors {
        OPEN,
        CLOSED
    }

    private enum State {
        WORKING,
        LEAVING
    }

    private record Place(AccountPath account, IdempotencyKey startedBy, Worker worker, State state) {
        Place leaving() {
            return new Place(account, startedBy, worker, State.LEAVING);
        }

        boolean isWorkingFor(AccountPath other) {
            return state == State.WORKING && account.equals(other);
        }
    }

    private LocalWorkers(Launcher launcher, int most) {
        this.launcher = launcher;
        this.most = most;
    }

    /**
     * Returns a provisioner that has started nothing.
     *
     * @param most how many workers at once for all accounts, those that are still ending among them; one or more
     */
    public static LocalWorkers of(Launcher launcher, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Most workers were " + most + " but must be one or more; one for each processor is usual.");
        }
        return new LocalWorkers(launcher, most);
    }

    /** Returns a launcher of processes that have 30 seconds to end. */
    public static Launcher processes(List<String> command) {
        return processes(command, USUAL_PATIENCE);
    }

    /**
     * Returns a launcher of processes. They find the account in their environment as {@code REELBUDGET_ACCOUNT} and
     * their name as {@code REELBUDGET_WORKER}, read nothing and write where this process writes. With all that it
     * starts, each is asked to end by a signal (SIGTERM): when it is stopped, when it left children behind, and when
     * this process ends in whatever way, also killed. What then is not gone in time is killed.
     *
     * <p>A POSIX shell waits beside each worker, so there must be a {@code /bin/sh}, and {@code setsid} or a shell with
     * job control; on other systems write a launcher of your own. Only what makes itself a process group of its own
     * escapes.
     *
     * @param command a program and its arguments, handed on as they are
     * @param patience how long a worker may take to end, as to finish its job; 100 ms to a day
     */
    public static Launcher processes(List<String> command, Duration patience) {
        List<String> words = List.copyOf(command);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "Command had no words but must have one at least; begin with the program's path.");
        }
        if (patience.compareTo(LEAST_PATIENCE) < 0 || patience.compareTo(MOST_PATIENCE) > 0) {
            throw new IllegalArgumentException("Patience was " + patience
                    + " but must be 100 ms to a day; take as long as a worker's job may last.");
        }
        return (account, id) -> WorkerProcess.started(
                words, Map.of("REELBUDGET_ACCOUNT", account.toString(), "REELBUDGET_WORKER", id), patience);
    }

    /** @throws IllegalStateException if it was closed */
    @Override
    public synchronized InstanceReceipt provision(InstanceRequest request) {
        return receipts.once(request.key(), started -> {
            if (doors == Doors.CLOSED) {
                throw new IllegalStateException(
                        "Local workers were closed but must be open to start any; make others.");
            }
            while (started.size() < request.instances() && taken() < most) {
                launched++;
                String id = "worker-" + launched;
                Worker worker = launcher.launch(request.account(), id);
                places.put(id, new Place(request.account(), request.key(), worker, State.WORKING));
                started.add(id);
            }
            return receipt(started);
        });
    }

    @Override
    public synchronized InstanceReceipt giveBack(InstanceRequest request) {
        return receipts.once(request.key(), chosen -> {
            if (chosen.isEmpty()) {
                List<String> own = working(request.account());
                chosen.addAll(own.subList(Math.max(0, own.size() - request.instances()), own.size()));
            }
            return stopped(chosen);
        });
    }

    @Override
    public synchronized InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return receipts.once(key, chosen -> {
            if (chosen.isEmpty()) {
                chosen.addAll(working(account).stream().filter(ids::contains).toList());
            }
            return stopped(chosen);
        });
    }

    @Override
    public synchronized Optional<List<RunningInstance>> running(AccountPath account) {
        return Optional.of(working(account).stream()
                .map(id -> new RunningInstance(id, place(id).startedBy()))
                .toList());
    }

    /** Asks all workers to end, and starts no others. */
    @Override
    public synchronized void close() {
        doors = Doors.CLOSED;
        List<RuntimeException> failures = new ArrayList<>();
        for (String id : List.copyOf(places.keySet())) {
            try {
                ask(id);
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Where one cannot be asked, the call fails, and its repetition asks all that it chose once more. */
    private InstanceReceipt stopped(List<String> chosen) {
        chosen.forEach(this::ask);
        return receipt(chosen);
    }

    private void ask(String id) {
        Place place = places.get(id);
        if (place != null) {
            place.worker().stop();
            places.put(id, place.leaving());
        }
    }

    private Place place(String id) {
        Place place = places.get(id);
        if (place == null) {
            throw new IllegalStateException(
                    "Worker '" + id + "' was gone but must be one that is listed; report this.");
        }
        return place;
    }

    private int taken() {
        places.values().removeIf(place -> !place.worker().isAlive());
        return places.size();
    }

    private List<String> working(AccountPath account) {
        taken();
        return places.entrySet().stream()
                .filter(each -> each.getValue().isWorkingFor(account))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static InstanceReceipt receipt(List<String> ids) {
        return new InstanceReceipt(ids.size(), "local workers", ids);
    }
}
