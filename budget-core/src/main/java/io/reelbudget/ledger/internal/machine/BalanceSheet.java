package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Period;
import org.jspecify.annotations.Nullable;

/**
 * An account's balance in millionths, as it was after a transaction. Written with every transaction, so that a command
 * that comes again is answered as it was the first time, and so that an audit finds the first entry that went wrong.
 *
 * @param debt what captures spent beyond all grants
 * @param period the plan's period that was running; null in records of a version that did not keep it
 */
public record BalanceSheet(
        long granted,
        long posted,
        long held,
        long expired,
        long debt,
        long overdraftLimit,
        @Nullable Period period,
        long grantedInPeriod,
        long postedInPeriod) {

    /** How many numbers {@link Account#writeSheet} writes. */
    public static final int NUMBERS = 8;

    /** Returns what {@link Account#writeSheet} wrote, which was in a period. */
    public static BalanceSheet of(long[] from, Period period) {
        return new BalanceSheet(from[0], from[1], from[2], from[3], from[4], from[5], period, from[6], from[7]);
    }
}
