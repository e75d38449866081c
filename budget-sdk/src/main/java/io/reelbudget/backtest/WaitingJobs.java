package io.reelbudget.backtest;

import io.reelbudget.Admission;
import io.reelbudget.PriceEstimate;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queue of a replay: the jobs that were told to wait. Hooks are called on threads of their own while the replay
 * waits for them; all methods are synchronized for that.
 */
final class WaitingJobs implements JobQueue {

    /** Whether policies see what waits. */
    enum View {
        /** They do: the host has a queue. */
        SHOWN,
        /** They do not: the host has none, and did not show its policies what waits. */
        HIDDEN
    }

    private final View view;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> resumed = new TreeSet<>();

    private record Waiting(ReplayedJob job, QueuedJob queued) {}

    WaitingJobs(View view) {
        this.view = view;
    }

    /** Has a job wait. */
    synchronized void add(ReplayedJob job, Admission answer, Instant since) {
        PriceEstimate price = answer.price();
        Quantiles micros = new Quantiles(
                price.p10().total().micros(),
                price.p50().total().micros(),
                price.p90().total().micros());
        QueuedJob queued = new QueuedJob(job.job(), answer.estimate(), micros, job.job(), since);
        waiting.put(key(job), new Waiting(job, queued));
    }

    synchronized void remove(ReplayedJob job) {
        waiting.remove(key(job));
    }

    private static String key(ReplayedJob job) {
        return job.recorded().account() + " " + job.first().id();
    }

    /** Returns the jobs that wait for an account, and those below it, in the order in which they came. */
    synchronized List<ReplayedJob> of(AccountPath account) {
        return waiting.values().stream()
                .map(Waiting::job)
                .filter(job -> isWithin(job.recorded().account(), account))
                .toList();
    }

    /** Takes out the accounts that were resumed. */
    synchronized List<AccountPath> takeResumed() {
        List<AccountPath> accounts = resumed.stream().map(AccountPath::of).toList();
        resumed.clear();
        return accounts;
    }

    private static boolean isWithin(AccountPath account, AccountPath above) {
        return account.levels().contains(above);
    }

    @Override
    public synchronized List<QueuedJob> queued(AccountPath account) {
        return view == View.HIDDEN
                ? List.of()
                : waiting.values().stream()
                        .filter(each -> isWithin(each.job().recorded().account(), account))
                        .map(Waiting::queued)
                        .toList();
    }

    @Override
    public synchronized List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
        List<JobId> replaced = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Replacement replacement : replacements) {
            QueuedJob instead = replacement.instead();
            waiting.entrySet().stream()
                    .filter(each -> isOf(each.getValue(), instead, account) && !done.contains(each.getKey()))
                    .findFirst()
                    .ifPresent(each -> {
                        each.getValue().job().replace(instead.job());
                        each.setValue(new Waiting(each.getValue().job(), instead));
                        done.add(each.getKey());
                        replaced.add(instead.job().id());
                    });
        }
        return replaced;
    }

    /** Two accounts may have jobs of the same id. */
    private static boolean isOf(Waiting each, QueuedJob instead, AccountPath account) {
        return each.queued().requested().equals(instead.requested())
                && isWithin(each.job().recorded().account(), account);
    }

    @Override
    public void pause(AccountPath account, IdempotencyKey key, String reason) {}

    @Override
    public synchronized void resume(AccountPath account, IdempotencyKey key, String reason) {
        resumed.add(account.toString());
    }

    @Override
    public void slowDown(AccountPath account, int mostAtOnce, IdempotencyKey key, String reason) {}

    @Override
    public synchronized void fullSpeed(AccountPath account, IdempotencyKey key, String reason) {
        resumed.add(account.toString());
    }

    @Override
    public void drain(AccountPath account, IdempotencyKey key, String reason) {}

    @Override
    public synchronized void startQueued(AccountPath account, IdempotencyKey key, String reason) {
        resumed.add(account.toString());
    }

    @Override
    public void cancel(AccountPath account, IdempotencyKey key, String reason) {}
}
