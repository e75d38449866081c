package io.reelbudget.policy;

/**
 * What is known of an action that is over, done or not to be asked for again: it is no longer pending, and instances
 * that a provisioner did not start do not run.
 *
 * @param action what is over
 * @param count how many instances were started, where it was about those
 */
record Settlement(PendingAction action, int count) {

    /** Returns a memory in which it is over. */
    Memory in(Memory memory) {
        Memory settled = memory.without(action);
        if (action.action() instanceof Action.ProvisionInstances asked) {
            Stance stance = settled.stance();
            int started = stance.instances().started() + count - asked.count();
            int confirmed = stance.instances().confirmed() + count;
            Stance.Instances instances =
                    new Stance.Instances(stance.instances().asked(), Math.max(0, started), confirmed);
            settled = settled.with(stance.withInstances(instances), settled.pending());
        }
        return settled;
    }

    /** The same in one that another host has noted meanwhile: what is not pending in it is settled already. */
    Memory inAnothers(Memory memory) {
        return memory.pending().contains(action) ? in(memory) : memory;
    }
}
