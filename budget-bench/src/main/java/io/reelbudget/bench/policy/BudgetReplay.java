package io.reelbudget.bench.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.policy.admission.CostCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Plays a log as if its users had budgets, in the order of time.
 *
 * <p>Windows are of 30 days from the first midnight of UTC. A user's budget, in every window, is a share of the mean of
 * what the jobs cost that the user handed in, over the windows with any. A job asks when it is handed in; a refused one
 * is gone. It holds until it ends, and its cost is posted then; a hold goes on into the next window, where posted
 * begins at zero again. Predictions know what is known at that instant: the request, what the user's admitted jobs cost
 * that have ended, and how far those are that run.
 */
final class BudgetReplay {

    static final double DAY = 86_400;
    static final double WINDOW = 30 * DAY;

    private final RequestLog log;
    private final HoldRule rule;
    private final double start;
    private final List<User> users;
    private final int windows;
    private final OthersShares others = new OthersShares();
    private final PriorityQueue<TraceJob> ends = new PriorityQueue<>(Comparator.comparingDouble(TraceJob::end));
    private long admitted;
    private long refused;
    private long falselyRefused;
    private long tight;
    private long overshot;

    /** A user's account. */
    private static final class User {
        private final double budget;
        private final RunShares shares = new RunShares();
        private final List<RunningJob> running = new ArrayList<>();
        private int window = -1;
        private double posted;

        User(double budget) {
            this.budget = budget;
        }

        void enter(int newWindow) {
            if (newWindow != window) {
                window = newWindow;
                posted = 0;
            }
        }
    }

    BudgetReplay(RequestLog log, HoldRule rule, double shareOfMean) {
        this.log = log;
        this.rule = rule;
        double first = log.jobs().get(0).submit();
        double last = log.jobs().get(log.jobs().size() - 1).submit();
        this.start = Math.floor(first / DAY) * DAY;
        this.windows = (int) Math.floor((last - start) / WINDOW);
        this.users = users(shareOfMean);
    }

    private List<User> users(double shareOfMean) {
        double[][] totals = new double[log.users()][windows];
        for (TraceJob job : log.jobs()) {
            int window = window(job.submit());
            if (window < windows) {
                totals[job.user()][window] += job.cost();
            }
        }
        List<User> made = new ArrayList<>();
        for (double[] own : totals) {
            double mean =
                    Arrays.stream(own).filter(total -> total > 0).average().orElse(0);
            made.add(new User(shareOfMean * mean));
        }
        return made;
    }

    ReplayScore run() {
        for (TraceJob job : log.jobs()) {
            if (window(job.submit()) >= windows) {
                break;
            }
            while (!ends.isEmpty() && ends.peek().end() <= job.submit()) {
                end(ends.remove());
            }
            submit(job, users.get(job.user()));
        }
        return new ReplayScore(admitted, refused, falselyRefused, tight, overshot);
    }

    private void end(TraceJob job) {
        User user = users.get(job.user());
        user.enter(window(job.end()));
        user.posted += job.cost();
        user.running.stream().filter(each -> each.job().equals(job)).findFirst().ifPresent(user.running::remove);
        user.shares.finished(job);
        others.finished(job);
        rule.ended(job);
    }

    private void submit(TraceJob job, User user) {
        user.enter(window(job.submit()));
        user.running.add(new RunningJob(job, curve(job, user)));
        double left = user.budget - user.posted;
        double held = rule.total(job.user(), user.running, job.submit());
        double actual = user.posted
                + user.running.stream().mapToDouble(each -> each.job().cost()).sum();
        if (held > left) {
            user.running.remove(user.running.size() - 1);
            refused++;
            falselyRefused += actual <= user.budget ? 1 : 0;
            return;
        }
        admitted++;
        ends.add(job);
        rule.admitted(job.user(), user.running, held, left);
        if (held > left / 2) {
            tight++;
            overshot += actual > user.budget ? 1 : 0;
        }
    }

    private CostCurve curve(TraceJob job, User user) {
        return rule.predicts()
                ? CostCurve.of(user.shares.predict(job, others)).stoppedAt(job.asked())
                : CostCurve.of(Quantiles.certain(job.asked()));
    }

    private int window(double time) {
        return (int) Math.floor((time - start) / WINDOW);
    }
}
