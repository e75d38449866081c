package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.policy.RunwayMonitor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a host does when its turn comes to look after a root, and when it hears of others: takes over what was begun,
 * and has accounts looked at. Where no other host can open the ledger it has nothing to do.
 *
 * <p>This class is thread-safe. It works on a thread of its own, for those who tell it must not wait.
 */
final class TurnKeeper implements HostTurns.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TurnKeeper.class);

    /** What could not be taken over is tried again after so long. */
    private static final long AGAIN_SECONDS = 2;

    private final HostTurns turns;
    private final BlockingLedger ledger;
    private final TermsBook terms;
    private final RunwayMonitor monitor;
    private final Upkeep upkeep;
    private final SalesDesk sales;
    private final Optional<FleetKeeper> fleet;
    private final Consumer<AccountPath> happened;
    private final Set<AccountPath> begun = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-turns-keeper");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param happened told of accounts to which something happened at another host */
    TurnKeeper(
            HostTurns turns,
            BlockingLedger ledger,
            TermsBook terms,
            RunwayMonitor monitor,
            Upkeep upkeep,
            SalesDesk sales,
            Optional<FleetKeeper> fleet,
            Consumer<AccountPath> happened) {
        this.turns = turns;
        this.ledger = ledger;
        this.terms = terms;
        this.monitor = monitor;
        this.upkeep = upkeep;
        this.sales = sales;
        this.fleet = fleet;
        this.happened = happened;
        turns.listen(this);
    }

    /**
     * Offers to look after an account that was opened.
     *
     * @param countsVolumes whether its prices count volumes
     */
    void opened(AccountPath account, boolean countsVolumes) {
        turns.offer(account);
        if (countsVolumes && turns != HostTurns.always() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Prices of {} count volumes, and hosts that share a ledger count only what they charged themselves"
                            + " since they started; let one host charge the jobs of such accounts.",
                    account);
        }
    }

    @Override
    public void begun(AccountPath root) {
        begun.add(root);
        soon(this::takeOver, 0);
    }

    @Override
    public void noted(AccountPath root) {
        if (turns.isOurs(root)) {
            soon(() -> lookAt(account -> account.rootName().equals(root.rootName())), 0);
        }
    }

    @Override
    public void happened(AccountPath account) {
        soon(() -> happened.accept(account), 0);
    }

    @Override
    public void hostDied() {
        soon(() -> lookAt(account -> true), 0);
    }

    private void lookAt(Predicate<AccountPath> which) {
        terms.all().keySet().stream().filter(which).filter(turns::isOurs).forEach(upkeep::changed);
    }

    private void soon(Runnable work, long seconds) {
        try {
            ScheduledFuture<?> unused = thread.schedule(() -> guarded(work), seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Other hosts go on with what this one was told of: it is closed.");
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            LOG.warn("What another host told could not be seen to; the next round or look does so.", fault);
        }
    }

    /** Of several roots that came together, the accounts are listed once. */
    private void takeOver() {
        Set<AccountPath> roots = Set.copyOf(begun);
        begun.removeAll(roots);
        if (roots.isEmpty()) {
            return;
        }
        try {
            roots.forEach(root -> fleet.ifPresent(keeper -> keeper.takeOver(root)));
            ledger.accounts().stream()
                    .filter(account -> roots.contains(account.root()))
                    .forEach(this::takeOver);
        } catch (RuntimeException failed) {
            LOG.warn("Roots {} could not be taken over from another host; it is tried again soon.", roots, failed);
            again(roots);
        }
    }

    private void again(Set<AccountPath> roots) {
        begun.addAll(roots);
        soon(this::takeOver, AGAIN_SECONDS);
    }

    private void takeOver(AccountPath account) {
        try {
            if (terms.hasOwn(account)) {
                Balance now = ledger.balance(account);
                boolean isInUse =
                        now.postedInPeriod().isPositive() || now.held().isPositive();
                upkeep.opened(account, isInUse || monitor.hasOpenBusiness(account));
                sales.changed(account);
            } else if (monitor.hasOpenBusiness(account)) {
                upkeep.changed(account);
            }
        } catch (RuntimeException failed) {
            LOG.warn("Account {} could not be taken over from another host; it is tried again soon.", account, failed);
            again(Set.of(account.root()));
        }
    }

    /**
     * Keeps what turns there are as long as the lease lasts, although the ledger is closed: a hook that was called in
     * one of them still runs, and another host would call it at the same time.
     */
    void keepTurns() {
        Set<AccountPath> roots = new HashSet<>();
        terms.all().keySet().forEach(account -> roots.add(account.root()));
        long kept = roots.stream().filter(root -> turns.begin(root).isPresent()).count();
        LOG.warn(
                "Hooks still run that ignore interrupts; other hosts look after {} roots of this one when its lease is"
                        + " over.",
                kept);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
