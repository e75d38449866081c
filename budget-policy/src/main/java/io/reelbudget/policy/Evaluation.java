package io.reelbudget.policy;

import java.util.List;

/**
 * One look at an account, what was decided and what became of it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param situation what was seen
 * @param decision what was decided
 * @param outcomes what became of the calls to hooks: of those that the decision asked for, of earlier ones that were
 *     made again, and of the queue where it could not be read
 */
public record Evaluation(BudgetSituation situation, Decision decision, List<HookOutcome> outcomes) {

    public Evaluation {
        outcomes = List.copyOf(outcomes);
    }
}
