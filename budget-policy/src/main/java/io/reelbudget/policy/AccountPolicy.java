package io.reelbudget.policy;

/**
 * What is done about an account, and when.
 *
 * <p>This class is immutable and thread-safe, as its policy must be.
 *
 * @param policy what is done
 * @param threshold when
 */
public record AccountPolicy(ScalingPolicy policy, Threshold threshold) {

    /** Returns a policy that acts at the standard threshold. */
    public static AccountPolicy of(ScalingPolicy policy) {
        return new AccountPolicy(policy, Threshold.standard());
    }

    /** Returns the same policy at another threshold. */
    public AccountPolicy withThreshold(Threshold newThreshold) {
        return new AccountPolicy(policy, newThreshold);
    }
}
