package io.reelbudget.policy;

import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's policy, and what is decided where it fails: fail-closed, new jobs are paused once the threshold is reached.
 *
 * @param policy the host's policy
 */
record GuardedPolicy(ScalingPolicy policy) {

    private static final Logger LOG = LoggerFactory.getLogger(RunwayMonitor.class);
    private static final ScalingPolicy FALLBACK = ScalingPolicy.prioritiseAvailability();

    Decision decide(BudgetSituation situation) {
        @Nullable Decision decision;
        try {
            decision = policy.decide(situation);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError failure) {
            LOG.error("Policy {} failed on {}.", policy.getClass().getName(), situation.account(), failure);
            return fallback(situation, "threw " + failure.getClass().getSimpleName());
        }
        return decision == null ? fallback(situation, "returned null") : decision;
    }

    private Decision fallback(BudgetSituation situation, String failure) {
        return FALLBACK.decide(situation)
                .fold(
                        proceed -> new Proceed(failed(proceed.why(), failure)),
                        act -> new Act(act.level(), act.actions(), failed(act.why(), failure)),
                        recover -> new Recover(recover.actions(), failed(recover.why(), failure)));
    }

    private Explanation failed(Explanation why, String failure) {
        String sentence = "The policy " + failure + ", so availability is put first: " + why.sentence();
        return new Explanation(ReasonCode.POLICY_FAILED, sentence, why.numbers(), why.counterfactual());
    }
}
