package io.reelbudget.ledger.internal.machine;

import java.util.List;

/**
 * What became of an amount that was given back at one level. The parts add up to the whole, but for what an unlimited
 * plan had let be spent and lets be spent again.
 *
 * @param restored what went back to grants that are still there
 * @param repaid what paid off debt
 * @param reissue what became a new grant with the number of the event's entry, since the one that paid is gone
 * @param lost what is lost, by who had paid it: since its grant expired and the account's terms say so, was taken back,
 *     or since the debt had been forgiven
 */
public record GivenBack(List<Payment> restored, long repaid, Reissue reissue, List<Payment> lost) {

    /** Returns how much is lost. */
    public long lostAmount() {
        long sum = 0;
        for (Payment payment : lost) {
            sum = Math.addExact(sum, payment.amount());
        }
        return sum;
    }
}
