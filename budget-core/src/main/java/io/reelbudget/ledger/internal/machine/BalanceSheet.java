package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Period;
import java.time.Instant;
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
    public static final int NUMBERS = 11;

    /** Returns what {@link Account#writeSheet} wrote. */
    public static BalanceSheet of(long[] from, int at) {
        return new BalanceSheet(
                from[at],
                from[at + 1],
                from[at + 2],
                from[at + 3],
                from[at + 4],
                from[at + 5],
                new Period(from[at + 8], Instant.ofEpochSecond(from[at + 9]), Instant.ofEpochSecond(from[at + 10])),
                from[at + 6],
                from[at + 7]);
    }
}
