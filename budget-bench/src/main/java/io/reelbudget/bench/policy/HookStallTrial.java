package io.reelbudget.bench.policy;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import io.reelbudget.rate.RateCard;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * By how much hooks that hang and ignore interrupts delay admissions, in wall time: the same jobs are admitted by turns
 * where hooks answer at once and where none ever does, each by accounts whose policy wants to act.
 */
final class HookStallTrial {

    private static final int WARM_UP = 1_000;
    private static final int MEASURED = 2_000;
    private static final int ACCOUNTS = 200;
    private static final long PAUSE_NANOS = 500_000;

    /** Wall milliseconds, 99 % quantiles. */
    record Result(double healthyP99Millis, double hangingP99Millis) {
        double addedMillis() {
            return Math.max(0, hangingP99Millis - healthyP99Millis);
        }
    }

    Result run() {
        CountDownLatch end = new CountDownLatch(1);
        try (Reelbudget healthy = open(Hooks.standard().withNotifier(notice -> {}));
                Reelbudget hanging =
                        open(Hooks.standard().withNotifier(notice -> hang(end)).withQueue(new HangingQueue(end)))) {
            try {
                return admitByTurns(healthy, hanging);
            } finally {
                end.countDown(); // before they close, which waits for looks that wait for hooks
            }
        }
    }

    private static Result admitByTurns(Reelbudget healthy, Reelbudget hanging) {
        double[] quick = new double[MEASURED];
        double[] slow = new double[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            double quickly = admit(healthy, i + WARM_UP);
            double slowly = admit(hanging, i + WARM_UP);
            if (i >= 0) {
                quick[i] = quickly;
                slow[i] = slowly;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new Result(p99(quick), p99(slow));
    }

    private static Reelbudget open(Hooks hooks) {
        Reelbudget budgets = Reelbudget.inMemory()
                .estimator(new LevelEstimator())
                .hooks(hooks)
                .housekeeping(Duration.ofHours(1))
                .open();
        RateCard card = RateCard.perCpuHour("bench-1", Amount.parse("0.10", Unit.USD));
        Plan plan = Plan.monthly(Amount.parse("10.00", Unit.USD), ZoneOffset.UTC);
        for (int i = 0; i < ACCOUNTS; i++) {
            budgets.open(account(i), plan, AccountTerms.pricedBy(card).withThreshold(Threshold.ofShareLeft(0.95)));
        }
        return budgets;
    }

    private static double admit(Reelbudget budgets, int number) {
        long before = System.nanoTime();
        budgets.admit(account(number % ACCOUNTS), LevelEstimator.job("job-" + number));
        return (System.nanoTime() - before) / 1e6;
    }

    /** Ignores interrupts, as a hook may that waits for a host which never answers. */
    private static void hang(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                // As said: it hangs on.
            }
        }
    }

    /** Never says what waits. */
    private record HangingQueue(CountDownLatch end) implements JobQueue {
        @Override
        public List<QueuedJob> queued(AccountPath account) {
            hang(end);
            return List.of();
        }

        @Override
        public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
            hang(end);
            return List.of();
        }

        @Override
        public void pause(AccountPath account, IdempotencyKey key, String reason) {
            hang(end);
        }

        @Override
        public void resume(AccountPath account, IdempotencyKey key, String reason) {
            hang(end);
        }
    }

    private static AccountPath account(int number) {
        return AccountPath.of("account-" + number);
    }

    private static double p99(double[] millis) {
        Arrays.sort(millis);
        return millis[millis.length * 99 / 100];
    }
}
