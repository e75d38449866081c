package io.reelbudget.ledger.internal.machine;

import java.util.List;

/**
 * What became of an amount that was given back at one level. The parts add up to the whole.
 *
 * @param restored what went back to grants that are still there
 * @param repaid what paid off debt
 * @param reissued what became a new grant with the number of the event's entry, since the one that paid is gone
 * @param reissueExpiry when that expires
 * @param lost what is lost, since its grant expired and the account's terms say so
 */
public record GivenBack(List<Payment> restored, long repaid, long reissued, long reissueExpiry, long lost) {}
