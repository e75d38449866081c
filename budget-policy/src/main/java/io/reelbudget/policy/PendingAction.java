package io.reelbudget.policy;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;

/**
 * An action that was decided and recorded but is not known to be done.
 *
 * @param action what; replacements of queued jobs are none, since they are planned afresh from the queue
 * @param key the key under which its hook is called, however often
 */
record PendingAction(Action action, IdempotencyKey key) {

    /** More would be decisions that none of a host's hooks carries out; the oldest are given up, loudly. */
    static final int MOST = 8;

    static boolean isRepeatable(Action action) {
        return !(action instanceof Action.ReduceQuality) && !(action instanceof Action.RestoreQuality);
    }

    /** Returns pending actions without those that new ones overtake: a pause is overtaken by a resumption. */
    static List<PendingAction> notOvertaken(List<PendingAction> pending, List<Action> by) {
        List<PendingAction> left = new ArrayList<>(pending);
        for (Action newer : by) {
            left.removeIf(older -> isOpposite(older.action(), newer));
        }
        return left;
    }

    private static boolean isOpposite(Action older, Action newer) {
        if (older instanceof QueueOrder earlier && newer instanceof QueueOrder later) {
            return later.overtakes(earlier);
        }
        return older instanceof Action.ProvisionInstances && newer instanceof Action.ReturnInstances;
    }
}
