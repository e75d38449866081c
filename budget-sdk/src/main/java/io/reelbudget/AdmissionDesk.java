package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.ApprovalNeeded;
import io.reelbudget.Admission.Queued;
import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Reduced;
import io.reelbudget.Admission.Refused;
import io.reelbudget.JobHolds.Claim;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.JobId;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
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
import java.time.Duration;
import java.time.Instant;
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
    private final ProgressDesk progress;

    /** A job with its price, for which the decision is still open. */
    private record Request(
            AccountPath account,
            TranscodeJob job,
            CostEstimate estimate,
            PriceEstimate price,
            Amount asked,
            AccountTerms terms) {

        Request at(PriceEstimate locked) {
            return new Request(account, job, estimate, locked, asked, terms);
        }

        boolean isRiskSized() {
            return terms.holdSize() == HoldSize.RISK_SIZED;
        }

        Admission admitted(HoldId hold, Amount held, Reason code, String reason) {
            return new Admitted(account, job, estimate, price, hold, held, code, reason);
        }

        Admission refused(Amount missing, Offers offers, Reason code, String reason) {
            return new Refused(account, job, estimate, price, asked, missing, offers, code, reason);
        }

        Admission approvalNeeded(Offers offers, String reason) {
            return new ApprovalNeeded(account, job, estimate, price, asked, offers, Reason.APPROVAL_NEEDED, reason);
        }

        Admission queued(Instant until, Offers offers, Reason code, String reason) {
            return new Queued(account, job, estimate, price, asked, until, offers, code, reason);
        }
    }

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
        Request request = priced(account, job, terms);
        Optional<Admission> known = alreadyAnswered(request);
        Admission answer = known.orElseGet(() -> place(request));
        return reducesQuality(answer, terms)
                .map(lower -> reduced(place(priced(account, lower.job(), terms)), request))
                .orElse(answer);
    }

    private Admission place(Request request) {
        return answer(
                request,
                holds.claim(
                        request.account(),
                        request.job().id(),
                        request.asked(),
                        request.terms().lease(),
                        labels(request),
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
    private static Admission reduced(Admission answer, Request request) {
        return answer instanceof Admitted admitted
                ? new Reduced(
                        admitted,
                        request.job(),
                        Reason.FITS_REDUCED,
                        "Does not fit as it was requested; runs as " + JobLabels.targets(admitted.job()) + ". "
                                + admitted.reason())
                : answer;
    }

    private Admission answer(Request request, Claim claim) {
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
        return refused(request, shortfall.level(), shortfall.missing());
    }

    /** A job whose hold was placed at a lower rung keeps that rung, too. */
    private Admission admittedBefore(Request request, Claim.Open open) {
        Amount held = open.held().amount();
        String targets = open.now().labels().values().getOrDefault(JobLabels.TARGETS, "");
        Optional<TranscodeJob> lower = targets.equals(JobLabels.targets(request.job()))
                ? Optional.empty()
                : rungs.cheaperThan(
                                request.job(),
                                each -> targets.equals(JobLabels.targets(each)) ? Optional.of(held) : Optional.empty())
                        .map(Offers.CheaperJob::job);
        Request placed = lower.map(job -> priced(request.account(), job, request.terms()))
                .orElse(request);
        Admission answer = lockedBy(open.now(), placed)
                .admitted(
                        open.held().id(),
                        held,
                        Reason.ADMITTED_BEFORE,
                        "The job was admitted before with a hold of " + held + ".");
        return lower.isPresent() ? reduced(answer, request) : answer;
    }

    Admission evaluate(AccountPath account, TranscodeJob job, AccountTerms terms) {
        Request request = priced(account, job, terms);
        Admission answer = alreadyAnswered(request).orElseGet(() -> wouldFit(request));
        return reducesQuality(answer, terms)
                .map(lower -> reduced(wouldFit(priced(account, lower.job(), terms)), request))
                .orElse(answer);
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
        Optional<TierDesk.Forbidden> forbidden = tiers.forbidden(request.account(), request.job());
        if (forbidden.isPresent()) {
            return forbidden.map(found -> forbidden(request, found));
        }
        AdmissionGate gate = monitor.admissionGate(request.account());
        if (gate == AdmissionGate.CLOSED) {
            return Optional.of(paused(request));
        }
        return approvalNeeded(request, gate).or(() -> shortLevel(request));
    }

    /** A yes to the job answers both: the policy that asks about every job, and the rules that ask about dear ones. */
    private Optional<Admission> approvalNeeded(Request request, AdmissionGate gate) {
        if (gate == AdmissionGate.APPROVAL_NEEDED
                && !isApproved(request.account(), request.job().id())) {
            return Optional.of(request.approvalNeeded(
                    Offers.none(),
                    "The account's policy lets new jobs run only with its owner's yes until its budget lasts again;"
                            + " approve the job."));
        }
        return approvalNeeded(request);
    }

    private Optional<Admission> approvalNeeded(Request request) {
        Amount price = request.price().p90().total();
        return request.terms()
                .rules()
                .approvalFrom()
                .filter(from -> !price.isLessThan(from))
                .filter(from -> !isApproved(request.account(), request.job().id()))
                .map(from -> request.approvalNeeded(
                        new Offers(
                                Optional.empty(),
                                Optional.empty(),
                                rungs.cheaperThan(request.job(), lower -> Optional.of(
                                                priced(request.account(), lower, request.terms()))
                                        .filter(each ->
                                                each.price().p90().total().isLessThan(from))
                                        .map(Request::asked))),
                        "May cost " + price + ", which is not under the " + from
                                + " from which the account's owner has to say yes; approve the job, or run it at a"
                                + " lower quality."));
    }

    private boolean isApproved(AccountPath account, JobId job) {
        return ledger.read(new Query.OutcomeOf(account, approvalKey(job))).isPresent();
    }

    /** Records that an account's owner said yes to a job. */
    void approve(AccountPath account, JobId job, String by) {
        ledger.submit(new Command.Note(
                account, approvalKey(job), "approval", JobLabels.cut("Job '" + job + "' was approved by " + by + ".")));
    }

    /** Says when the jobs of a list can start together; see {@link BatchDesk}. */
    BatchAdmission plan(AccountPath account, List<TranscodeJob> jobs, AccountTerms terms) {
        boolean isClosed = monitor.admissionGate(account) == AdmissionGate.CLOSED;
        return new BatchDesk(ledger, account, clock.instant(), isClosed)
                .plan(jobs, job -> estimates.of(account, job), processors, (job, estimate, at) -> {
                    PriceEstimate price = prices.quote(account, terms, job, estimate, at);
                    return new BatchDesk.Quote(asked(account, terms, price), price);
                });
    }

    private static IdempotencyKey approvalKey(JobId job) {
        return IdempotencyKey.named("approval of job " + job);
    }

    private Optional<Admission> shortLevel(Request request) {
        for (AccountPath level : request.account().levels()) {
            Balance balance = ledger.balance(level);
            Amount spendable = spendable(request.account(), balance);
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
        CostEstimate estimate = estimates.of(account, job);
        PriceEstimate price = prices.quote(account, terms, job, estimate);
        return new Request(account, job, estimate, price, asked(account, terms, price), terms);
    }

    private Amount asked(AccountPath account, AccountTerms terms, PriceEstimate price) {
        return terms.holdSize() == HoldSize.RISK_SIZED
                ? risks.share(account, terms.rules().overshootRisk(), price)
                : price.holdFor(terms.holdSize());
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
        Instant renewal = ledger.balance(request.account()).period().end();
        return request.queued(
                renewal,
                Offers.none(),
                Reason.PAUSED_BY_POLICY,
                "The account's policy has paused new jobs until its budget lasts again; a top-up or the renewal at "
                        + renewal + " resumes it.");
    }

    private Admission forbidden(Request request, TierDesk.Forbidden found) {
        String tier = found.standing().tier().name();
        String allowed = found.offer()
                .map(offer -> "; tier '" + offer.name() + "' allows it"
                        + offer.price()
                                .map(price -> " for " + price + " until the period ends")
                                .orElse("")
                        + offer.fromBudget()
                                .map(from -> ", and has who was granted " + from + " in the period")
                                .orElse(""))
                .orElse("; no tier allows it");
        Offers offers = new Offers(Optional.empty(), Optional.empty(), cheaper(request), found.offer());
        return request.refused(
                Amount.zero(request.asked().unit()),
                offers,
                Reason.TIER_FORBIDS,
                "Tier '" + tier + "' forbids it: " + found.breaches().get(0) + allowed + ".");
    }

    private Admission refused(Request request, AccountPath level, Amount missing) {
        Balance balance = ledger.balance(level);
        Instant renewal = balance.period().end();
        Offers offers = new Offers(Optional.of(missing), after(request, balance), cheaper(request));
        String needs = "Needs " + request.asked() + " but '" + level + "' is short of " + missing;
        if (request.terms().rules().whenShort() == AdmissionRules.WhenShort.QUEUE
                && offers.after().isPresent()) {
            return request.queued(
                    renewal, offers, Reason.SHORT_OF_FUNDS, needs + "; waits for the renewal at " + renewal + ".");
        }
        return request.refused(
                missing,
                offers,
                Reason.SHORT_OF_FUNDS,
                needs + "; fits with a top-up of " + missing + ", or after the renewal at " + renewal + ".");
    }

    /** A period grants as much as the one before it, unless the plan says otherwise; holds go on into it. */
    private static Optional<Instant> after(Request request, Balance balance) {
        Amount fresh = balance.grantedInPeriod().minus(balance.held());
        return request.asked().isGreaterThan(fresh)
                ? Optional.empty()
                : Optional.of(balance.period().end());
    }

    private Optional<Offers.CheaperJob> cheaper(Request request) {
        return rungs.cheaperThan(request.job(), lower -> Optional.of(lower)
                .filter(job -> tiers.allows(request.account(), job))
                .map(job -> priced(request.account(), job, request.terms()).asked())
                .filter(asked -> fits(request.account(), asked)));
    }

    private boolean fits(AccountPath account, Amount asked) {
        for (AccountPath level : account.levels()) {
            Balance balance = ledger.balance(level);
            if (asked.isGreaterThan(spendable(account, balance))) {
                return false;
            }
        }
        return true;
    }

    /** What a tier says of overdraft comes before what the level's plan says. */
    private Amount spendable(AccountPath account, Balance level) {
        return level.available().plus(tiers.overdraft(account).orElse(level.overdraftLimit()));
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
