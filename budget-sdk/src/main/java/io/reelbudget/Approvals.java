package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.AdmissionGate;
import java.util.Optional;

/** Which jobs need the yes of their account's owner, and which have it; kept in the ledger. */
record Approvals(BlockingLedger ledger, CheaperRungs rungs, RequestPricing pricing) {

    /** A yes to the job answers both: the policy that asks about every job, and the rules that ask about dear ones. */
    Optional<Admission> needed(PricedRequest request, AdmissionGate gate) {
        if (gate == AdmissionGate.APPROVAL_NEEDED
                && !isApproved(request.account(), request.job().id())) {
            return Optional.of(request.approvalNeeded(
                    Offers.none(),
                    "The account's policy lets new jobs run only with its owner's yes until its budget lasts again;"
                            + " approve the job."));
        }
        return neededByPrice(request);
    }

    private Optional<Admission> neededByPrice(PricedRequest request) {
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
                                                pricing.of(request.account(), lower, request.terms()))
                                        .filter(each ->
                                                each.price().p90().total().isLessThan(from))
                                        .map(PricedRequest::asked))),
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

    private static IdempotencyKey approvalKey(JobId job) {
        return IdempotencyKey.named("approval of job " + job);
    }
}
