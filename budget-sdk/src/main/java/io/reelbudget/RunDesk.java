package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.history.JobEvent;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.Work;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What becomes of admitted jobs: how far they are, what they took, that they failed or never ran.
 *
 * <p>This class is thread-safe.
 */
final class RunDesk {

    private static final int CHARGES_AT_ONCE = 1_024;

    private final BlockingLedger ledger;
    private final TermsBook terms;
    private final PriceDesk prices;
    private final AdmissionDesk desk;
    private final Happenings happenings;
    private final Consumer<FinishedJob> learning;
    private final Consumer<AccountPath> happenedTo;
    private final Telemetry telemetry;

    /** One charge of a hold at a time: the second would be priced at the volume that the first has reached. */
    private final Object[] charges =
            Stream.generate(Object::new).limit(CHARGES_AT_ONCE).toArray();

    /**
     * @param learning is told of jobs that finished
     * @param happenedTo is told of accounts that something happened to
     * @param telemetry measures it
     */
    RunDesk(
            BlockingLedger ledger,
            TermsBook terms,
            PriceDesk prices,
            AdmissionDesk desk,
            Happenings happenings,
            Consumer<FinishedJob> learning,
            Consumer<AccountPath> happenedTo,
            Telemetry telemetry) {
        this.ledger = ledger;
        this.terms = terms;
        this.prices = prices;
        this.desk = desk;
        this.happenings = happenings;
        this.learning = learning;
        this.happenedTo = happenedTo;
        this.telemetry = telemetry;
    }

    Result.Captured capture(Admitted admitted, double cpuSeconds) {
        IdempotencyKey key = JobHolds.captureKey(admitted.hold());
        return chargeOnce(admitted, key, cpuSeconds, () -> {
            Result.Captured captured = charge(admitted, key, Work.Ending.FINISHED, "finished", cpuSeconds);
            happenings.ended(admitted, JobEvent.Ending.FINISHED, cpuSeconds, captured.amount());
            learn(admitted, cpuSeconds);
            return captured;
        });
    }

    private void learn(Admitted admitted, double cpuSeconds) {
        FinishedJob finished = new FinishedJob(admitted.job(), admitted.estimate(), cpuSeconds);
        telemetry.finished(admitted.account(), finished);
        FinishedJob unused = telemetry.time(
                Step.LEARN,
                admitted.account(),
                () -> {
                    learning.accept(finished);
                    return finished;
                },
                learned -> Outcome.done());
    }

    Balance fail(Admitted admitted, double cpuSeconds, String reason) {
        return failed(admitted, cpuSeconds, JobEvent.Ending.FAILED, reason);
    }

    Balance fail(Admitted admitted, double cpuSeconds, FailureCharges.Cause cause, String reason) {
        AccountTerms own = terms.of(admitted.account());
        JobEvent.Ending ending = JobEvent.Ending.valueOf(cause.name());
        if (cpuSeconds == 0 || own.rules().failures().payerOf(cause) == FailureCharges.Payer.ACCOUNT) {
            return failed(admitted, cpuSeconds, ending, reason);
        }
        Amount incurred = desk.incurred(admitted, own, cpuSeconds);
        String paid = "paid by the host: " + incurred + " of a run that failed: " + reason;
        return released(admitted, paid, ending, cpuSeconds).balance();
    }

    private Balance failed(Admitted admitted, double cpuSeconds, JobEvent.Ending ending, String reason) {
        if (cpuSeconds == 0) {
            return released(admitted, reason, ending, 0).balance();
        }
        IdempotencyKey key = JobHolds.failureKey(admitted.hold());
        return chargeOnce(admitted, key, cpuSeconds, () -> {
                    Result.Captured captured =
                            charge(admitted, key, Work.Ending.FAILED, "failed: " + reason, cpuSeconds);
                    happenings.ended(admitted, ending, cpuSeconds, captured.amount());
                    return captured;
                })
                .balance();
    }

    Progress progress(Admitted admitted, double done, double cpuSeconds) {
        if (!(done >= 0 && done <= 1) || !(cpuSeconds >= 0 && cpuSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Progress was " + done + " after " + cpuSeconds
                    + " CPU seconds but must be 0 to 1 after zero or more; say the share of the job that is done.");
        }
        Progress progress = telemetry.time(
                Step.PROGRESS,
                admitted.account(),
                () -> desk.progress(admitted, terms.of(admitted.account()), done, cpuSeconds),
                told -> Outcome.of(told.outlook()));
        happenings.progressed(admitted, done, cpuSeconds);
        happenedTo.accept(admitted.account());
        return progress;
    }

    Result.Released release(Admitted admitted, String reason) {
        return released(admitted, reason, JobEvent.Ending.RELEASED, 0);
    }

    private Result.Released released(Admitted admitted, String reason, JobEvent.Ending ending, double cpuSeconds) {
        Result.Released released = telemetry.time(
                Step.RELEASE,
                admitted.account(),
                () -> ledger.release(admitted.hold(), JobHolds.releaseKey(admitted.hold()), JobLabels.cut(reason)),
                given -> Outcome.of(ending));
        Amount nothing = Amount.zero(released.amount().unit());
        desk.ended(admitted.hold(), nothing);
        happenings.ended(admitted, ending, cpuSeconds, nothing);
        happenedTo.accept(admitted.account());
        return released;
    }

    Result.HoldResult renewLease(Admitted admitted) {
        return ledger.extend(
                admitted.hold(),
                IdempotencyKey.random(),
                admitted.held(),
                terms.of(admitted.account()).lease());
    }

    /** Charges under a key, unless that was done: then the answer is the same, however far volumes have grown. */
    private Result.Captured chargeOnce(
            Admitted admitted, IdempotencyKey key, double cpuSeconds, Supplier<Result.Captured> charge) {
        synchronized (charges[Math.floorMod(admitted.hold().hashCode(), charges.length)]) {
            return desk.paid(admitted, key, cpuSeconds).orElseGet(charge);
        }
    }

    private Result.Captured charge(
            Admitted admitted, IdempotencyKey key, Work.Ending ending, String outcome, double cpuSeconds) {
        Result.Captured captured = telemetry.time(
                Step.CAPTURE,
                admitted.account(),
                () -> charged(admitted, key, ending, outcome, cpuSeconds),
                charged -> Outcome.of(ending));
        telemetry.captured(admitted.account(), admitted.held(), captured.amount());
        desk.ended(admitted.hold(), captured.amount());
        happenedTo.accept(admitted.account());
        return captured;
    }

    private Result.Captured charged(
            Admitted admitted, IdempotencyKey key, Work.Ending ending, String outcome, double cpuSeconds) {
        PricingEngine engine = terms.of(admitted.account()).pricing();
        CountedPrice counted = prices.charge(admitted, engine, cpuSeconds, ending);
        PriceBreakdown price = counted.price();
        return prices.orTakeBack(
                admitted.account(),
                counted,
                () -> ledger.submit(new Command.CaptureHold(
                        admitted.hold(),
                        key,
                        price.total(),
                        JobLabels.ofCapture(admitted.job(), price, outcome, cpuSeconds))));
    }
}
