package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service's queue, one line an account: what its workers take from, and what the policies change.
 *
 * <p>This class is thread-safe.
 */
final class Station implements JobQueue {

    private final CostEstimator estimator;
    private final Map<AccountPath, Line> lines = new HashMap<>();

    /** What waits for one account. */
    private static final class Line {
        private final DemoAccount account;
        private final Instant opened;
        private final Deque<Ticket> waiting = new ArrayDeque<>();
        private State state = State.OPEN;

        private Line(DemoAccount account, Instant opened) {
            this.account = account;
            this.opened = opened;
        }
    }

    private enum State {
        OPEN,
        PAUSED,
        CLOSED
    }

    Station(CostEstimator estimator) {
        this.estimator = estimator;
    }

    synchronized void open(DemoAccount account, List<Ticket> tickets, Instant now) {
        Line line = new Line(account, now);
        line.waiting.addAll(tickets);
        lines.put(account.path(), line);
    }

    /** Adds a job at the end of an account's line. */
    synchronized void submit(Ticket ticket) {
        line(ticket.account()).waiting.add(ticket);
        notifyAll();
    }

    /** Takes the next job, waiting while the line is empty or paused; nothing once it is closed. */
    synchronized Optional<Ticket> take(AccountPath account) throws InterruptedException {
        Line line = line(account);
        while (line.state != State.CLOSED && (line.state == State.PAUSED || line.waiting.isEmpty())) {
            wait();
        }
        return line.state == State.CLOSED ? Optional.empty() : Optional.of(line.waiting.remove());
    }

    /** Puts a job back that was taken but may not run yet. */
    synchronized void putBack(Ticket ticket) {
        line(ticket.account()).waiting.addFirst(ticket);
        notifyAll();
    }

    /** Puts a job at the end that does not fit now, so that those behind it, which may be smaller, are tried. */
    synchronized void putLast(Ticket ticket) {
        line(ticket.account()).waiting.addLast(ticket);
        notifyAll();
    }

    /**
     * Sends an account's workers home.
     *
     * @return whether that was not done before
     */
    synchronized boolean close(AccountPath account) {
        Line line = line(account);
        boolean first = line.state != State.CLOSED;
        line.state = State.CLOSED;
        notifyAll();
        return first;
    }

    synchronized void closeAll() {
        lines.values().forEach(line -> line.state = State.CLOSED);
        notifyAll();
    }

    synchronized int waiting(AccountPath account) {
        return line(account).waiting.size();
    }

    synchronized boolean isPaused(AccountPath account) {
        return line(account).state == State.PAUSED;
    }

    @Override
    public synchronized List<QueuedJob> queued(AccountPath account) {
        Line line = line(account);
        JobPricing pricing = JobPricing.of(estimator, line.account.prices(), account, line.opened);
        List<QueuedJob> jobs = new ArrayList<>();
        for (Ticket ticket : line.waiting) {
            jobs.add(QueuedJob.of(ticket.requested(), pricing.price(ticket.requested()), line.opened)
                    .with(ticket.job(), pricing.price(ticket.job())));
        }
        return List.copyOf(jobs);
    }

    @Override
    public synchronized List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
        Line line = line(account);
        Map<JobId, Replacement> wanted = new HashMap<>();
        replacements.forEach(each -> wanted.put(each.queued().job().id(), each));
        List<JobId> done = new ArrayList<>();
        for (int place = line.waiting.size(); place > 0; place--) {
            Ticket ticket = line.waiting.remove();
            Replacement replacement = wanted.get(ticket.job().id());
            if (replacement != null && replacement.queued().job().equals(ticket.job())) {
                ticket = ticket.replacedBy(replacement.instead().job());
                done.add(ticket.job().id());
            }
            line.waiting.add(ticket);
        }
        return List.copyOf(done);
    }

    @Override
    public synchronized void pause(AccountPath account, IdempotencyKey key, String reason) {
        move(account, State.OPEN, State.PAUSED);
    }

    @Override
    public synchronized void resume(AccountPath account, IdempotencyKey key, String reason) {
        move(account, State.PAUSED, State.OPEN);
    }

    private void move(AccountPath account, State from, State to) {
        Line line = line(account);
        if (line.state == from) {
            line.state = to;
            notifyAll();
        }
    }

    private Line line(AccountPath account) {
        Line line = lines.get(account);
        if (line == null) {
            throw new IllegalArgumentException(
                    "Account was '" + account + "' but must be one of the demo's: " + lines.keySet() + ".");
        }
        return line;
    }
}
