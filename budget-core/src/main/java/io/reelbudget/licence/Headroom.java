package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the next tier and the cap are, once a job is counted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param toNextTier how much more is in the tier that is reached, the free allowance included, in the smallest parts of
 *     the fee's measure; empty in the last tier
 * @param nextPrice what one costs in the next tier, or all of it where tiers are steps; empty in the last tier
 * @param toCap how much more may be owed for the period; empty where there is no cap
 */
public record Headroom(OptionalLong toNextTier, Optional<Amount> nextPrice, Optional<Amount> toCap) {}
