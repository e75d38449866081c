/**
 * Says how many instances, of which type and from when, a queue needs; holds what they cost; and follows what became of
 * them. Start with {@link io.reelbudget.policy.scaling.CapacityPlanner}, which is pure, and
 * {@link io.reelbudget.policy.scaling.FleetDesk}, which stands between the monitor and a host's provisioner.
 */
@NullMarked
package io.reelbudget.policy.scaling;

import org.jspecify.annotations.NullMarked;
