package io.reelbudget.ledger.internal.engine;

/**
 * Positions of a store that numbers each root's records by themselves: the root's number above, the record's below, so
 * that one number finds a record and those of a root lie side by side. All methods are pure.
 */
public final class Positions {

    /** The largest number that a root may have; the smallest is zero. */
    public static final int MAX_ROOT = (1 << 27) - 1;

    private static final int RECORD_BITS = 36;

    private Positions() {}

    /** Returns the position of a root's record, which are counted from zero. */
    public static long of(int root, long record) {
        if (root < 0 || root > MAX_ROOT || record < 0 || record >= 1L << RECORD_BITS) {
            throw new IllegalStateException("Record " + record + " of root " + root + " was beyond the " + MAX_ROOT
                    + " roots or the 2^" + RECORD_BITS + " records a root that a store has room for; begin another.");
        }
        return (long) root << RECORD_BITS | record;
    }

    /** Returns the number of the root whose record is at a position. */
    public static int rootOf(long position) {
        return (int) (position >>> RECORD_BITS);
    }

    /** Returns how many records of its root there are up to and with the one at a position. */
    public static long countThrough(long position) {
        return (position & ((1L << RECORD_BITS) - 1)) + 1;
    }
}
