package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.GuardedProvisioner;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.scaling.FleetDesk;
import io.reelbudget.policy.scaling.FleetLook;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.Provisioner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a fleet desk look after the accounts that have fleet terms, again and again, on a thread of its own: a
 * provisioner that hangs keeps nothing else waiting.
 *
 * <p>This class is thread-safe.
 */
final class FleetKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetKeeper.class);

    /** Less than the monitor gives a hook, through which it calls the desk. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Map<AccountPath, FleetTerms> terms;
    private final GuardedProvisioner guarded;
    private final FleetDesk desk;
    private volatile @Nullable Future<?> looks;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-fleet");
        daemon.setDaemon(true);
        return daemon;
    });

    private FleetKeeper(
            Ledger ledger, Provisioner provisioner, Map<AccountPath, FleetTerms> terms, InstantSource clock) {
        this.terms = Map.copyOf(terms);
        this.guarded = GuardedProvisioner.of(provisioner, TIMEOUT, clock);
        this.desk = FleetDesk.of(ledger, guarded, account -> Optional.ofNullable(this.terms.get(account)), clock);
    }

    /** Returns a keeper where there are terms to keep and a provisioner to keep them with. */
    static Optional<FleetKeeper> of(
            Ledger ledger, Hooks hooks, Map<AccountPath, FleetTerms> terms, InstantSource clock) {
        return terms.isEmpty()
                ? Optional.empty()
                : hooks.provisioner().map(provisioner -> new FleetKeeper(ledger, provisioner, terms, clock));
    }

    FleetDesk desk() {
        return desk;
    }

    /** Looks after all accounts every so often, once the monitor is there. */
    void every(Duration interval, RunwayMonitor monitor, Consumer<AccountPath> changed) {
        looks = thread.scheduleWithFixedDelay(
                () -> terms.keySet().forEach(account -> tryToLookAfter(account, monitor, changed)),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void tryToLookAfter(AccountPath account, RunwayMonitor monitor, Consumer<AccountPath> changed) {
        try {
            if (!desk.fleet(account).isEmpty()
                    && !lookAfter(account, monitor).lost().isEmpty()) {
                changed.accept(account); // the policy asks for others if they are still needed
            }
        } catch (RuntimeException fault) {
            // Thrown on, it would end the schedule for all accounts.
            LOG.warn("Instances of {} could not be looked after; the next time is tried.", account, fault);
        }
    }

    FleetLook lookAfter(AccountPath account, RunwayMonitor monitor) {
        FleetTerms own = terms.get(account);
        return desk.look(account, own == null ? OptionalInt.of(0) : monitor.instancesNeeded(account, own));
    }

    @Override
    public void close() {
        Future<?> scheduled = looks;
        if (scheduled != null) {
            scheduled.cancel(true);
        }
        thread.shutdownNow();
        guarded.close();
    }
}
