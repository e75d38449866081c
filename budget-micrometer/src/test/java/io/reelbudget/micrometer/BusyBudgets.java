package io.reelbudget.micrometer;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.rate.RateCard;
import io.reelbudget.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Budgets in which something of everything happened, at an instant that stands still. */
final class BusyBudgets implements AutoCloseable {

    static final AccountPath CALM = AccountPath.of("calm/team");
    static final AccountPath SHORT = AccountPath.of("short");

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    private final Reelbudget budgets;

    private BusyBudgets(Reelbudget budgets) {
        this.budgets = budgets;
    }

    static BusyBudgets in(Path directory, Telemetry telemetry) throws InterruptedException {
        Reelbudget budgets = Reelbudget.at(directory)
                .clock(() -> NOW)
                .estimator(new SteadyEstimator())
                .hooks(Hooks.standard().withNotifier(notice -> {
                    throw new IllegalStateException("mail server is down");
                }))
                .telemetry(telemetry)
                .open();
        BusyBudgets busy = new BusyBudgets(budgets);
        busy.open(CALM.root(), "1000");
        busy.open(CALM, "1000");
        busy.open(SHORT, "2");
        busy.work();
        budgets.awaitLooks(Duration.ofSeconds(30));
        return busy;
    }

    /** A cent a CPU second; each job is expected to take a minute, half at the least, twice at the most. */
    private void work() {
        int[] seconds = {20, 45, 90, 150};
        for (int i = 0; i < seconds.length; i++) {
            budgets.capture(admit(CALM, "calm-" + i), seconds[i]);
        }
        Admitted long4 = admit(CALM, "calm-4");
        budgets.progress(long4, 0.5, 30);
        budgets.fail(long4, 40, "encoder crashed");
        budgets.release(admit(CALM, "calm-5"), "not needed");
        budgets.capture(admit(SHORT, "short-0"), 150);
        budgets.admit(SHORT, job("short-1"));
    }

    Reelbudget budgets() {
        return budgets;
    }

    private Admitted admit(AccountPath account, String id) {
        return (Admitted) budgets.admit(account, job(id));
    }

    private void open(AccountPath account, String allowance) {
        budgets.open(
                account,
                Plan.monthly(usd(allowance), ZoneOffset.UTC),
                AccountTerms.pricedBy(RateCard.perCpuHour("test-1", usd("36")))
                        .withPolicy(ScalingPolicy.prioritiseAvailability())
                        .withThreshold(Threshold.ofShareLeft(0.3)));
    }

    static TranscodeJob job(String id) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }

    static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @Override
    public void close() {
        budgets.close();
    }

    /** Expects as many CPU seconds as the source is long. */
    private static final class SteadyEstimator implements CostEstimator {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            double seconds = job.source().durationSeconds();
            return new CostEstimate(
                    new Quantiles(seconds / 2, seconds, seconds * 2),
                    CostEstimate.Origin.RATE,
                    "steady 1",
                    0,
                    "As long as the source.");
        }

        @Override
        public void learn(FinishedJob finished) {}
    }
}
