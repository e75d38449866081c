package com.example.transcoder;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.rate.RateCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;

/** A transcoding service with one customer, whose policy starts instances before the money is gone. */
public final class Service {

    private static final AccountPath CUSTOMER = AccountPath.of("studio");

    private Service() {}

    public static void main(String[] arguments) throws Exception {
        RateCard prices = RateCard.perCpuHour("host-1", Amount.parse("0.0425", Unit.USD));
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            run(prices, estimator);
        }
    }

    private static void run(RateCard prices, TrainedCostEstimator estimator) throws Exception {
        Uploads uploads = new Uploads(JobPricing.of(estimator, prices));
        for (int number = 1; number <= 40; number++) {
            uploads.add(TranscodeJob.of("upload-" + number, source(), rendition()));
        }
        Path directory = Files.createTempDirectory("host-application");
        try (Reelbudget budgets = Reelbudget.at(directory.resolve("ledger"))
                .estimator(estimator)
                .hooks(Hooks.discovered().withQueue(uploads))
                .open()) {
            Plan plan = Plan.monthly(Amount.parse("0.04", Unit.USD), ZoneOffset.UTC);
            budgets.open(CUSTOMER, plan, AccountTerms.pricedBy(prices).withPolicy(ScalingPolicy.prioritiseQuality()));
            serve(budgets, uploads);
            budgets.monitor().evaluate(CUSTOMER);
            System.out.println(budgets.balance(CUSTOMER).available() + " left, "
                    + CountingProvisioner.RUNNING.get() + " instances started ahead");
        }
        if (CountingProvisioner.RUNNING.get() == 0) {
            throw new IllegalStateException("No instance was started, but the provisioner must have been found and asked.");
        }
    }

    private static void serve(Reelbudget budgets, Uploads uploads) {
        for (Optional<TranscodeJob> next = uploads.take(); next.isPresent(); next = uploads.take()) {
            Admission answer = budgets.admit(CUSTOMER, next.get());
            if (answer instanceof Admission.Admitted admitted) {
                // Stands for the real work: it takes what the median said.
                budgets.capture(admitted, admitted.estimate().cpuSeconds().p50());
            } else {
                System.out.println(next.get().id() + ": " + answer.reason());
                return;
            }
        }
    }

    private static Source source() {
        return new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000);
    }

    private static Target rendition() {
        return new Target(VideoCodec.AV1, "libsvtav1", "8", 1280, 720, 30, new RateControl.Bitrate(1_500_000));
    }
}
