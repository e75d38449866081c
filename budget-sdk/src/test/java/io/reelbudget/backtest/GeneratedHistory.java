package io.reelbudget.backtest;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.AdmissionRules;
import io.reelbudget.FailureCharges;
import io.reelbudget.Reelbudget;
import io.reelbudget.ReelbudgetBuilder;
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
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.rate.RateCard;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Months of a service that works by itself: jobs come at random, run, fail, come again; money is bought, plans change.
 * A seed makes the same months again.
 */
final class GeneratedHistory {

    static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
    static final AccountPath ACME = AccountPath.of("acme");
    static final AccountPath VIDEO = AccountPath.of("acme/video");
    static final AccountPath SHORTS = AccountPath.of("acme/shorts");
    static final RateCard CARD = RateCard.perCpuHour("made-1", usd("1.00"));

    private final Random random;
    private final SteppedClock clock = new SteppedClock(START);
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final Reelbudget budgets;
    private int number;

    private record Step(Instant at, int number, Runnable happening) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Integer.compare(number, other.number) : byTime;
        }
    }

    GeneratedHistory(ReelbudgetBuilder settings, long seed) {
        this.random = new Random(seed);
        this.budgets = settings.stepped()
                .clock(clock)
                .estimator(new ByPixels(1))
                .processors(4)
                .forecaster(new CalmForecaster())
                .hooks(Hooks.standard().withNotifier(notice -> {}))
                .open();
    }

    Reelbudget budgets() {
        return budgets;
    }

    SteppedClock clock() {
        return clock;
    }

    static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    static Plan monthly(String amount) {
        return Plan.monthly(usd(amount), ZoneOffset.UTC);
    }

    static AccountTerms terms() {
        return AccountTerms.pricedBy(CARD)
                .withPolicy(ScalingPolicy.prioritiseAvailability())
                .withThreshold(Threshold.ofShareLeft(0.1))
                .withRules(AdmissionRules.standard()
                        .withWhenShort(AdmissionRules.WhenShort.REDUCE_QUALITY)
                        .withFailures(FailureCharges.hostPaysRetries()))
                .withOvershootRisk(0.05);
    }

    /** Its policy only tells, so that its jobs are made smaller when its money is short. */
    static AccountTerms shortsTerms() {
        return terms().withPolicy(ScalingPolicy.prioritiseAvailability().recommendingOnly())
                .withOvershootRisk(0.2);
    }

    /** Expects so many seconds of each megapixel, and learns nothing. */
    record ByPixels(double secondsPerMegapixel) implements CostEstimator {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            double seconds = 0;
            for (Target target : job.targets()) {
                seconds += target.width()
                        * (double) target.height()
                        / 1e6
                        * target.framesPerSecond()
                        * job.source().durationSeconds()
                        / 30
                        * secondsPerMegapixel;
            }
            return new CostEstimate(
                    new Quantiles(seconds * 0.7, seconds, seconds * 1.5),
                    CostEstimate.Origin.RATE,
                    "pixels " + secondsPerMegapixel,
                    0,
                    "By its pixels.");
        }

        @Override
        public void learn(FinishedJob finished) {}
    }

    /** Runs so many days, with so many jobs a day. */
    void run(int days, int jobsADay) {
        budgets.open(ACME, monthly("400"), terms());
        budgets.open(VIDEO, monthly("300"), terms());
        budgets.open(SHORTS, monthly("60"), shortsTerms());
        for (int day = 0; day < days; day++) {
            for (int job = 0; job < jobsADay; job++) {
                Instant at = START.plus(Duration.ofDays(day)).plusMillis(random.nextInt(86_400_000));
                TranscodeJob wanted = job();
                AccountPath account = random.nextInt(4) == 0 ? SHORTS : VIDEO;
                at(at, () -> ask(account, wanted, 0));
            }
        }
        at(
                START.plus(Duration.ofDays(20)),
                () -> budgets.topUp(SHORTS, IdempotencyKey.named("gift"), usd("5"), "gift"));
        at(START.plus(Duration.ofDays(25)), () -> budgets.ledger()
                .blocking()
                .changePlan(VIDEO, IdempotencyKey.named("smaller"), monthly("240"), PlanChange.AT_RENEWAL));
        Instant end = START.plus(Duration.ofDays(days));
        for (Step step = steps.peek(); step != null && step.at().isBefore(end); step = steps.peek()) {
            stepTo(step.at());
            clock.set(step.at());
            steps.remove().happening().run();
        }
        stepTo(end);
        clock.set(end);
    }

    private void stepTo(Instant instant) {
        for (Optional<Instant> next = budgets.nextStep();
                next.isPresent() && !next.get().isAfter(instant);
                next = budgets.nextStep()) {
            clock.set(next.get());
            budgets.step();
        }
    }

    private void at(Instant instant, Runnable happening) {
        steps.add(new Step(instant, number++, happening));
    }

    private TranscodeJob job() {
        double seconds = 60 + random.nextInt(3_000) + random.nextDouble();
        boolean isLarge = random.nextBoolean();
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 60_000_000);
        Target target = new Target(
                VideoCodec.H264,
                "libx264",
                "medium",
                isLarge ? 1920 : 1280,
                isLarge ? 1080 : 720,
                30,
                new RateControl.Bitrate(isLarge ? 5_000_000 : 2_500_000));
        return TranscodeJob.of("job-" + number++, source, target);
    }

    private void ask(AccountPath account, TranscodeJob job, int tries) {
        Admission answer = budgets.admit(account, job);
        if (answer instanceof Admitted admitted) {
            begin(admitted, job, tries);
        } else if (answer instanceof Admission.Reduced reduced) {
            begin(reduced.admission(), job, tries);
        } else if (tries < 2) {
            at(clock.instant().plus(Duration.ofHours(9)), () -> ask(account, job, tries + 1));
        }
    }

    private void begin(Admitted admitted, TranscodeJob asked, int tries) {
        double cpuSeconds = admitted.estimate().cpuSeconds().p50() * (0.6 + 0.9 * random.nextDouble());
        boolean fails = tries < 2 && random.nextInt(20) == 0;
        Instant end = clock.instant().plusMillis(Math.round(cpuSeconds / 4 * 1_000));
        if (fails) {
            at(end, () -> {
                budgets.fail(admitted, cpuSeconds / 2, FailureCharges.Cause.RETRIED, "lost its disk");
                at(clock.instant().plus(Duration.ofMinutes(5)), () -> ask(admitted.account(), asked, tries + 1));
            });
        } else {
            at(end, () -> budgets.capture(admitted, cpuSeconds));
        }
    }
}
