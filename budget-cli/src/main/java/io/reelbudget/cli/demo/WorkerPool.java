package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The service's workers: threads that each run one ffmpeg at a time. An instance of this provisioner is one more of
 * them.
 *
 * <p>This class is thread-safe.
 */
final class WorkerPool implements Provisioner {

    private final Function<AccountPath, Runnable> work;
    private final Map<AccountPath, Integer> active = new HashMap<>();
    private final Map<AccountPath, Integer> most = new HashMap<>();
    private final Map<AccountPath, Integer> toStop = new HashMap<>();
    private final Map<IdempotencyKey, InstanceReceipt> receipts = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /** @param work what a worker of an account does until there is no more for it */
    WorkerPool(Function<AccountPath, Runnable> work) {
        this.work = work;
    }

    @Override
    public synchronized InstanceReceipt provision(InstanceRequest request) {
        InstanceReceipt before = receipts.get(request.key());
        if (before != null) {
            return before;
        }
        for (int i = 0; i < request.instances(); i++) {
            start(request.account());
        }
        InstanceReceipt receipt = new InstanceReceipt(
                request.instances(), "workers " + (threads.size() - request.instances() + 1) + " to " + threads.size());
        receipts.put(request.key(), receipt);
        return receipt;
    }

    @Override
    public synchronized InstanceReceipt giveBack(InstanceRequest request) {
        InstanceReceipt before = receipts.get(request.key());
        if (before != null) {
            return before;
        }
        int stopping = Math.max(0, Math.min(request.instances(), activeOf(request.account()) - 1));
        toStop.merge(request.account(), stopping, Integer::sum);
        InstanceReceipt receipt = new InstanceReceipt(stopping, "after their job");
        receipts.put(request.key(), receipt);
        return receipt;
    }

    /** Starts a worker of an account. */
    synchronized void start(AccountPath account) {
        active.merge(account, 1, Integer::sum);
        most.merge(account, activeOf(account), Math::max);
        Thread thread = new Thread(() -> run(account), "worker-" + (threads.size() + 1));
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Returns whether a worker of an account is to go, as instances were given back; the one who asks is that one. */
    synchronized boolean isOneTooMany(AccountPath account) {
        int superfluous = toStop.getOrDefault(account, 0);
        if (superfluous > 0) {
            toStop.put(account, superfluous - 1);
        }
        return superfluous > 0;
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
            }
        }
    }
}
