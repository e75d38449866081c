package io.reelbudget.examples.hosts;

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
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSettings;
import java.io.IOException;
import java.time.ZoneOffset;

/** One host: transcodes as long as the budget, which it shares with others, lets it. */
public final class TranscodingHost {

    static final AccountPath ACME = AccountPath.of("acme");
    static final Amount BUDGET = Amount.parse("1.00", Unit.USD);

    /** How long a job takes here; a real one would take minutes. */
    private static final long JOB_MILLIS = 40;

    /** Whoever writes this policy writes it for both: it is kept in the ledger. */
    static final PolicyDocument POLICY = PolicyDocument.parse("""
            {
              "format": "reelbudget-policy-1",
              "policy": "GRADUATED",
              "name": "tell-the-owner",
              "steps": [{"do": "NOTIFY", "when": {"shareLeft": "0.5"}}]
            }
            """);

    private TranscodingHost() {}

    /**
     * Runs one until its standard input ends.
     *
     * @param arguments the database's address and the host's name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments[1];
        try (Reelbudget budgets = Reelbudget.over(
                        clock -> PostgresLedger.open(arguments[0], clock, PostgresSettings.defaults()))
                .hooks(Hooks.standard().withNotifier(notice -> say(name, "NOTICE " + notice.happened())))
                .open()) {
            // On each host: what the account may spend is in the ledger, its prices and its policy are in the program.
            budgets.open(ACME, Plan.monthly(BUDGET, ZoneOffset.UTC));
            say(name, "READY");
            if (System.in.read() < 0) {
                return; // whoever started it is gone
            }
            transcodeWhileThereIsBudget(budgets, name);
            while (System.in.read() >= 0) {
                // The host lives on: it is its turn, or the other's, to look after the account.
            }
        }
    }

    private static void transcodeWhileThereIsBudget(Reelbudget budgets, String name) throws InterruptedException {
        Amount spent = Amount.zero(Unit.USD);
        for (int number = 1; ; number++) {
            Admission answer = budgets.admit(ACME, job(name + "-" + number));
            if (answer instanceof Admission.Admitted admitted) {
                double cpuSeconds = transcode(admitted);
                spent = spent.plus(budgets.capture(admitted, cpuSeconds).amount());
            } else {
                say(name, "DONE " + (number - 1) + " jobs for " + spent);
                say(name, "REFUSED " + answer.reason());
                return;
            }
        }
    }

    private static TranscodeJob job(String id) {
        Source upload = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 1_200, 8_000_000, 1_200_000_000);
        Target rendition =
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(1_500_000));
        return TranscodeJob.of(id, upload, rendition);
    }

    /** Stands for the host's own work: it starts ffmpeg and measures its processor time. */
    private static double transcode(Admission.Admitted admitted) throws InterruptedException {
        Thread.sleep(JOB_MILLIS);
        return admitted.estimate().cpuSeconds().p50();
    }

    private static void say(String name, String what) {
        System.out.println(name + ": " + what);
    }
}
