package io.reelbudget.policy;

import java.time.Instant;

/**
 * All that a decision follows from, beside its policy.
 *
 * @param situation what the policy looked at
 * @param failures how often the queue had failed to replace jobs in a row
 * @param notBefore when jobs could be replaced again
 * @param failure what is done while the policy fails
 */
record DecisionInputs(BudgetSituation situation, int failures, Instant notBefore, FailureMode failure) {

    static DecisionInputs of(BudgetSituation situation, Backoff replacements, FailureMode failure) {
        return new DecisionInputs(situation, replacements.failures(), replacements.notBefore(), failure);
    }

    /** Decides, in the same way for monitors and for replays. */
    StanceChange change(ScalingPolicy policy) {
        return new StanceChange(situation, policy.name(), new Backoff(failures, notBefore));
    }

    Decision decide(ScalingPolicy policy) {
        return change(policy).withoutRepetition(new GuardedPolicy(policy, failure).decide(situation));
    }
}
