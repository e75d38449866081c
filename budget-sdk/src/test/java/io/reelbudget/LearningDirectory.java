package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

/**
 * Budgets in a directory whose jobs take twice as long as expected; as a program, one that is killed while it learns.
 */
final class LearningDirectory {

    static final AccountPath ACME = AccountPath.of("acme");

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LearningDirectory() {}

    /**
     * Learns from jobs of a directory until that is on disk, and then ends without a word.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Reelbudget budgets =
                settings(directory).learnedWritten(Duration.ofMillis(10)).open();
        open(budgets);
        run(budgets, 40, 2);
        Path file = directory.resolve("estimator.json");
        for (long waited = 0; !Files.exists(file) && waited < PATIENCE.toMillis(); waited += 10) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        Runtime.getRuntime().halt(Files.exists(file) ? 137 : 1);
    }

    static ReelbudgetBuilder settings(Path directory) {
        return Reelbudget.at(directory).clock(() -> NOW);
    }

    static void open(Reelbudget budgets) {
        budgets.open(ACME, Plan.monthly(Amount.parse("100000", Unit.USD), ZoneOffset.UTC));
    }

    /** Runs jobs of new ids, each of which takes so many times what the model alone would expect of the first. */
    static void run(Reelbudget budgets, int jobs, double times) {
        long ran = System.identityHashCode(budgets);
        double seconds =
                times * budgets.estimator().estimate(job("first")).cpuSeconds().p50();
        for (int i = 0; i < jobs; i++) {
            Admitted admitted = (Admitted) budgets.admit(ACME, job("job-" + ran + "-" + i));
            budgets.capture(admitted, seconds);
        }
    }

    static TranscodeJob job(String id) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }
}
