package io.reelbudget.bench.policy;

/** The shares of their requests that a host's last finished jobs cost, all users together. Not thread-safe. */
final class OthersShares {

    private static final int MEMORY = 2_000;
    private static final int ENOUGH = 50;

    private final double[] logShares = new double[MEMORY];
    private int finished;

    void finished(TraceJob job) {
        logShares[finished % MEMORY] = Math.log(job.cost() / job.asked());
        finished++;
    }

    /** Returns the log of the share of one of the last jobs; until there are enough, of shares spread evenly. */
    double at(double place) {
        return finished < ENOUGH ? Math.log(place) : logShares[(int) (place * Math.min(finished, MEMORY))];
    }
}
