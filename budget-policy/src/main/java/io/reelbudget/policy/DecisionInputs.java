package io.reelbudget.policy;

import io.reelbudget.policy.PriceTape.PricedJob;
import java.time.Instant;
import java.util.List;

/**
 * All that a decision follows from, beside its policy.
 *
 * @param situation what the policy looked at
 * @param failures how often the queue had failed to replace jobs in a row
 * @param notBefore when jobs could be replaced again
 * @param failure what is done while the policy fails
 * @param prices what it was told that jobs would cost; none in what older versions recorded
 */
record DecisionInputs(
        BudgetSituation situation, int failures, Instant notBefore, FailureMode failure, List<PricedJob> prices) {

    DecisionInputs {
        prices = List.copyOf(prices);
    }

    static DecisionInputs of(BudgetSituation situation, Backoff replacements, FailureMode failure) {
        return new DecisionInputs(situation, replacements.failures(), replacements.notBefore(), failure, List.of());
    }

    DecisionInputs withPrices(List<PricedJob> newPrices) {
        return new DecisionInputs(situation, failures, notBefore, failure, newPrices);
    }

    /** Decides, in the same way for monitors and for replays. */
    StanceChange change(ScalingPolicy policy) {
        return new StanceChange(situation, policy.name(), new Backoff(failures, notBefore));
    }

    Decision decide(ScalingPolicy policy) {
        return decide(policy, PriceTape.of(prices));
    }

    /** Decides by the prices on a tape, which then has those, too, that it had to ask for. */
    Decision decide(ScalingPolicy policy, PriceTape tape) {
        return tape.during(
                () -> change(policy).withoutRepetition(new GuardedPolicy(policy, failure).decide(situation)));
    }
}
