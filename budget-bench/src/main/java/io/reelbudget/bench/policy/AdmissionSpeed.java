package io.reelbudget.bench.policy;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What an admission takes of the caller's thread: estimate by the bundled model, price, decide, hold, in memory, by
 * risk-sized holds with ten jobs running. No job is like the one before it.
 */
final class AdmissionSpeed {

    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 6_000;
    private static final int RUNNING = 10;

    /** Microseconds of thread CPU time per call. */
    record Result(double p50Micros, double p99Micros) {}

    Result run() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] micros = new double[MEASURED];
        AccountPath account = AccountPath.of("studio");
        try (Reelbudget budgets =
                Reelbudget.inMemory().housekeeping(Duration.ofHours(1)).open()) {
            RateCard card = RateCard.perCpuHour("bench-1", Amount.parse("0.0425", Unit.USD));
            budgets.open(
                    account,
                    Plan.monthly(Amount.parse("1000000.00", Unit.USD), ZoneOffset.UTC),
                    AccountTerms.pricedBy(card).withOvershootRisk(0.05));
            Deque<Admitted> running = new ArrayDeque<>();
            for (int i = -WARM_UP; i < MEASURED; i++) {
                TranscodeJob job = job(i + WARM_UP);
                long before = threads.getCurrentThreadCpuTime();
                Admitted admitted = (Admitted) budgets.admit(account, job);
                long after = threads.getCurrentThreadCpuTime();
                if (i >= 0) {
                    micros[i] = (after - before) / 1e3;
                }
                running.add(admitted);
                if (running.size() >= RUNNING) {
                    Admitted oldest = running.remove();
                    budgets.capture(oldest, oldest.estimate().cpuSeconds().p50());
                }
            }
        }
        Arrays.sort(micros);
        return new Result(micros[MEASURED / 2], micros[MEASURED * 99 / 100]);
    }

    private static TranscodeJob job(int number) {
        Source source = new Source(
                "mov", VideoCodec.H264, 1920, 1080, 30, 30 + number % 600 + number * 0.00001, 8_000_000, 60_000_000);
        Target target = new Target(
                VideoCodec.H264,
                "libx264",
                "medium",
                1280,
                720,
                30,
                new RateControl.Bitrate(1_500_000 + number % 100 * 10_000L));
        return TranscodeJob.of("job-" + number, source, target);
    }
}
