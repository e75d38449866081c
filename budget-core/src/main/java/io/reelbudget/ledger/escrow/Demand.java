package io.reelbudget.ledger.escrow;

/**
 * How much a host should have of an account at hand: twice what it spent since the last report, and never less than
 * sixteen of the largest jobs; four times as much as before when it ran low; nothing once nobody asked for long.
 *
 * <p>This class is thread-safe.
 */
final class Demand {

    /** After so many reports without a job, all goes back. */
    private static final int PATIENCE = 8;

    private static final int JOBS = 16;
    private static final int GROWTH = 4;
    private static final int AHEAD = 2;

    /** Keeps sums and products far from the end of numbers; no account has as much. */
    private static final long MOST = 1L << 58;

    private long largest;
    private long spent;
    private long wanted;
    private int quiet;
    private long needed;
    private boolean low;
    private boolean stopped;

    /** Says that a job asked for so much. */
    synchronized void asked(long micros) {
        largest = Math.max(largest, micros);
        quiet = 0;
        wanted = Math.max(wanted, times(micros, JOBS));
    }

    /** Says that a running job cannot go on without so much free. */
    synchronized void needs(long micros) {
        needed = Math.max(needed, micros);
    }

    synchronized boolean isNeeded() {
        return needed > 0;
    }

    /** Returns how much must be free, once. */
    synchronized long takeNeeded() {
        long now = needed;
        needed = 0;
        return now;
    }

    /** Says that nothing is wanted any more, whatever comes. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized void spent(long micros) {
        spent = Math.min(MOST, spent + micros);
    }

    synchronized void ranLow() {
        low = true;
    }

    /** Returns how much should be free to be held, in millionths, and begins to see anew whether it runs low. */
    synchronized long takeWanted() {
        if (low) {
            wanted = times(wanted, GROWTH);
            low = false;
        }
        return wanted();
    }

    /** Looks back on the time since the last report. */
    synchronized void review() {
        quiet = largest == 0 ? quiet + 1 : 0;
        if (quiet >= PATIENCE) {
            wanted = 0;
            low = false;
        } else if (quiet == 0) {
            wanted = Math.max(wanted / 2, Math.max(times(spent, AHEAD), times(largest, JOBS)));
        }
        largest = 0;
        spent = 0;
    }

    /** Returns the same as it was. */
    synchronized long wanted() {
        return stopped ? 0 : wanted;
    }

    private static long times(long micros, int factor) {
        return micros > MOST / factor ? MOST : micros * factor;
    }
}
