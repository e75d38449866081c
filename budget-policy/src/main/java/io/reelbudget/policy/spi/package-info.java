/**
 * The hooks through which a host's own service is steered, and the values that pass through them.
 *
 * <p>A host implements {@link io.reelbudget.policy.spi.JobQueue} to show what waits, and where it wants them
 * {@link io.reelbudget.policy.spi.Provisioner}, {@link io.reelbudget.policy.spi.Notifier} and
 * {@link io.reelbudget.policy.spi.QualityLadder}; each is handed to the monitor or found by
 * {@link java.util.ServiceLoader}. A {@link io.reelbudget.policy.spi.PricingEngine} of a host's own replaces the price
 * book. All others are called outside locks, on threads of their own and with a time-out, at least once: a call that
 * failed or whose outcome is unknown comes again with the same key.
 */
@NullMarked
package io.reelbudget.policy.spi;

import org.jspecify.annotations.NullMarked;
