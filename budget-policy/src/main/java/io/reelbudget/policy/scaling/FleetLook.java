package io.reelbudget.policy.scaling;

import java.util.List;

/**
 * What a look at an account's instances came to.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param running the instances that are held for now, those that are leaving included
 * @param lost names of those that the platform no longer has
 * @param leaked names of those that ran without an order, and were asked to be stopped
 * @param returned names of those that were not needed any more, or for which there was no money, and that the
 *     provisioner said it stops
 * @param repeated how many requests without a receipt were sent again
 * @param failures what could not be done, a sentence each; all else was, and the next look tries again
 */
public record FleetLook(
        List<FleetSlot> running,
        List<String> lost,
        List<String> leaked,
        List<String> returned,
        int repeated,
        List<String> failures) {

    public FleetLook {
        running = List.copyOf(running);
        lost = List.copyOf(lost);
        leaked = List.copyOf(leaked);
        returned = List.copyOf(returned);
        failures = List.copyOf(failures);
    }
}
