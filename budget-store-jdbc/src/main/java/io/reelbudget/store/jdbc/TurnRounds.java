package io.reelbudget.store.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a host that gives its signs of life, takes and gives turns, tells the others and hears of them, over
 * one connection. Whatever fails is tried again over another; turns lapse by themselves meanwhile.
 */
final class TurnRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresTurns.class);

    /** How long what is to be told waits for more of it, and how long nothing else is looked at at most. */
    private static final long BEAT_MILLIS = 100;

    /** How often it is looked whether what was begun in turns is over, once the host is to leave. */
    private static final long GLANCE_MILLIS = 20;

    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int MOST_DOUBLINGS = 4;

    private final DataSource source;
    private final PostgresSettings ledger;
    private final TurnSettings settings;
    private final String host;
    private final HeldTurns held;
    private final Set<String> offered;
    private final HostNews news;
    private final LastHeard lastHeard = new LastHeard();
    private final Set<String> made = new HashSet<>();
    private final Thread thread = new Thread(this::work, "reelbudget-turns");
    private @Nullable TurnConnection connection;
    private long nextSign = System.nanoTime();
    private long nextPoll = nextSign;
    private int failures;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isOffered;

    TurnRounds(
            DataSource source,
            PostgresSettings ledger,
            TurnSettings settings,
            String host,
            HeldTurns held,
            Set<String> offered,
            HostNews news) {
        this.source = source;
        this.ledger = ledger;
        this.settings = settings;
        this.host = host;
        this.held = held;
        this.offered = offered;
        this.news = news;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There are roots that were not offered before. */
    void offered() {
        isOffered = true;
    }

    /** What is done again and again. */
    @FunctionalInterface
    private interface Round {
        void go() throws SQLException;
    }

    private void work() {
        while (closed.getCount() > 0) {
            tryOnce(this::round);
        }
        held.beginNoMore();
        long patienceEnds = System.nanoTime() + settings.lease().toNanos();
        while (!held.inUse().isEmpty() && !isDue(patienceEnds)) {
            tryOnce(this::lastRound);
        }
        leave();
    }

    private void tryOnce(Round round) {
        try {
            round.go();
            failures = 0;
        } catch (SQLException failed) {
            failed(failed);
        } catch (RuntimeException fault) {
            // Thrown on, it would end this host's signs of life.
            LOG.error("Turns of host {} met a mistake and go on in a moment.", host, fault);
            failed(fault);
        }
    }

    /** One warning for a database that is away, however long. */
    private void failed(Exception failed) {
        if (failures++ == 0) {
            LOG.warn(
                    "Turns of host {} could not be seen to and will be again in a moment; what it looks after waits or"
                            + " goes to others: {}",
                    host,
                    failed.getMessage());
        }
        drop();
        pause(Math.min(LONGEST_PAUSE_MILLIS, BEAT_MILLIS << Math.min(failures, MOST_DOUBLINGS)));
    }

    private void round() throws SQLException {
        TurnConnection usable = connection();
        if (isDue(nextSign) || isOffered) {
            isOffered = false;
            nextSign = System.nanoTime() + settings.sign().toNanos();
            sign(usable);
        }
        tell(usable);
        if (isDue(nextPoll)) {
            poll(usable);
        }
        Set<String> heard = usable.listen(untilNext());
        if (heard.contains(TurnConnection.NEWS)) {
            nextPoll = System.nanoTime();
        }
        if (heard.contains(TurnConnection.TURNS)) {
            nextSign = System.nanoTime();
        }
    }

    /** Stays alive for what was begun and is not over. */
    private void lastRound() throws SQLException {
        TurnConnection usable = connection();
        if (isDue(nextSign)) {
            nextSign = System.nanoTime() + settings.sign().toNanos();
            List<String> unused = renewed(usable);
        }
        LockSupport.parkNanos(this, GLANCE_MILLIS * 1_000_000);
    }

    private void tell(TurnConnection usable) throws SQLException {
        if (news.hasToTell()) {
            List<String> accounts = news.takeToTell();
            boolean isTold = false;
            try {
                usable.tell(accounts);
                isTold = true;
            } finally {
                if (!isTold) {
                    news.tellAgain(accounts);
                }
            }
        }
    }

    private TurnConnection connection() throws SQLException {
        TurnConnection there = connection;
        if (there == null) {
            there = TurnConnection.open(source, ledger, settings, host);
            connection = there;
            there.bury();
            if (!there.listens() && settings.hearing() == TurnSettings.Hearing.NOTIFIED) {
                LOG.info(
                        "Host {} asks for news every {} and listens to none: its connection is not PostgreSQL's own.",
                        host,
                        settings.poll());
            }
        }
        return there;
    }

    private static boolean isDue(long nanos) {
        return System.nanoTime() - nanos >= 0;
    }

    private long untilNext() {
        long now = System.nanoTime();
        long nanos = Math.min(nextSign - now, nextPoll - now);
        return Math.max(1, Math.min(BEAT_MILLIS, nanos / 1_000_000));
    }

    private void sign(TurnConnection usable) throws SQLException {
        renew(usable);
        Set<String> unmade = new HashSet<>(offered);
        unmade.removeAll(made);
        if (!unmade.isEmpty()) {
            usable.offer(unmade);
            made.addAll(unmade);
        }
        Set<String> died = new HashSet<>();
        if (usable.takeFree(offered, died)) {
            renew(usable);
        }
        news.dead(died);
        usable.askForShare(offered);
        Map<String, String> toGive = new HashMap<>(usable.wanted());
        toGive.keySet().removeIf(root -> !held.letGo(root));
        usable.handOver(toGive);
    }

    private void renew(TurnConnection usable) throws SQLException {
        news.begun(renewed(usable));
    }

    private List<String> renewed(TurnConnection usable) throws SQLException {
        long before = System.nanoTime();
        Map<String, Long> numbers = usable.sign(settings.lease().toMillis());
        return held.renewed(numbers, before + settings.lease().toNanos(), System.nanoTime());
    }

    private void poll(TurnConnection usable) throws SQLException {
        long now = System.nanoTime();
        TurnConnection.Latest latest = usable.news();
        news.read(latest.news());
        if (lastHeard.hasMissed(now, latest.databaseMillis())) {
            news.missed();
        }
        nextPoll = now + settings.poll().toNanos();
    }

    private void drop() {
        TurnConnection gone = connection;
        connection = null;
        if (gone != null) {
            gone.abort();
        }
    }

    /** Waits for so long, or until it is closed. */
    private void pause(long millis) {
        if (closed.getCount() == 0) {
            LockSupport.parkNanos(this, GLANCE_MILLIS * 1_000_000);
            return;
        }
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("Host {} is closed while its database is away.", host);
            }
        } catch (InterruptedException stop) {
            closed.countDown();
        }
    }

    /** Tells what is left to be told, and gives turns back, but those in which something still goes on. */
    private void leave() {
        Set<String> kept = held.inUse();
        held.clear();
        if (!kept.isEmpty()) {
            LOG.warn(
                    "Host {} leaves while something goes on about {} that did not end within {}; others take these turns"
                            + " when its lease is over.",
                    host,
                    kept,
                    settings.lease());
        }
        TurnConnection last = connection;
        if (last == null) {
            return;
        }
        try {
            tell(last);
            last.leave(kept);
            last.close();
        } catch (SQLException failed) {
            LOG.warn(
                    "Turns of host {} could not be given back; others take them within {}: {}",
                    host,
                    settings.lease(),
                    failed.getMessage());
            last.abort();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
