package io.reelbudget.policy;

import io.reelbudget.policy.Action.SendNotice;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.spi.NoticeLevel;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says in a notice what a policy would do, and does nothing.
 *
 * @param policy the policy
 */
record RecommendingPolicy(ScalingPolicy policy) implements ScalingPolicy {

    @Override
    public String name() {
        return policy.name() + "-recommended";
    }

    @Override
    public Decision decide(BudgetSituation situation) {
        return policy.decide(situation)
                .fold(proceed -> proceed, act -> recommended(situation, act), recover -> over(situation, recover));
    }

    @Override
    public List<Threshold> thresholds(Threshold accounts) {
        return policy.thresholds(accounts);
    }

    private Decision recommended(BudgetSituation situation, Act act) {
        String wanted = summary(act.actions());
        if (wanted.isEmpty()) {
            return act.actions().isEmpty() ? new Proceed(act.why()) : own(situation, act, "tell its owner");
        }
        return own(situation, act, wanted);
    }

    private Decision own(BudgetSituation situation, Act act, String wanted) {
        Explanation why = recommended(act.why());
        String key = situation.dedupeKey(name(), act.level());
        if (situation.stance().hasTold(key)) {
            return new Proceed(why);
        }
        Reasoning reasoning = new Reasoning(situation, Outlook.of(situation), name());
        return new Act(
                act.level(),
                List.of(new SendNotice(reasoning.of(
                        act.level(),
                        "Budget of " + situation.account() + ": a recommendation",
                        "its policy would " + wanted,
                        "Nothing was done: the policy only recommends."))),
                why);
    }

    private Decision over(BudgetSituation situation, Recover recover) {
        if (!situation.stance().hasActed()) {
            return new Proceed(recover.why());
        }
        Reasoning reasoning = new Reasoning(situation, Outlook.of(situation), name());
        return new Recover(
                List.of(new SendNotice(reasoning.of(
                        NoticeLevel.RECOVERED,
                        "Budget of " + situation.account() + " has recovered",
                        "nothing had to be taken back",
                        "Jobs run as usual, as they did all the time."))),
                recover.why());
    }

    private static String summary(List<Action> actions) {
        return actions.stream()
                .filter(action -> !(action instanceof SendNotice))
                .map(Action::summary)
                .collect(Collectors.joining(", "));
    }

    private static Explanation recommended(Explanation why) {
        return new Explanation(
                ReasonCode.RECOMMENDED,
                "Recommended, and not done (" + why.code() + "): " + why.sentence(),
                why.numbers(),
                why.counterfactual());
    }
}
