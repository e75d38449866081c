package io.reelbudget.policy;

import io.reelbudget.policy.Action.SendNotice;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.Response.Remedy;
import io.reelbudget.policy.spi.NoticeLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * Responds when the threshold is reached and takes it back when the account has recovered: what the stock policies have
 * in common.
 *
 * @param response what is done
 */
record ThresholdPolicy(Response response) implements ScalingPolicy {

    @Override
    public String name() {
        return response.name();
    }

    @Override
    public Decision decide(BudgetSituation situation) {
        Outlook outlook = Outlook.of(situation);
        Reasoning reasoning = new Reasoning(situation, outlook, name());
        if (situation.isThresholdReached()) {
            return reached(situation, outlook, reasoning);
        }
        if (!situation.isRecovered()) {
            return situation.stance().hasActed()
                    ? new Proceed(reasoning.waiting(ReasonCode.NOT_YET_RECOVERED, "what was done stays in force"))
                    : new Proceed(reasoning.lasting());
        }
        List<Action> restoration = response.restoration(situation, outlook);
        if (!situation.stance().hasActed() && restoration.isEmpty()) {
            return new Proceed(reasoning.lasting());
        }
        return recovery(situation, reasoning, restoration);
    }

    private Decision reached(BudgetSituation situation, Outlook outlook, Reasoning reasoning) {
        NoticeLevel level = situation.spendable().isPositive() ? NoticeLevel.WARNING : NoticeLevel.CRITICAL;
        Remedy remedy = response.remedy(situation, outlook);
        List<Action> actions = new ArrayList<>(remedy.actions());
        if (isNews(situation, level)) {
            actions.add(new SendNotice(reasoning.warning(level, remedy)));
        }
        return actions.isEmpty()
                ? new Proceed(reasoning.waiting(ReasonCode.ALREADY_ACTED, remedy.clause()))
                : new Act(level, actions, reasoning.acting(remedy));
    }

    /** People are told at the start, and once more when really nothing is left. */
    private boolean isNews(BudgetSituation situation, NoticeLevel level) {
        Stance stance = situation.stance();
        boolean inForce = stance.hasActed(situation.balance().period().ordinal(), name());
        return !(inForce && level == NoticeLevel.WARNING) && !stance.hasTold(situation.dedupeKey(name(), level));
    }

    private Decision recovery(BudgetSituation situation, Reasoning reasoning, List<Action> restoration) {
        Stance stance = situation.stance();
        List<Action> actions = new ArrayList<>();
        String reason = "The budget of " + situation.account() + " has recovered.";
        actions.addAll(Liftings.of(stance, reason));
        actions.addAll(restoration);
        String undone = actions.isEmpty()
                ? "nothing had to be taken back"
                : String.join(", ", actions.stream().map(Action::summary).toList());
        if (stance.hasActed() && !stance.hasTold(situation.dedupeKey(name(), NoticeLevel.RECOVERED))) {
            actions.add(new SendNotice(reasoning.recovered(undone)));
        }
        return new Recover(actions, reasoning.recovering(undone));
    }
}
