package io.reelbudget.ledger.internal.wire;

/**
 * Where in the log the transaction before touched each account that this one touches: what makes a statement cost what
 * it returns.
 *
 * @param previousInRoot the position of the transaction before of the same root, {@link #NONE} where this is the first,
 *     {@link #UNKNOWN} in records of a version that did not keep it
 * @param accounts the numbers of the touched accounts
 * @param previous for each of them the position of the transaction before that touched it, {@link #NONE} where this is
 *     the first
 */
@SuppressWarnings("ArrayRecordComponent") // A hot path; neither array is changed nor compared.
public record Links(long previousInRoot, int[] accounts, long[] previous) {

    /** Stands in place of a position before the first transaction. */
    public static final long NONE = -1;

    /** Stands in place of a position that was not kept. */
    public static final long UNKNOWN = -2;

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
