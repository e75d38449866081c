package io.reelbudget.ledger.internal.machine;

/**
 * An account's balance in millionths, as it was after a transaction. Written with every transaction, so that a command
 * that comes again is answered as it was the first time, and so that an audit finds the first entry that went wrong.
 *
 * @param periodOrdinal the number of the plan's period that was running
 */
public record BalanceSheet(
        long granted,
        long posted,
        long held,
        long expired,
        long overdraftLimit,
        long periodOrdinal,
        long grantedInPeriod,
        long postedInPeriod) {}
