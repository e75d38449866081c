package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.money.Amount;
import java.util.function.Function;

/**
 * The answer to a job that wants to run: admitted, paused or refused.
 *
 * <p>All answers are immutable and thread-safe.
 */
public sealed interface Admission {

    /** Returns the account that was to pay. */
    AccountPath account();

    /** Returns the job. */
    TranscodeJob job();

    /** Returns what the job was expected to take. */
    CostEstimate estimate();

    /** Returns what the job was expected to cost. */
    PriceEstimate price();

    /** Returns the stable name of the reason. */
    Reason code();

    /** Returns the reason in one sentence for an operator, with what would have to change. */
    String reason();

    /** Returns what one of three functions makes of this answer. */
    <T> T fold(Function<Admitted, T> admitted, Function<Paused, T> paused, Function<Refused, T> refused);

    /** Why a job was admitted or not. */
    enum Reason {
        /** Its hold fits. */
        FITS,
        /** It was admitted before and its hold is still open. */
        ADMITTED_BEFORE,
        /** It was captured before: it ran and was paid for. */
        CAPTURED_BEFORE,
        /** The account's policy has paused new jobs. */
        PAUSED_BY_POLICY,
        /** A level of the account path has too little for its hold. */
        SHORT_OF_FUNDS
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
        public <T> T fold(Function<Admitted, T> admitted, Function<Paused, T> paused, Function<Refused, T> refused) {
            return admitted.apply(this);
        }
    }

    /** The job may run later, when the account's policy resumes it. Nothing is held. */
    record Paused(
            AccountPath account,
            TranscodeJob job,
            CostEstimate estimate,
            PriceEstimate price,
            Reason code,
            String reason)
            implements Admission {
        @Override
        public <T> T fold(Function<Admitted, T> admitted, Function<Paused, T> paused, Function<Refused, T> refused) {
            return paused.apply(this);
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
            Amount missing,
            Reason code,
            String reason)
            implements Admission {
        @Override
        public <T> T fold(Function<Admitted, T> admitted, Function<Paused, T> paused, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
