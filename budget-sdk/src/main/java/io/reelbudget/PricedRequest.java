package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.ApprovalNeeded;
import io.reelbudget.Admission.Queued;
import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Refused;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.money.Amount;
import java.time.Instant;

/** A job with its price, for which the decision is still open. */
record PricedRequest(
        AccountPath account,
        TranscodeJob job,
        CostEstimate estimate,
        PriceEstimate price,
        Amount asked,
        AccountTerms terms) {

    PricedRequest at(PriceEstimate locked) {
        return new PricedRequest(account, job, estimate, locked, asked, terms);
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
