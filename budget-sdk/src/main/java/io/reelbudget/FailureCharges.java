package io.reelbudget;

/**
 * Who pays for the processor time of attempts that delivered nothing.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param failed of an attempt that failed and is not tried again
 * @param retried of an attempt that failed and is tried again
 * @param interrupted of an attempt whose machine was taken away, such as a spot instance
 */
public record FailureCharges(Payer failed, Payer retried, Payer interrupted) {

    /** Who pays. */
    public enum Payer {
        /** The account: what was used is posted. */
        ACCOUNT,
        /** The host: nothing is posted, and the statement says what it would have been. */
        HOST
    }

    /** How an attempt came to nothing. */
    public enum Cause {
        /** It failed and is not tried again. */
        FAILED,
        /** It failed and is tried again. */
        RETRIED,
        /** Its machine was taken away. */
        INTERRUPTED
    }

    private static final FailureCharges STANDARD = new FailureCharges(Payer.ACCOUNT, Payer.ACCOUNT, Payer.ACCOUNT);

    /** Returns that the account pays for all. */
    public static FailureCharges standard() {
        return STANDARD;
    }

    /** Returns that the account pays for failures and the host for its own machines: retries and interruptions. */
    public static FailureCharges hostPaysRetries() {
        return new FailureCharges(Payer.ACCOUNT, Payer.HOST, Payer.HOST);
    }

    /** Returns who pays for an attempt. */
    public Payer payerOf(Cause cause) {
        return switch (cause) {
            case FAILED -> failed;
            case RETRIED -> retried;
            case INTERRUPTED -> interrupted;
        };
    }
}
