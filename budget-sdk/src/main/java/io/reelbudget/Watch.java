package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.policy.BudgetSituation;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.OtherHostsTurnException;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.telemetry.AccountStanding;
import io.reelbudget.telemetry.AccountStanding.Alarm;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the monitor look at an account after something happened to it, off the caller's thread. Of several calls for one
 * account that still waits, one look is enough.
 *
 * <p>This class is thread-safe.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Two, so that one account whose hooks hang until their time-out does not keep all others waiting. */
    private static final int THREADS = 2;

    private final RunwayMonitor monitor;
    private final After after;
    private final Consumer<Evaluation> listener;
    private final Telemetry telemetry;

    /** When their looks were asked for, by the JVM's clock. */
    private final Map<AccountPath, Long> waiting = new ConcurrentHashMap<>();

    private final Executor looks;
    private final Optional<ExecutorService> threads;
    private final boolean isObserving;
    private final UnderWay under = new UnderWay();

    /** Says when to look again. */
    interface After {

        /** An account was looked at. */
        void looked(Evaluation evaluation);

        /** A look failed; there has to be another. */
        void failed(AccountPath account);
    }

    /** How many looks were asked for and are not over. Guarded by itself. */
    private static final class UnderWay {
        private int count;

        private synchronized void add(int more) {
            count += more;
            notifyAll();
        }

        private synchronized int count() {
            return count;
        }
    }

    /**
     * @param after says when to look again
     * @param listener is told of every look
     * @param telemetry is told how each account stands
     */
    Watch(RunwayMonitor monitor, After after, Consumer<Evaluation> listener, Upkeep.Pace pace, Telemetry telemetry) {
        this.monitor = monitor;
        this.after = after;
        this.listener = listener;
        this.telemetry = telemetry;
        telemetry.gauge(Level.LOOKS_WAITING, under::count);
        this.threads = pace == Upkeep.Pace.BY_ITSELF ? Optional.of(threads()) : Optional.empty();
        this.looks = threads.<Executor>map(pool -> pool).orElse(Runnable::run);
        this.isObserving = pace == Upkeep.Pace.OBSERVING;
    }

    private static ExecutorService threads() {
        return new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "reelbudget-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Asks for a look at an account and at those above it, whose budgets changed with it. */
    void changed(AccountPath account) {
        account.levels().forEach(this::look);
    }

    /** Asks for a look at one account. */
    void look(AccountPath account) {
        if (!isObserving && waiting.putIfAbsent(account, System.nanoTime()) == null) {
            begin(account);
        }
    }

    private void begin(AccountPath account) {
        under.add(1);
        try {
            looks.execute(() -> {
                try {
                    lookNow(account);
                } finally {
                    under.add(-1);
                }
            });
        } catch (RejectedExecutionException closed) {
            under.add(-1);
        }
    }

    /**
     * Waits until all looks that were asked for are over.
     *
     * @return whether they were over in time
     */
    boolean awaitLooks(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (under) {
            for (long left = patience.toNanos(); under.count > 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(under, left);
            }
            return under.count == 0;
        }
    }

    private void lookNow(AccountPath account) {
        Long asked = waiting.remove(account);
        boolean isOver = false;
        try {
            Evaluation evaluation = monitor.evaluate(account);
            after.looked(evaluation);
            isOver = true;
            long now = System.nanoTime();
            measure(evaluation, Duration.ofNanos(now - (asked == null ? now : asked)));
            tell(evaluation);
        } catch (OtherHostsTurnException others) {
            isOver = true; // it takes over what was to be looked at here
            LOG.debug("Account {} is looked at by another host.", account);
        } catch (UnknownAccountException closed) {
            isOver = true;
            LOG.warn("Account {} was not looked at: {}", account, closed.getMessage());
        } catch (LedgerUnavailableException gone) {
            LOG.warn("Account {} was not looked at and will be again: {}", account, gone.getMessage());
        } catch (RuntimeException fault) {
            LOG.error(
                    "Account {} could not be looked at; its jobs go on without its policy until then.", account, fault);
        } finally {
            if (!isOver) {
                after.failed(account); // also after an Error, of which the thread dies
            }
        }
    }

    private void tell(Evaluation evaluation) {
        try {
            listener.accept(evaluation);
        } catch (RuntimeException fault) {
            LOG.error(
                    "Whoever listens to looks failed at {}.",
                    evaluation.situation().account(),
                    fault);
        }
    }

    private void measure(Evaluation evaluation, Duration lag) {
        BudgetSituation situation = evaluation.situation();
        AccountPath account = situation.account();
        Alarm unacted = situation.isThresholdReached() ? Alarm.AT_RISK : Alarm.NONE;
        telemetry.looked(new AccountStanding(
                account,
                situation.balance().available(),
                situation.forecast().runway(),
                situation.forecast().probabilityBeforeRenewal(),
                monitor.stance(account).hasActed() ? Alarm.ACTED_ON : unacted,
                lag));
    }

    /** Lets the looks that wait finish. */
    @Override
    public void close() {
        threads.ifPresent(HookPatience::end);
    }
}
