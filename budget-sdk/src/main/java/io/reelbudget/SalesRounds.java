package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.policy.Cashier;
import io.reelbudget.policy.sales.Purchase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a cashier work off the callers' threads: on accounts that something happened to and that buy, and again and again
 * on those whose purchases wait. Others cost nothing.
 *
 * <p>This class is thread-safe.
 */
final class SalesRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SalesDesk.class);

    private final Cashier cashier;
    private final HostTurns turns;
    private final Consumer<AccountPath> funded;
    private final Set<AccountPath> asked = ConcurrentHashMap.newKeySet();
    private final Set<AccountPath> busy = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Future<?> rounds;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-sales");
        daemon.setDaemon(true);
        return daemon;
    });

    SalesRounds(Cashier cashier, HostTurns turns, Consumer<AccountPath> funded) {
        this.cashier = cashier;
        this.turns = turns;
        this.funded = funded;
    }

    void changed(AccountPath account) {
        if (turns.isOurs(account) && cashier.buys(account) && asked.add(account)) {
            try {
                thread.execute(() -> {
                    asked.remove(account);
                    tryToWork(account);
                });
            } catch (RejectedExecutionException closed) {
                LOG.debug("Sales to {} go on after the next start.", account);
            }
        }
    }

    void every(Duration interval) {
        rounds = thread.scheduleWithFixedDelay(
                () -> List.copyOf(busy).forEach(this::tryToWork),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void tryToWork(AccountPath account) {
        if (thread.isShutdown()) {
            return; // what waited for its turn is for the next start, or for another host
        }
        Optional<HostTurns.Turn> turn = turns.begin(account);
        if (turn.isEmpty()) {
            busy.remove(account); // whose turn it is goes on with it
            return;
        }
        try (HostTurns.Turn own = turn.get()) {
            tryToWork(account, own);
        }
    }

    private void tryToWork(AccountPath account, HostTurns.Turn turn) {
        try {
            if (!turn.holds()) {
                return;
            }
            List<Purchase> before = cashier.open(account);
            boolean isNeeded = cashier.work(account);
            if (isNeeded) {
                busy.add(account);
            } else {
                busy.remove(account);
            }
            if (!before.equals(cashier.open(account))
                    || cashier.autoPurchase(account).isPresent()) {
                funded.accept(account);
            }
        } catch (LedgerUnavailableException gone) {
            if (thread.isShutdown()) {
                LOG.debug("Sales to {} go on after the next start.", account);
            } else {
                LOG.warn("Sales to {} did not go on; the next time is tried: {}", account, gone.getMessage());
                busy.add(account);
            }
        } catch (RuntimeException fault) {
            // Thrown on, it would end the schedule for all accounts.
            LOG.error("Sales to {} could not go on; the next time is tried.", account, fault);
            busy.add(account);
        }
    }

    /** Waits for a hook that is called now: it is called in this host's turn. */
    @Override
    public void close() {
        Future<?> scheduled = rounds;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        HookPatience.end(thread);
    }
}
