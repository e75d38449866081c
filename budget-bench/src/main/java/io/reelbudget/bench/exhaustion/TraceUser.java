package io.reelbudget.bench.exhaustion;

import java.util.Arrays;

/** One user's jobs, by when they were handed in. Arrays are shared, not copied: nothing here changes them. */
final class TraceUser {

    private final double[] submits;
    private final double[] costs;
    private final double[] ends;
    private final double[] costsUntil;

    private TraceUser(double[] submits, double[] costs, double[] ends, double[] costsUntil) {
        this.submits = submits;
        this.costs = costs;
        this.ends = ends;
        this.costsUntil = costsUntil;
    }

    /**
     * Returns a user.
     *
     * @param submits when each job was handed in, in seconds since 1970 UTC, rising
     * @param costs what each cost
     * @param ends when each ended
     */
    static TraceUser of(double[] submits, double[] costs, double[] ends) {
        double[] until = new double[costs.length + 1];
        for (int i = 0; i < costs.length; i++) {
            until[i + 1] = until[i] + costs[i];
        }
        double[] sorted = ends.clone();
        Arrays.sort(sorted);
        return new TraceUser(submits, costs, sorted, until);
    }

    /** Returns when each job was handed in, rising. */
    double[] submits() {
        return submits;
    }

    /** Returns what each job cost, in the order of the submits. */
    double[] costs() {
        return costs;
    }

    /** Returns when jobs ended, rising; not in the order of the submits. */
    double[] ends() {
        return ends;
    }

    /** Returns what was charged until an instant, that included. */
    double chargedUntil(double time) {
        return costsUntil[jobsUntil(time)];
    }

    /** Returns how many jobs were handed in until an instant, that included. */
    int jobsUntil(double time) {
        int low = 0;
        int high = submits.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (submits[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    double firstSubmit() {
        return submits[0];
    }
}
