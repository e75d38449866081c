package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.policy.RunwayMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time alone makes due: holds whose lease ran out are expired, charges whose price is known only at the end of
 * their period are settled, and accounts about which something was done are looked at again, so that they resume at
 * their renewal and hooks that failed are called again.
 *
 * <p>This class is thread-safe.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final BlockingLedger ledger;
    private final RunwayMonitor monitor;
    private final Watch watch;
    private final InstantSource clock;
    private final PriceDesk prices;
    private volatile @Nullable Future<?> next;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-housekeeping");
        daemon.setDaemon(true);
        return daemon;
    });

    Housekeeping(BlockingLedger ledger, RunwayMonitor monitor, Watch watch, InstantSource clock, PriceDesk prices) {
        this.ledger = ledger;
        this.monitor = monitor;
        this.watch = watch;
        this.clock = clock;
        this.prices = prices;
    }

    /** Looks after accounts again and again, so much time after it was done with them. */
    void every(Duration interval, Supplier<? extends Collection<AccountPath>> accounts) {
        Runnable round = () -> {
            accounts.get().forEach(this::tryToLookAfter);
            every(interval, accounts);
        };
        try {
            next = thread.schedule(round, interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Housekeeping ends, since its thread was closed.");
        }
    }

    /** Looks after one account now. */
    void lookAfter(AccountPath account) {
        Instant now = clock.instant();
        boolean overdue = ledger.openHolds(account).stream()
                .anyMatch(hold -> !hold.leaseEnd().isAfter(now));
        if (overdue) {
            ledger.renew(account, IdempotencyKey.random());
        }
        boolean settled = !prices.lookAfter(account).isEmpty();
        if (overdue || settled || monitor.stance(account).hasActed()) {
            watch.changed(account);
        }
    }

    private void tryToLookAfter(AccountPath account) {
        try {
            lookAfter(account);
        } catch (LedgerUnavailableException gone) {
            LOG.warn("Account {} was not looked after: {}", account, gone.getMessage());
        } catch (RuntimeException fault) {
            // Thrown on, it would end the schedule for all accounts.
            LOG.error("Account {} could not be looked after; the next time is tried.", account, fault);
        }
    }

    @Override
    public void close() {
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        thread.shutdownNow();
    }
}
