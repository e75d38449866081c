package io.reelbudget.policy;

import java.util.List;

/** What one of the stock policies does once its threshold is reached, and takes back when the account has recovered. */
interface Response {

    /** Returns the policy's name. */
    String name();

    /** Returns what is still to be done, given what is in force already. */
    Remedy remedy(BudgetSituation situation, Outlook outlook);

    /** Returns what is to be given back beyond pauses and instances, which every policy gives back. */
    default List<Action> restoration(BudgetSituation situation, Outlook outlook) {
        return List.of();
    }

    /**
     * What is to be done, and how people are told.
     *
     * @param code the reason
     * @param actions what to do, without the notice; may be none
     * @param clause what was done, to follow a semicolon in a sentence
     * @param meaning what that means for the jobs, in a sentence or two
     */
    record Remedy(ReasonCode code, List<Action> actions, String clause, String meaning) {
        public Remedy {
            actions = List.copyOf(actions);
        }

        static Remedy none(ReasonCode code, String clause, String meaning) {
            return new Remedy(code, List.of(), clause, meaning);
        }
    }
}
