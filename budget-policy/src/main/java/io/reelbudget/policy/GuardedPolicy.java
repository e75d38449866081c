package io.reelbudget.policy;

import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.spi.NoticeLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's policy, and what is decided where it fails: new jobs are paused once the threshold is reached, or go on, as
 * the mode says.
 *
 * @param policy the host's policy
 * @param failure the mode
 */
record GuardedPolicy(ScalingPolicy policy, FailureMode failure) {

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
        Decision closed = closed(situation, failure);
        return closed instanceof Act && this.failure.isOpenIn(situation) ? open(situation, closed) : closed;
    }

    /** People are told all the same. */
    private static Decision open(BudgetSituation situation, Decision closed) {
        Explanation why = new Explanation(
                ReasonCode.POLICY_FAILED,
                "New jobs go on, for no more than " + Wording.of(situation.spendable()) + " is at stake. "
                        + closed.why().sentence(),
                closed.why().numbers(),
                closed.why().counterfactual());
        Reasoning reasoning = new Reasoning(situation, Outlook.of(situation), FALLBACK.name());
        String key = situation.dedupeKey(FALLBACK.name(), NoticeLevel.WARNING);
        return situation.stance().hasTold(key)
                ? new Proceed(why)
                : new Act(
                        NoticeLevel.WARNING,
                        List.of(new Action.SendNotice(reasoning.of(
                                NoticeLevel.WARNING,
                                "Budget of " + situation.account() + ": its policy fails",
                                "its policy fails, so that nothing was done",
                                "New jobs go on, as was chosen for such a small rest."))),
                        why);
    }

    private Decision closed(BudgetSituation situation, String failure) {
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
