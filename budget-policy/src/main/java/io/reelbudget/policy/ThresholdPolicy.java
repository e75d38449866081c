package io.reelbudget.policy;

record ThresholdPolicy(Object response) implements ScalingPolicy {
    @Override
    public Decision decide(BudgetSituation s) {
        throw new UnsupportedOperationException();
    }
}
