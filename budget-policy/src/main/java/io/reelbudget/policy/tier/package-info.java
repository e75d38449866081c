/**
 * What accounts may do by their tier: codecs, picture sizes, priority, jobs at once, overdraft, speed.
 *
 * <p>{@link io.reelbudget.policy.tier.TierList} holds the tiers of a service;
 * {@link io.reelbudget.policy.tier.Tier#breaches} says what of a job a tier forbids;
 * {@link io.reelbudget.policy.tier.TierSchedule} is which tier an account has now, and which next. All of it is pure.
 */
@NullMarked
package io.reelbudget.policy.tier;

import org.jspecify.annotations.NullMarked;
