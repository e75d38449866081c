package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.RunwayMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has accounts looked at and looked after: when something happened to them, when the clock says so, when prices change,
 * and while time may make something due. Either on threads of its own, or, in a facade that is stepped, on the caller's
 * at once and whenever {@link #step} is called.
 *
 * <p>This class is thread-safe.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** How often the soonest instant is compared with the clock, which may be put forward: one comparison. */
    private static final Duration BEAT = Duration.ofMillis(250);

    private final RunwayMonitor monitor;
    private final HostTurns turns;
    private final InstantSource clock;
    private final Watch watch;
    private final Housekeeping housekeeping;
    private final Agenda agenda = new Agenda();
    private final Set<AccountPath> withQueues = ConcurrentHashMap.newKeySet();
    private final BiFunction<AccountPath, Instant, Optional<Instant>> nextPrices;
    private final Duration interval;
    private final Optional<Future<?>> beat;
    private final Optional<ScheduledExecutorService> thread;
    private volatile Instant lastRound;

    /** Whether an upkeep has threads of its own. */
    enum Pace {
        /** It has. */
        BY_ITSELF,
        /** Nothing happens but on the threads of callers. */
        STEPPED,
        /** Nothing is looked at and nothing looked after. */
        OBSERVING
    }

    /**
     * @param countsVolumes whether an account's prices count volumes, which are settled when a period is over
     * @param nextPrices when an account's prices change after an instant
     */
    Upkeep(
            Ledger ledger,
            RunwayMonitor monitor,
            ReelbudgetBuilder settings,
            PriceDesk prices,
            Predicate<AccountPath> countsVolumes,
            BiFunction<AccountPath, Instant, Optional<Instant>> nextPrices) {
        this.monitor = monitor;
        this.turns = ledger.turns();
        this.clock = settings.clock();
        this.nextPrices = nextPrices;
        this.interval = settings.housekeeping();
        this.lastRound = clock.instant();
        Consumer<Evaluation> listener = settings.listener();
        this.watch = new Watch(monitor, new NextLooks(), listener, settings.pace(), settings.telemetry());
        this.housekeeping = new Housekeeping(ledger.blocking(), turns, monitor, watch, clock, prices, countsVolumes);
        if (settings.pace() == Pace.BY_ITSELF) {
            housekeeping.every(interval);
            ScheduledExecutorService beating = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread daemon = new Thread(task, "reelbudget-agenda");
                daemon.setDaemon(true);
                return daemon;
            });
            this.beat = Optional.of(beating.scheduleWithFixedDelay(
                    this::lookAtDue, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS));
            this.thread = Optional.of(beating);
        } else {
            this.beat = Optional.empty();
            this.thread = Optional.empty();
        }
    }

    /**
     * Time may make something due about an account; it and those above it should be looked at, by the host whose turn
     * it is.
     */
    void happenedTo(AccountPath account, Predicate<AccountPath> isLookedAfter) {
        if (!turns.isOurs(account)) {
            turns.tell(account);
            return;
        }
        for (AccountPath level : account.levels()) {
            agenda.happenedTo(level);
            if (isLookedAfter.test(level)) {
                housekeeping.changed(level);
            }
        }
        watch.changed(account);
    }

    /** Has an account looked at soon. */
    void changed(AccountPath account) {
        if (turns.isOurs(account)) {
            watch.changed(account);
        } else {
            turns.tell(account);
        }
    }

    /**
     * Looks after an account that was opened, and has it looked at if it spends: this may be a new process. Where it is
     * another host's turn, that is done when this one's comes.
     */
    void opened(AccountPath account, boolean isInUse) {
        if (!turns.isOurs(account)) {
            return;
        }
        housekeeping.lookAfter(account);
        if (isInUse) {
            agenda.set(account, Optional.of(clock.instant()), clock.instant());
        }
    }

    /** Has all accounts looked at again whose queues were not empty: their jobs may cost something else now. */
    void pricesChanged(Predicate<AccountPath> concerns) {
        withQueues.stream().filter(concerns).forEach(account -> {
            agenda.happenedTo(account);
            watch.look(account);
        });
    }

    private final class NextLooks implements Watch.After {

        @Override
        public void looked(Evaluation evaluation) {
            AccountPath account = evaluation.situation().account();
            Instant now = evaluation.situation().now();
            Optional<Instant> wanted = monitor.nextLook(evaluation);
            if (evaluation.situation().queue().isEmpty()) {
                withQueues.remove(account);
            } else {
                withQueues.add(account);
                wanted = sooner(wanted, nextPrices.apply(account, now));
            }
            agenda.set(account, wanted, now);
        }

        @Override
        public void failed(AccountPath account) {
            agenda.failed(account, clock.instant());
        }
    }

    private static Optional<Instant> sooner(Optional<Instant> one, Optional<Instant> other) {
        return other.filter(instant -> one.isEmpty() || instant.isBefore(one.get()))
                .or(() -> one);
    }

    private void lookAtDue() {
        try {
            agenda.due(clock.instant()).forEach(watch::look);
        } catch (RuntimeException fault) {
            // Thrown on, it would end the beat for all accounts.
            LOG.error("Accounts that are due could not be looked at; the next beat tries again.", fault);
        }
    }

    /** Does all that time has made due by now. */
    void step() {
        Instant now = clock.instant();
        lookAtDue();
        if (!now.isBefore(lastRound.plus(interval))) {
            lastRound = now;
            housekeeping.round();
        }
    }

    /** Returns when the next step has something to do; empty while nothing is to come but by what happens. */
    Optional<Instant> nextStep() {
        Optional<Instant> round =
                housekeeping.isIdle() ? Optional.empty() : Optional.of(later(lastRound.plus(interval)));
        return sooner(round, agenda.soonest().map(this::later));
    }

    private Instant later(Instant instant) {
        Instant now = clock.instant();
        return instant.isBefore(now) ? now : instant;
    }

    boolean awaitLooks(Duration patience) throws InterruptedException {
        return watch.awaitLooks(patience);
    }

    @Override
    public void close() {
        beat.ifPresent(scheduled -> scheduled.cancel(true));
        thread.ifPresent(ScheduledExecutorService::shutdownNow);
        housekeeping.close();
        watch.close();
        monitor.close();
    }

    /** Returns whether no hook runs any more that was called here. */
    boolean awaitHooks() {
        return monitor.awaitHooks(HookPatience.AFTER_INTERRUPT);
    }
}
