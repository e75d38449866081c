package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.function.Function;

/**
 * The answer to a job that wants to run: admitted, admitted at reduced quality, queued, to be approved, or refused.
 *
 * <p>All answers are immutable and thread-safe.
 */
public sealed interface Admission {

    /** Returns the account that was to pay. */
    AccountPath account();

    /** Returns the job; the reduced one where it was reduced. */
    TranscodeJob job();

    /** Returns what the job was expected to take. */
    CostEstimate estimate();

    /** Returns what the job was expected to cost. */
    PriceEstimate price();

    /** Returns how much is held for it, or would have to be. */
    Amount asked();

    /** Returns what would make it fit; nothing for one that does. */
    Offers offers();

    /** Returns the stable name of the reason. */
    Reason code();

    /** Returns the reason in one sentence for an operator, with what would have to change. */
    String reason();

    /** Returns what one of five functions makes of this answer. */
    <T> T fold(
            Function<Admitted, T> admitted,
            Function<Reduced, T> reduced,
            Function<Queued, T> queued,
            Function<ApprovalNeeded, T> approvalNeeded,
            Function<Refused, T> refused);

    /** Why a job was admitted or not. */
    enum Reason {
        /** Its hold fits. */
        FITS,
        /** It was admitted before and its hold is still open. */
        ADMITTED_BEFORE,
        /** It was captured before: it ran and was paid for. */
        CAPTURED_BEFORE,
        /** It fits at a lower rung of the quality ladder, which the account's rules allow. */
        FITS_REDUCED,
        /** The account's policy has paused new jobs. */
        PAUSED_BY_POLICY,
        /** It costs so much, or the account's policy is so careful by now, that its owner has to say yes. */
        APPROVAL_NEEDED,
        /** A level of the account path has too little for its hold. */
        SHORT_OF_FUNDS,
        /** The account's tier forbids something of it. */
        TIER_FORBIDS
    }

    /**
     * The job may run; its price is held. Capture it with what it took, or release it.
     *
     * @param hold the hold's name
     * @param held how much is held at each level of the account path
     */
    record Admitted(
            AccountPath account,
            TranscodeJob job,
            CostEstimate estimate,
            PriceEstimate price,
            HoldId hold,
            Amount held,
            Reason code,
            String reason)
            implements Admission {
        @Override
        public Amount asked() {
            return held;
        }

        @Override
        public Offers offers() {
            return Offers.none();
        }

        @Override
        public <T> T fold(
                Function<Admitted, T> admitted,
                Function<Reduced, T> reduced,
                Function<Queued, T> queued,
                Function<ApprovalNeeded, T> approvalNeeded,
                Function<Refused, T> refused) {
            return admitted.apply(this);
        }
    }

    /**
     * The job may run at reduced quality; the price of that is held.
     *
     * @param admission the reduced job's own admission: capture, fail or release that
     * @param requested the job as it was asked for
     * @param code why
     * @param reason why
     */
    record Reduced(Admitted admission, TranscodeJob requested, Reason code, String reason) implements Admission {
        @Override
        public AccountPath account() {
            return admission.account();
        }

        @Override
        public TranscodeJob job() {
            return admission.job();
        }

        @Override
        public CostEstimate estimate() {
            return admission.estimate();
        }

        @Override
        public PriceEstimate price() {
            return admission.price();
        }

        @Override
        public Amount asked() {
            return admission.held();
        }

        @Override
        public Offers offers() {
            return Offers.none();
        }

        @Override
        public <T> T fold(
                Function<Admitted, T> admitted,
                Function<Reduced, T> reduced,
                Function<Queued, T> queued,
                Function<ApprovalNeeded, T> approvalNeeded,
                Function<Refused, T> refused) {
            return reduced.apply(this);
        }
    }

    /**
     * The job may run later. Nothing is held.
     *
     * @param until when to ask again at the latest; sooner once money comes or the policy resumes jobs
     */
    record Queued(
            AccountPath account,
            TranscodeJob job,
            CostEstimate estimate,
            PriceEstimate price,
            Amount asked,
            Instant until,
            Offers offers,
            Reason code,
            String reason)
            implements Admission {
        @Override
        public <T> T fold(
                Function<Admitted, T> admitted,
                Function<Reduced, T> reduced,
                Function<Queued, T> queued,
                Function<ApprovalNeeded, T> approvalNeeded,
                Function<Refused, T> refused) {
            return queued.apply(this);
        }
    }

    /** The job may run once its account's owner has said yes, by {@link Reelbudget#approve}. Nothing is held. */
    record ApprovalNeeded(
            AccountPath account,
            TranscodeJob job,
            CostEstimate estimate,
            PriceEstimate price,
            Amount asked,
            Offers offers,
            Reason code,
            String reason)
            implements Admission {
        @Override
        public <T> T fold(
                Function<Admitted, T> admitted,
                Function<Reduced, T> reduced,
                Function<Queued, T> queued,
                Function<ApprovalNeeded, T> approvalNeeded,
                Function<Refused, T> refused) {
            return approvalNeeded.apply(this);
        }
    }

    /**
     * The job may not run. Nothing is held.
     *
     * @param missing how much more the account, or the one above it that is short, needs; zero where money is not why
     */
    record Refused(
            AccountPath account,
            TranscodeJob job,
            CostEstimate estimate,
            PriceEstimate price,
            Amount asked,
            Amount missing,
            Offers offers,
            Reason code,
            String reason)
            implements Admission {
        @Override
        public <T> T fold(
                Function<Admitted, T> admitted,
                Function<Reduced, T> reduced,
                Function<Queued, T> queued,
                Function<ApprovalNeeded, T> approvalNeeded,
                Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
