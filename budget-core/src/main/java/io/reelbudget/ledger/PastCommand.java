package io.reelbudget.ledger;

import java.time.Instant;

/**
 * A command about an account's money or terms as the journal tells it, by which the same can be done to another ledger.
 * Commands about holds are not among these: statements tell of those.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param sequence the number of its first entry
 * @param time when it was carried out
 * @param command what was asked for: an account opened, a plan changed, money granted, a period renewed by hand, usage
 *     recorded, what was spent adjusted, debt forgiven, or a text noted. A plan that changed within a period is told as
 *     {@link PlanChange#NOW_IN_FULL}, however much of the period was left. An automatic top-up that was confirmed is
 *     told as a grant, one that was granted at once is left out.
 */
public record PastCommand(long sequence, Instant time, Command<?> command) {}
