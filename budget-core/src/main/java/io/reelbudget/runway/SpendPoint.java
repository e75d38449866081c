package io.reelbudget.runway;

import io.reelbudget.job.Quantiles;
import java.time.Instant;

/**
 * What will have been spent from now until an instant, and how likely that is more than what remains.
 *
 * @param at the instant
 * @param micros the cumulative spending from now until then, in millionths of the unit; never falls from one point to
 *     the next
 * @param exhausted the probability that the account has run out by then, 0 to 1; never falls from one point to the next
 */
public record SpendPoint(Instant at, Quantiles micros, double exhausted) {}
