package io.reelbudget.policy;

import io.reelbudget.policy.Action.PauseNewJobs;
import io.reelbudget.policy.Stance.Mode;
import java.util.List;

/** Keeps what is left for the jobs already taken. */
final class AvailabilityFirst implements Response {

    private static final String CLAUSE = "new jobs are paused";
    private static final String MEANING =
            "New jobs are refused so that those already taken can finish; they start again by themselves when the"
                    + " budget has recovered.";

    @Override
    public String name() {
        return "prioritise-availability";
    }

    @Override
    public Remedy remedy(BudgetSituation situation, Outlook outlook) {
        if (situation.stance().mode() == Mode.PAUSED) {
            return Remedy.none(ReasonCode.NEW_JOBS_PAUSED, CLAUSE, MEANING);
        }
        String reason = "The budget of " + situation.account() + " runs out: " + CLAUSE + ".";
        return new Remedy(ReasonCode.NEW_JOBS_PAUSED, List.of(new PauseNewJobs(reason)), CLAUSE, MEANING);
    }
}
