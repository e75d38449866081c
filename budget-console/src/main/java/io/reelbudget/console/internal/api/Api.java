package io.reelbudget.console.internal.api;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.console.ProbeReader;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that can be asked of budgets, and the one thread that keeps the list of accounts fresh. Thread-safe. */
public final class Api implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private static final long ROUND_MILLIS = 250;

    /** Forecasts take at most so much of a round: a quarter of one processor. */
    private static final Duration FORECASTS = Duration.ofMillis(60);

    /** So long after somebody looked, accounts are still read. */
    private static final long INTEREST = TimeUnit.SECONDS.toNanos(60);

    private final Roster roster;
    private final LiveEvents events = new LiveEvents();
    private final List<Route> routes;
    private final ScheduledExecutorService background;
    private final ScheduledFuture<?> rounds;
    private final Object refreshing = new Object();
    private volatile long lookedAt = System.nanoTime();
    private final RefreshPace pace = new RefreshPace();

    public Api(Reelbudget budgets, InstantSource clock, Optional<ProbeReader> probes) {
        roster = new Roster(budgets, clock, events::changed);
        Rooms rooms = new Rooms(budgets, this::wrote);
        List<Route> all = new ArrayList<>();
        all.addAll(new SystemRoutes(budgets, events, probes).routes());
        all.addAll(new AccountRoutes(rooms, roster, this::freshen).routes());
        all.addAll(new MoneyRoutes(rooms, clock).routes());
        all.addAll(new ForecastRoutes(rooms, clock).routes());
        all.addAll(new RuleRoutes(rooms).routes());
        all.addAll(new SalesRoutes(rooms).routes());
        all.addAll(new EstimateRoutes(rooms, clock, probes).routes());
        all.addAll(new ModelRoutes(rooms).routes());
        all.addAll(new WhatIfRoutes(rooms, clock).routes());
        routes = List.copyOf(all);
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "reelbudget-console");
            made.setDaemon(true);
            return made;
        });
        rounds = thread.scheduleWithFixedDelay(this::round, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        background = thread;
    }

    /** Returns all routes. */
    public List<Route> routes() {
        return routes;
    }

    /** Returns how many follow the events. */
    public int followers() {
        return events.size();
    }

    private void round() {
        try {
            events.beat();
            boolean anyoneLooks = events.size() > 0 || System.nanoTime() - lookedAt < INTEREST;
            if (anyoneLooks) {
                refresh(1);
                roster.forecast(FORECASTS);
            }
        } catch (LedgerUnavailableException closed) {
            LOG.debug("The ledger is closed; the list of accounts stays as it is.", closed);
        } catch (RuntimeException fault) {
            LOG.warn("The console's list of accounts could not be read anew; it is tried again.", fault);
        }
    }

    /** Somebody is about to be shown the list: it must not be older than a look takes. */
    private void freshen() {
        lookedAt = System.nanoTime();
        refresh(0.5);
    }

    private void refresh(double eagerness) {
        synchronized (refreshing) {
            long now = System.nanoTime();
            if (pace.isDue(now, eagerness)) {
                roster.refresh();
                pace.done(now, System.nanoTime());
            }
        }
    }

    /** Something was written about an account: those who look see it at once, on the accounts above it, too. */
    private void wrote(AccountPath account) {
        roster.refresh(account.levels());
    }

    @Override
    public void close() {
        rounds.cancel(false);
        background.shutdownNow();
        events.close();
    }
}
