package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Reduced;
import io.reelbudget.JobHolds.Claim;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.AdmissionGate;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.price.PriceTag;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.Work;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Estimates, prices and decides on one job at a time.
 *
 * <p>This class is thread-safe.
 */
final class AdmissionDesk {

    private final BlockingLedger ledger;
    private final Estimates estimates;
    private final RunwayMonitor monitor;
    private final InstantSource clock;
    private final double processors;
    private final JobHolds holds;
    private final PriceDesk prices;
    private final RiskHolds risks;
    private final CheaperRungs rungs;
    private final TierDesk tiers;
    private final RequestPricing pricing;
    private final Approvals approvals;
    private final Refusals refusals;
    private final ProgressDesk progress;

    AdmissionDesk(
            BlockingLedger ledger,
            Estimates estimates,
            RunwayMonitor monitor,
            InstantSource clock,
            double processors,
            PriceDesk prices,
            RiskHolds risks,
            QualityLadder ladder,
            TierDesk tiers) {
        this.ledger = ledger;
        this.estimates = estimates;
        this.monitor = monitor;
        this.clock = clock;
        this.processors = processors;
        this.holds = new JobHolds(ledger, estimates.telemetry());
        this.prices = prices;
        this.risks = risks;
        this.rungs = new CheaperRungs(ladder);
        this.tiers = tiers;
        this.pricing = new RequestPricing(estimates, prices, risks, clock, processors);
        this.approvals = new Approvals(ledger, rungs, pricing);
        this.refusals = new Refusals(ledger, tiers, rungs, pricing);
        this.progress = new ProgressDesk(ledger, prices, risks);
    }

    Admission admit(AccountPath account, TranscodeJob job, AccountTerms terms) {
        if (terms.holdSize() != HoldSize.RISK_SIZED && !tiers.countsJobs(account)) {
            return decide(account, job, terms);
        }
        synchronized (risks.turnOf(account)) {
            return decide(account, job, terms);
        }
    }

    private Admission decide(AccountPath account, TranscodeJob job, AccountTerms terms) {
        PricedRequest request = pricing.of(account, job, terms);
        Optional<Admission> known = alreadyAnswered(request);
        Admission answer = known.orElseGet(() -> place(request));
        return reducesQuality(answer, terms)
                .map(lower -> reduced(place(pricing.of(account, lower.job(), terms)), request))
                .orElse(answer);
    }

    private Admission place(PricedRequest request) {
        return answer(
                request,
                holds.claim(
                        request.account(),
                        request.job().id(),
                        request.asked(),
                        request.terms().lease(),
                        pricing.labels(request),
                        tiers.overdraft(request.account())));
    }

    /** Returns the cheaper job that is to run in place of one that does not fit, if that is what the account wants. */
    private static Optional<Offers.CheaperJob> reducesQuality(Admission answer, AccountTerms terms) {
        return terms.rules().whenShort() == AdmissionRules.WhenShort.REDUCE_QUALITY
                        && answer.code() == Reason.SHORT_OF_FUNDS
                ? answer.offers().cheaper()
                : Optional.empty();
    }

    /** Of two callers one may have taken what was left for the reduced job: then its refusal is the answer. */
    private static Admission reduced(Admission answer, PricedRequest request) {
        return answer instanceof Admitted admitted
                ? new Reduced(
                        admitted,
                        request.job(),
                        Reason.FITS_REDUCED,
                        "Does not fit as it was requested; runs as " + JobLabels.targets(admitted.job()) + ". "
                                + admitted.reason())
                : answer;
    }

    private Admission answer(PricedRequest request, Claim claim) {
        if (claim instanceof Claim.Placed placed) {
            if (request.isRiskSized()) {
                Balance now = placed.held().balance();
                risks.placed(
                        request.account(),
                        request.terms().rules().overshootRisk(),
                        now.available().plus(now.held()));
            }
            return request.admitted(
                    placed.held().id(),
                    placed.held().amount(),
                    Reason.FITS,
                    "Holds " + placed.held().amount() + "; "
                            + placed.held().balance().available() + " stay available.");
        }
        if (claim instanceof Claim.Open open) {
            return admittedBefore(request, open);
        }
        if (claim instanceof Claim.Captured captured) {
            return request.refused(
                    Amount.zero(request.asked().unit()),
                    Offers.none(),
                    Reason.CAPTURED_BEFORE,
                    "The job ran and was paid for before, by hold "
                            + captured.held().id() + "; give a new run a new job id.");
        }
        Shortfall shortfall = ((Claim.Refused) claim).shortfall();
        return refusals.shortOf(request, shortfall.level(), shortfall.missing());
    }

