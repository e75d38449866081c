package io.reelbudget.policy;

import io.reelbudget.policy.Action.ResumeNewJobs;
import io.reelbudget.policy.Action.ReturnInstances;
import io.reelbudget.policy.Stance.Mode;
import java.util.ArrayList;
import java.util.List;

/** What takes back all that is in force, whichever policy it was that did it. */
final class Liftings {

    private Liftings() {}

    static List<Action> of(Stance stance, String reason) {
        List<Action> actions = new ArrayList<>();
        if (stance.mode() == Mode.PAUSED) {
            actions.add(new ResumeNewJobs(reason));
        }
        stance.restraints().forEach(restraint -> actions.add(of(restraint, reason)));
        if (stance.instances().started() > 0) {
            actions.add(new ReturnInstances(stance.instances().started(), reason));
        }
        return actions;
    }

    static QueueOrder of(Restraint restraint, String reason) {
        return switch (restraint) {
            case APPROVAL -> new QueueOrder.WaiveApproval(reason);
            case SLOW -> new QueueOrder.FullSpeed(reason);
            case DRAIN -> new QueueOrder.StartQueued(reason);
        };
    }
}
