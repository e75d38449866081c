package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.policy.RunwayMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time alone makes due: holds whose lease ran out are expired, charges whose price is known only at the end of
 * their period are settled, and accounts about which something was done are looked at again, so that they resume at
 * their renewal and hooks that failed are called again.
 *
 * <p>Only accounts that have such a thing before them are looked after again and again: one whose jobs have all ended,
 * about which nothing was done and whose prices count no volumes costs nothing until something happens to it.
 *
 * <p>This class is thread-safe.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final BlockingLedger ledger;
    private final HostTurns turns;
    private final RunwayMonitor monitor;
    private final Watch watch;
    private final InstantSource clock;
    private final PriceDesk prices;
    private final Predicate<AccountPath> countsVolumes;
    private final Set<AccountPath> busy = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Future<?> next;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-housekeeping");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param countsVolumes whether an account's prices count volumes, which are settled when a period is over */
    Housekeeping(
            BlockingLedger ledger,
            HostTurns turns,
            RunwayMonitor monitor,
            Watch watch,
            InstantSource clock,
            PriceDesk prices,
            Predicate<AccountPath> countsVolumes) {
        this.countsVolumes = countsVolumes;
        this.ledger = ledger;
        this.turns = turns;
        this.monitor = monitor;
        this.watch = watch;
        this.clock = clock;
        this.prices = prices;
    }

    /** Looks after the accounts that need it again and again, so much time after it was done with them. */
    void every(Duration interval) {
        Runnable round = () -> {
            round();
            every(interval);
        };
        try {
            next = thread.schedule(round, interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Housekeeping ends, since its thread was closed.");
        }
    }

    /** Looks once after the accounts that need it. */
    void round() {
        // A copy: an account that needs more is put back, and a walk over the set itself would meet it again for ever.
        // Sorted, so that what a simulation does follows from what it is given alone.
        busy.stream()
                .sorted(Comparator.comparing(AccountPath::toString))
                .toList()
                .forEach(this::tryToLookAfter);
    }

    /** Returns whether no account needs it. */
    boolean isIdle() {
        return busy.isEmpty();
    }

    /** Takes note that something happened to an account, so that it may need to be looked after from now on. */
    void changed(AccountPath account) {
        busy.add(account);
    }

    /** Looks after one account now, and again later while it needs that. */
    void lookAfter(AccountPath account) {
        busy.remove(account); // first, so that what happens meanwhile adds it again
        if (!turns.isOurs(account)) {
            return; // whose turn it is does so, and takes it over from here
        }
        boolean isNeeded = true; // whatever fails is tried again
        try {
            isNeeded = needsMore(account);
        } finally {
            if (isNeeded) {
                busy.add(account);
            }
        }
    }

    /** Does what is due, and returns whether more may become due without anything that happens first. */
    private boolean needsMore(AccountPath account) {
        Instant now = clock.instant();
        List<OpenHold> holds = ledger.openHolds(account);
        boolean overdue = holds.stream().anyMatch(hold -> !hold.leaseEnd().isAfter(now));
        if (overdue) {
            ledger.renew(account, IdempotencyKey.random());
        }
        boolean settled = !prices.lookAfter(account).isEmpty();
        boolean acted = monitor.stance(account).hasActed();
        if (overdue || settled || acted) {
            watch.changed(account);
        }
        return !holds.isEmpty() || acted || countsVolumes.test(account);
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