    /** A job whose hold was placed at a lower rung keeps that rung, too. */
    private Admission admittedBefore(PricedRequest request, Claim.Open open) {
        Amount held = open.held().amount();
        String targets = open.now().labels().values().getOrDefault(JobLabels.TARGETS, "");
        Optional<TranscodeJob> lower = targets.equals(JobLabels.targets(request.job()))
                ? Optional.empty()
                : rungs.cheaperThan(
                                request.job(),
                                each -> targets.equals(JobLabels.targets(each)) ? Optional.of(held) : Optional.empty())
                        .map(Offers.CheaperJob::job);
        PricedRequest placed = lower.map(job -> pricing.of(request.account(), job, request.terms()))
                .orElse(request);
        Admission answer = pricing.lockedBy(open.now(), placed)
                .admitted(
                        open.held().id(),
                        held,
                        Reason.ADMITTED_BEFORE,
                        "The job was admitted before with a hold of " + held + ".");
        return lower.isPresent() ? reduced(answer, request) : answer;
    }

    Admission evaluate(AccountPath account, TranscodeJob job, AccountTerms terms) {
        PricedRequest request = pricing.of(account, job, terms);
        Admission answer = alreadyAnswered(request).orElseGet(() -> wouldFit(request));
        return reducesQuality(answer, terms)
                .map(lower -> reduced(wouldFit(pricing.of(account, lower.job(), terms)), request))
                .orElse(answer);
    }

    private Admission wouldFit(PricedRequest request) {
        Amount asked = request.asked();
        return request.admitted(
                holds.next(request.account(), request.job().id()), asked, Reason.FITS, "Would hold " + asked + ".");
    }

    /**
     * Answers what needs no new hold: a job that has one, a paused account, one that is plainly short. The ledger
     * remembers every refusal, so a queue that asks again and again should not make it refuse each time.
     */
    private Optional<Admission> alreadyAnswered(PricedRequest request) {
        Optional<Claim> claim = holds.find(request.account(), request.job().id());
        if (claim.isPresent()) {
            return claim.map(found -> answer(request, found));
        }
        Optional<TierDesk.Forbidden> forbidden = tiers.forbidden(request.account(), request.job());
        if (forbidden.isPresent()) {
            return forbidden.map(found -> refusals.forbidden(request, found));
        }
        AdmissionGate gate = monitor.admissionGate(request.account());
        if (gate == AdmissionGate.CLOSED) {
            return Optional.of(refusals.paused(request));
        }
        return approvals.needed(request, gate).or(() -> refusals.whereShort(request));
    }

    /** Records that an account's owner said yes to a job. */
    void approve(AccountPath account, JobId job, String by) {
        approvals.approve(account, job, by);
    }

    /** Says when the jobs of a list can start together; see {@link BatchDesk}. */
    BatchAdmission plan(AccountPath account, List<TranscodeJob> jobs, AccountTerms terms) {
        boolean isClosed = monitor.admissionGate(account) == AdmissionGate.CLOSED;
        return new BatchDesk(ledger, account, clock.instant(), isClosed)
                .plan(jobs, job -> estimates.of(account, job), processors, (job, estimate, at) -> {
                    PriceEstimate price = prices.quote(account, terms, job, estimate, at);
                    return new BatchDesk.Quote(pricing.asked(account, terms, price), price);
                });
    }

    /**
     * Returns how a job was charged under a key, if it was and is said to have taken as much now as then. It is not
     * priced again: volumes have grown since, by itself too.
     */
    Optional<Result.Captured> paid(Admitted admitted, IdempotencyKey key, double cpuSeconds) {
        return holds.charge(admitted.hold(), key)
                .filter(capture -> JobLabels.tookAsMuch(holds.labelsOf(capture), cpuSeconds));
    }

    /** Says again what a running job costs, and extends or shrinks its hold. */
    Progress progress(Admitted admitted, AccountTerms terms, double done, double cpuSeconds) {
        return progress.of(admitted, terms, done, cpuSeconds);
    }

    /** Takes note of what a hold's job cost in the end. */
    void ended(HoldId hold, Amount cost) {
        risks.ended(hold, cost);
    }

    /** Returns what a failed run would be charged. */
    Amount incurred(Admitted admitted, AccountTerms terms, double cpuSeconds) {
        PriceTag tag = admitted.price().p50().tag();
        return terms.pricing()
                .price(new PriceRequest(
                        admitted.account(),
                        admitted.job(),
                        CpuTime.ofSeconds(cpuSeconds),
                        Work.Ending.FAILED,
                        tag.profile(),
                        tag.quotedAt(),
                        Optional.of(tag.version()),
                        Meters.none()))
                .total();
    }
}
