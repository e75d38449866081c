package io.reelbudget.policy.admission;

/** What is left in purses, in millionths. Not thread-safe. */
final class Purses {

    private final long[] left;

    Purses(long[] full) {
        this.left = full.clone();
    }

    /** Returns whether there is enough for a start. */
    boolean hold(BatchStart start) {
        return start.purses().stream().allMatch(purse -> left[purse] >= start.askedMicros());
    }

    void take(BatchStart start) {
        start.purses().forEach(purse -> left[purse] -= start.askedMicros());
    }

    void giveBack(BatchStart start) {
        start.purses().forEach(purse -> left[purse] += start.askedMicros());
    }
}
