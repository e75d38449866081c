package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.policy.GuardedProvisioner;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.scaling.FleetDesk;
import io.reelbudget.policy.scaling.FleetLook;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.Provisioner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a fleet desk look after the accounts that have instances, or may have, again and again, on a thread of its own: a
 * provisioner that hangs keeps nothing else waiting.
 *
 * <p>At every round, and at the start before holds can expire, what is due is posted and held on for all accounts
 * first, which needs no provisioner. Then those with instances are looked after, whether they have terms or not, and at
 * the first round and every tenth those with terms but without instances, too.
 *
 * <p>This class is thread-safe.
 */
final class FleetKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetKeeper.class);

    /**
     * Less than the 5 seconds that the monitor gives a hook, through which it calls the desk, and more than the 4 that
     * the provisioners which come with it give what they call: who knows most about a failure says it.
     */
    private static final Duration TIMEOUT = Duration.ofMillis(4_500);

    /** What runs for accounts that have no instances is looked for at each of so many rounds. */
    private static final int ROUNDS_BETWEEN_SEARCHES = 10;

    private final Map<AccountPath, FleetTerms> terms;
    private final HostTurns turns;
    private final GuardedProvisioner guarded;
    private final FleetDesk desk;
    private final Set<AccountPath> withoutTerms = ConcurrentHashMap.newKeySet();
    private long rounds;
    private volatile @Nullable Future<?> looks;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-fleet");
        daemon.setDaemon(true);
        return daemon;
    });

    private FleetKeeper(
            Ledger ledger, Provisioner provisioner, Map<AccountPath, FleetTerms> terms, InstantSource clock) {
        this.terms = Map.copyOf(terms);
        this.turns = ledger.turns();
        this.guarded = GuardedProvisioner.of(provisioner, TIMEOUT, clock);
        this.desk = FleetDesk.of(ledger, guarded, account -> Optional.ofNullable(this.terms.get(account)), clock);
    }

    /**
     * Returns a keeper where there are terms to keep and a provisioner to keep them with; what is held for instances
     * holds on by then, however long nobody was there to see to it.
     */
    static Optional<FleetKeeper> of(
            Ledger ledger, Hooks hooks, Map<AccountPath, FleetTerms> terms, InstantSource clock) {
        Optional<FleetKeeper> keeper = terms.isEmpty()
                ? Optional.empty()
                : hooks.provisioner().map(provisioner -> new FleetKeeper(ledger, provisioner, terms, clock));
        keeper.ifPresent(
                each -> each.desk.accounts().stream().filter(each.turns::isOurs).forEach(each::tryToHoldOn));
        return keeper;
    }

    /** Goes on with the instances of a root that another host has looked after until now. */
    void takeOver(AccountPath root) {
        desk.takeOver(root);
        desk.accounts().stream()
                .filter(account -> account.rootName().equals(root.rootName()))
                .forEach(this::tryToHoldOn);
    }

    FleetDesk desk() {
        return desk;
    }

    /** Looks after all accounts every so often, once the monitor is there. */
    void every(Duration interval, RunwayMonitor monitor, Consumer<AccountPath> changed) {
        looks = thread.scheduleWithFixedDelay(
                () -> round(monitor, changed), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round(RunwayMonitor monitor, Consumer<AccountPath> changed) {
        try {
            Set<AccountPath> accounts = new TreeSet<>(Comparator.comparing(AccountPath::toString));
            accounts.addAll(desk.accounts());
            accounts.removeIf(account -> !turns.isOurs(account));
            accounts.forEach(this::tryToHoldOn);
            if (rounds++ % ROUNDS_BETWEEN_SEARCHES == 0) {
                accounts.addAll(terms.keySet());
            }
            accounts.forEach(account -> inTurn(account, () -> tryToLookAfter(account, monitor, changed)));
        } catch (RuntimeException fault) {
            // Thrown on, it would end the schedule for all accounts.
            LOG.warn("Instances could not be looked after; the next time is tried.", fault);
        }
    }

    /** What the platform is asked for is asked by one host. */
    private void inTurn(AccountPath account, Runnable work) {
        if (thread.isShutdown()) {
            return;
        }
        Optional<HostTurns.Turn> turn = turns.begin(account);
        if (turn.isPresent()) {
            try (HostTurns.Turn own = turn.get()) {
                if (own.holds()) {
                    work.run();
                }
            } catch (LedgerUnavailableException unknown) {
                LOG.warn("Instances of {} were not looked after; the next time is tried.", account, unknown);
            }
        }
    }

    private void tryToHoldOn(AccountPath account) {
        try {
            desk.holdOn(account);
        } catch (RuntimeException fault) {
            LOG.warn("Instances of {} could not be held for; the next time is tried.", account, fault);
        }
    }

    private void tryToLookAfter(AccountPath account, RunwayMonitor monitor, Consumer<AccountPath> changed) {
        try {
            FleetLook look = lookAfter(account, monitor);
            look.failures().forEach(failure -> LOG.warn("Instances of {}: {}", account, failure));
            if (!look.lost().isEmpty()) {
                changed.accept(account); // the policy asks for others if they are still needed
            }
        } catch (UnknownAccountException notYet) {
            LOG.debug("Account {} has fleet terms and is not open yet.", account);
        } catch (RuntimeException fault) {
            LOG.warn("Instances of {} could not be looked after; the next time is tried.", account, fault);
        }
    }

    /** Without terms, or where the need cannot be found out, none go: what they cost is posted while they run. */
    FleetLook lookAfter(AccountPath account, RunwayMonitor monitor) {
        FleetTerms own = terms.get(account);
        if (own != null) {
            return desk.look(account, needed(account, own, monitor));
        }
        if (withoutTerms.add(account)) {
            LOG.warn(
                    "Instances of {} run, but it has no fleet terms; they are billed as they were ordered and none is"
                            + " stopped. Give it terms again, or stop them by name.",
                    account);
        }
        return desk.look(account, OptionalInt.empty());
    }

    private static OptionalInt needed(AccountPath account, FleetTerms own, RunwayMonitor monitor) {
        try {
            return monitor.instancesNeeded(account, own);
        } catch (UnknownAccountException notOpen) {
            throw notOpen;
        } catch (RuntimeException unknown) {
            LOG.warn("How many instances {} needs could not be found out, so none go.", account, unknown);
            return OptionalInt.empty();
        }
    }

    /** Waits for a provisioner that is called now: it is called in this host's turn. */
    @Override
    public void close() {
        Future<?> scheduled = looks;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        HookPatience.end(thread);
        guarded.close();
    }

    /** Returns whether no provisioner works any more that was called here. */
    boolean awaitHooks() {
        return guarded.awaitHooks(HookPatience.AFTER_INTERRUPT);
    }
}
