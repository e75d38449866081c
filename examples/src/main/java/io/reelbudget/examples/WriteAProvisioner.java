package io.reelbudget.examples;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.FleetLimits;
import io.reelbudget.policy.HookOutcome;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a provisioner and lets its first call fail, to show that it is made again. The guide shows it. */
public final class WriteAProvisioner {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private WriteAProvisioner() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        Instant[] now = {NOON};
        InstantSource clock = () -> now[0];
        Pool pool = new Pool(3);
        Hooks hooks = Hooks.standard()
                .withQueue(new Waiting(List.of(queued("film-1"), queued("film-2"))))
                .withNotifier(notice -> System.out.println("notice: " + notice.title()))
                .withProvisioner(new FailsFirst(pool));
        try (Ledger ledger = Ledger.inMemory(clock);
                RunwayMonitor monitor = RunwayMonitor.builder(
                                ledger, UsageForecaster.withDefaults(), job -> hourOfWork(), clock)
                        .hooks(hooks)
                        .build()) {
            ledger.blocking().open(ACCOUNT, Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
            spend(ledger.blocking(), Amount.parse("75", Unit.USD));
            FleetLimits limits = new FleetLimits(4, 2, Duration.ofMinutes(2));
            monitor.setPolicy(
                    ACCOUNT, new AccountPolicy(ScalingPolicy.prioritiseQuality(limits), Threshold.ofShareLeft(0.3)));

            print(monitor.evaluate(ACCOUNT));
            now[0] = NOON.plus(Duration.ofMinutes(1));
            print(monitor.evaluate(ACCOUNT));
            System.out.println("running: " + pool.running());
        }
    }

    /** Starts instances of a pool that has so many at most. */
    static final class Pool implements Provisioner {

        private final Map<IdempotencyKey, InstanceReceipt> done = new HashMap<>();
        private final int most;
        private int running;

        Pool(int most) {
            this.most = most;
        }

        @Override
        public synchronized InstanceReceipt provision(InstanceRequest request) {
            return done.computeIfAbsent(request.key(), key -> {
                int started = Math.min(request.instances(), most - running);
                running += started;
                return new InstanceReceipt(started, "pool");
            });
        }

        @Override
        public synchronized InstanceReceipt giveBack(InstanceRequest request) {
            return done.computeIfAbsent(request.key(), key -> {
                int stopped = Math.min(request.instances(), running);
                running -= stopped;
                return new InstanceReceipt(stopped, "pool");
            });
        }

        synchronized int running() {
            return running;
        }
    }

    /** Does what it is asked the first time, too, but its answer gets lost. */
    private static final class FailsFirst implements Provisioner {

        private final Provisioner provisioner;
        private int calls;

        FailsFirst(Provisioner provisioner) {
            this.provisioner = provisioner;
        }

        @Override
        public InstanceReceipt provision(InstanceRequest request) {
            InstanceReceipt receipt = provisioner.provision(request);
            if (calls++ == 0) {
                throw new IllegalStateException("The connection broke.");
            }
            return receipt;
        }

        @Override
        public InstanceReceipt giveBack(InstanceRequest request) {
            return provisioner.giveBack(request);
        }
    }

    /** A queue of which nothing is ever taken. */
    private record Waiting(List<QueuedJob> jobs) implements JobQueue {

        @Override
        public List<QueuedJob> queued(AccountPath account) {
            return jobs;
        }

        @Override
        public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
            return List.of();
        }

        @Override
        public void pause(AccountPath account, IdempotencyKey key, String reason) {}

        @Override
        public void resume(AccountPath account, IdempotencyKey key, String reason) {}
    }

    private static QueuedJob queued(String id) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 600, 8_000_000, 600_000_000);
        Target target =
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(3_000_000));
        return QueuedJob.of(TranscodeJob.of(id, source, target), hourOfWork(), NOON);
    }

    private static JobPrice hourOfWork() {
        CostEstimate hour =
                new CostEstimate(Quantiles.certain(3_600), CostEstimate.Origin.RATE, "guide-1", 0, "It is made up.");
        return new JobPrice(hour, Quantiles.certain(1_000_000));
    }

    private static void spend(BlockingLedger ledger, Amount amount) {
        IdempotencyKey job = IdempotencyKey.named("job 1");
        ledger.hold(ACCOUNT, job, amount, Duration.ofHours(1));
        ledger.capture(new HoldId(ACCOUNT, job), IdempotencyKey.named("end of job 1"), amount);
    }

    private static void print(Evaluation evaluation) {
        System.out.println(evaluation.decision().getClass().getSimpleName() + " "
                + evaluation.decision().why().code());
        for (HookOutcome outcome : evaluation.outcomes()) {
            String line = "  " + outcome.call() + ": " + outcome.status() + " " + outcome.detail();
            System.out.println(line.stripTrailing());
        }
    }
}
