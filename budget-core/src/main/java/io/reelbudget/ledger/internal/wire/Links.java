package io.reelbudget.ledger.internal.wire;

/**
 * Where in the log the transaction before touched each account that this one touches: what makes a statement cost what
 * it returns.
 *
 * @param accounts the numbers of the touched accounts
 * @param previous for each of them the position of the transaction before that touched it, {@link #NONE} where this is
 *     the first
 */
@SuppressWarnings("ArrayRecordComponent") // A hot path; neither array is changed nor compared.
public record Links(int[] accounts, long[] previous) {

    /** Stands in place of a position before the first transaction. */
    public static final long NONE = -1;

    /** Returns where the transaction before touched an account. */
    public long before(int account) {
        for (int i = 0; i < accounts.length; i++) {
            if (accounts[i] == account) {
                return previous[i];
            }
        }
        throw new MalformedRecordException("it was linked from account " + account + " but does not touch it");
    }
}
