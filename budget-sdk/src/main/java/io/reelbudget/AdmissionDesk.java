package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.Paused;
import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Refused;
import io.reelbudget.JobHolds.Claim;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.price.PriceTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Estimates, prices and decides on one job at a time.
 *
 * <p>This class is thread-safe.
 */
final class AdmissionDesk {

    private final BlockingLedger ledger;
    private final CostEstimator estimator;
    private final RunwayMonitor monitor;
    private final InstantSource clock;
    private final double processors;
    private final JobHolds holds;
    private final PriceDesk prices;

    /** A job with its price, for which the decision is still open. */
    private record Request(
            AccountPath account, TranscodeJob job, CostEstimate estimate, PriceEstimate price, AccountTerms terms) {

        Request at(PriceEstimate locked) {
            return new Request(account, job, estimate, locked, terms);
        }

        Amount asked() {
            return price.holdFor(terms.holdSize());
        }

        Admission admitted(HoldId hold, Amount held, Reason code, String reason) {
            return new Admitted(account, job, estimate, price, hold, held, code, reason);
        }

        Admission refused(Amount missing, Reason code, String reason) {
            return new Refused(account, job, estimate, price, missing, code, reason);
        }
    }

    AdmissionDesk(
            BlockingLedger ledger,
            CostEstimator estimator,
            RunwayMonitor monitor,
            InstantSource clock,
            double processors,
            PriceDesk prices) {
        this.ledger = ledger;
        this.estimator = estimator;
        this.monitor = monitor;
        this.clock = clock;
        this.processors = processors;
        this.holds = new JobHolds(ledger);
        this.prices = prices;
    }

    Admission admit(AccountPath account, TranscodeJob job, AccountTerms terms) {
        Request request = priced(account, job, terms);
        Optional<Admission> known = alreadyAnswered(request);
        if (known.isPresent()) {
            return known.get();
        }
        return answer(request, holds.claim(account, job.id(), request.asked(), terms.lease(), labels(request)));
    }

    private Admission answer(Request request, Claim claim) {
        if (claim instanceof Claim.Placed placed) {
            return request.admitted(
                    placed.held().id(),
                    placed.held().amount(),
                    Reason.FITS,
                    "Holds " + placed.held().amount() + "; "
                            + placed.held().balance().available() + " stay available.");
        }
        if (claim instanceof Claim.Open open) {
            return lockedBy(open.now(), request)
                    .admitted(
                            open.held().id(),
                            open.held().amount(),
                            Reason.ADMITTED_BEFORE,
                            "The job was admitted before with a hold of "
                                    + open.held().amount() + ".");
        }
        if (claim instanceof Claim.Captured captured) {
            return request.refused(
                    Amount.zero(request.asked().unit()),
                    Reason.CAPTURED_BEFORE,
                    "The job ran and was paid for before, by hold "
                            + captured.held().id() + "; give a new run a new job id.");
        }
        Shortfall shortfall = ((Claim.Refused) claim).shortfall();
        return refused(request, shortfall.level(), shortfall.missing());
    }

    Admission evaluate(AccountPath account, TranscodeJob job, AccountTerms terms) {
        Request request = priced(account, job, terms);
        return alreadyAnswered(request).orElseGet(() -> wouldFit(request));
    }

    private Admission wouldFit(Request request) {
        Amount asked = request.asked();
        return request.admitted(
                holds.next(request.account(), request.job().id()), asked, Reason.FITS, "Would hold " + asked + ".");
    }

    /**
     * Answers what needs no new hold: a job that has one, a paused account, one that is plainly short. The ledger
     * remembers every refusal, so a queue that asks again and again should not make it refuse each time.
     */
    private Optional<Admission> alreadyAnswered(Request request) {
        Optional<Claim> claim = holds.find(request.account(), request.job().id());
        if (claim.isPresent()) {
            return claim.map(found -> answer(request, found));
        }
        return monitor.admissionPaused(request.account()) ? Optional.of(paused(request)) : shortLevel(request);
    }

    private Optional<Admission> shortLevel(Request request) {
        for (AccountPath level : request.account().levels()) {
            Balance balance = ledger.balance(level);
            Amount spendable = balance.available().plus(balance.overdraftLimit());
            if (request.asked().isGreaterThan(spendable)) {
                return Optional.of(refused(request, level, request.asked().minus(spendable)));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns how a job was charged under a key, if it was and is said to have taken as much now as then. It is not
     * priced again: volumes have grown since, by itself too.
     */
    Optional<Result.Captured> paid(Admitted admitted, IdempotencyKey key, double cpuSeconds) {
        return holds.charge(admitted.hold(), key)
                .filter(capture -> JobLabels.tookAsMuch(holds.labelsOf(capture), cpuSeconds));
    }

    private Request priced(AccountPath account, TranscodeJob job, AccountTerms terms) {
        CostEstimate estimate = estimator.estimate(job);
        return new Request(account, job, estimate, prices.quote(account, terms, job, estimate), terms);
    }

    /** A hold locks the price at which it was quoted: the request is priced by that again. */
    private Request lockedBy(OpenHold hold, Request request) {
        PriceTag locked = JobLabels.tagOf(hold);
        return request.at(prices.quote(request.account(), request.terms(), request.job(), request.estimate(), locked));
    }

    private Labels labels(Request request) {
        double seconds = request.estimate().cpuSeconds().p50() / processors;
        Instant finish = clock.instant().plus(Duration.ofMillis(Math.round(seconds * 1000)));
        return JobLabels.ofHold(
                request.job(), request.price(), request.estimate().model(), finish);
    }

    private Admission paused(Request request) {
        return new Paused(
                request.account(),
                request.job(),
                request.estimate(),
                request.price(),
                Reason.PAUSED_BY_POLICY,
                "The account's policy has paused new jobs until its budget lasts again; a top-up or the renewal at "
                        + ledger.balance(request.account()).period().end() + " resumes it.");
    }

    private Admission refused(Request request, AccountPath level, Amount missing) {
        Balance balance = ledger.balance(level);
        return request.refused(
                missing,
                Reason.SHORT_OF_FUNDS,
                "Needs " + request.asked() + " but '" + level + "' is short of " + missing + "; fits with a top-up of "
                        + missing + ", or after the renewal at "
                        + balance.period().end() + ".");
    }
}
