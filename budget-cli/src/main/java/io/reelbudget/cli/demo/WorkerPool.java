package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.provision.LocalWorkers.Worker;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The service's workers: threads that each run one ffmpeg process at a time. Those that are provisioned ahead are
 * {@link LocalWorkers}.
 *
 * <p>This class is thread-safe.
 */
final class WorkerPool implements Provisioner {

    private static final int MOST_AHEAD = 64;

    private final Function<AccountPath, Runnable> work;
    private final Map<AccountPath, Integer> active = new HashMap<>();
    private final Map<AccountPath, Integer> most = new HashMap<>();
    private final Set<Thread> leaving = new HashSet<>();
    private final LocalWorkers ahead = LocalWorkers.of(this::launch, MOST_AHEAD);
    private final List<Thread> threads = new ArrayList<>();

    /** @param work what a worker of an account does until there is no more for it */
    WorkerPool(Function<AccountPath, Runnable> work) {
        this.work = work;
    }

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        return ahead.provision(request);
    }

    /** Gives back workers that were provisioned; an account's first one stays. */
    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return ahead.giveBack(request);
    }

    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        return ahead.running(account);
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return ahead.stop(account, ids, key, reason);
    }

    /** Starts an account's first worker. */
    void start(AccountPath account) {
        launch(account, "worker of " + account);
    }

    /** Counted once it runs, which one that could not be started never does; it waits here until it is. */
    private synchronized Worker launch(AccountPath account, String name) {
        Thread thread = new Thread(() -> run(account), name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        active.merge(account, 1, Integer::sum);
        most.merge(account, activeOf(account), Math::max);
        return new OneThread(thread);
    }

    /** Returns whether the worker that asks is to go, as it was given back. */
    synchronized boolean isOneTooMany() {
        return leaving.contains(Thread.currentThread());
    }

    synchronized int activeOf(AccountPath account) {
        return active.getOrDefault(account, 0);
    }

    /** Returns how many workers each account had at most at once. */
    synchronized Map<AccountPath, Integer> most() {
        return Map.copyOf(most);
    }

    synchronized int active() {
        return active.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Waits until all workers are gone; interrupts those that are not in time. */
    void join(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : snapshot()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            thread.join(Math.max(1, left));
        }
        for (Thread thread : snapshot()) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    private synchronized List<Thread> snapshot() {
        return List.copyOf(threads);
    }

    private void run(AccountPath account) {
        try {
            work.apply(account).run();
        } finally {
            synchronized (this) {
                active.merge(account, -1, Integer::sum);
                leaving.remove(Thread.currentThread());
            }
        }
    }

    /** A worker that ends once its job is done. */
    private final class OneThread implements Worker {
        private final Thread thread;

        OneThread(Thread thread) {
            this.thread = thread;
        }

        @Override
        public boolean isAlive() {
            return thread.isAlive();
        }

        @Override
        public void stop() {
            synchronized (WorkerPool.this) {
                if (thread.isAlive()) {
                    leaving.add(thread);
                }
            }
        }
    }
}
