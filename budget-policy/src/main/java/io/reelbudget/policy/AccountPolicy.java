package io.reelbudget.policy;

/**
 * What is done about an account, and when.
 *
 * <p>This class is immutable and thread-safe, as its policy must be.
 *
 * @param policy what is done
 * @param threshold when
 * @param failure what is done about new jobs while the policy fails
 */
public record AccountPolicy(ScalingPolicy policy, Threshold threshold, FailureMode failure) {

    /** Creates a policy that fails closed. */
    public AccountPolicy(ScalingPolicy policy, Threshold threshold) {
        this(policy, threshold, FailureMode.closed());
    }

    /** Returns a policy that acts at the standard threshold. */
    public static AccountPolicy of(ScalingPolicy policy) {
        return new AccountPolicy(policy, Threshold.standard());
    }

    /** Returns the same policy at another threshold. */
    public AccountPolicy withThreshold(Threshold newThreshold) {
        return new AccountPolicy(policy, newThreshold, failure);
    }

    /** Returns the same policy with another mode of failure. */
    public AccountPolicy withFailure(FailureMode newFailure) {
        return new AccountPolicy(policy, threshold, newFailure);
    }
}
