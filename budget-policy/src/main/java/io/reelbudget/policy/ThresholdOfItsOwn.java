package io.reelbudget.policy;

import java.util.List;

/**
 * A policy at another threshold than the account's.
 *
 * @param policy the policy
 * @param threshold its threshold
 */
record ThresholdOfItsOwn(ScalingPolicy policy, Threshold threshold) implements ScalingPolicy {

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public List<Threshold> thresholds(Threshold accounts) {
        return policy.thresholds(threshold);
    }

    @Override
    public Decision decide(BudgetSituation situation) {
        return policy.decide(situation.at(threshold));
    }
}
