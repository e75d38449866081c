package io.reelbudget.examples;

import io.reelbudget.Admission;
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
import java.nio.file.Path;
import java.time.ZoneId;

/** Opens an account, admits one job, runs it and pays for it. The README shows this program. */
public final class AdmitOneJob {

    private AdmitOneJob() {}

    /** Runs it, with the ledger in the directory that the first argument names. */
    public static void main(String[] arguments) {
        try (Reelbudget budgets = Reelbudget.at(Path.of(arguments[0])).open()) {
            AccountPath acme = AccountPath.of("acme");
            budgets.open(acme, Plan.monthly(Amount.parse("20.00", Unit.USD), ZoneId.of("Europe/Berlin")));
            Source upload = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000);
            Target rendition =
                    new Target(VideoCodec.AV1, "libsvtav1", "8", 1280, 720, 30, new RateControl.Bitrate(1_500_000));
            Admission answer = budgets.admit(acme, TranscodeJob.of("upload-4711", upload, rendition));
            System.out.println(answer.code());
            if (answer instanceof Admission.Admitted admitted) {
                double cpuSeconds = transcode(admitted.job());
                budgets.capture(admitted, cpuSeconds);
            }
            System.out.println(budgets.balance(acme).available() + " left");
        }
    }

    /** Stands for the host's own work: it starts ffmpeg and measures its processor time. */
    private static double transcode(TranscodeJob job) {
        return 2.5 * job.source().durationSeconds();
    }
}
