package io.reelbudget.policy.scaling;

import io.reelbudget.policy.scaling.CapacityDemand.Running;
import java.util.Arrays;
import java.util.List;

/**
 * Instances that run and a number of each offer to start, as seen from the instant of planning.
 *
 * <p>This class is not thread-safe.
 */
final class Fleet {

    private final int fixed;
    private final double[] pace;
    private final double[] ready;
    private final int[] counts;

    /** The groups that run come first, with counts that stay; then one group for each offer, of none so far. */
    Fleet(CapacityDemand demand, List<InstanceOffer> offers) {
        fixed = demand.running().size();
        pace = new double[fixed + offers.size()];
        ready = new double[pace.length];
        counts = new int[pace.length];
        for (int i = 0; i < fixed; i++) {
            Running group = demand.running().get(i);
            pace[i] = group.offer().pace();
            ready[i] = Math.max(0, Seconds.between(demand.now(), group.from()));
            counts[i] = group.count();
        }
        for (int i = 0; i < offers.size(); i++) {
            pace[fixed + i] = offers.get(i).pace();
            ready[fixed + i] = Seconds.of(offers.get(i).boot());
        }
    }

    private Fleet(Fleet other, double delay) {
        fixed = other.fixed;
        pace = other.pace;
        counts = other.counts.clone();
        ready = other.ready.clone();
        for (int i = fixed; i < ready.length; i++) {
            ready[i] += delay;
        }
    }

    /** Returns this with instances that are ordered later by so many seconds. */
    Fleet later(double seconds) {
        return new Fleet(this, seconds);
    }

    void set(int offer, int count) {
        counts[fixed + offer] = count;
    }

    int count(int offer) {
        return counts[fixed + offer];
    }

    void set(int[] started) {
        System.arraycopy(started, 0, counts, fixed, started.length);
    }

    int[] started() {
        return Arrays.copyOfRange(counts, fixed, counts.length);
    }

    int runs() {
        return Arrays.stream(counts, 0, fixed).sum();
    }

    /** Returns how many CPU seconds all do in a second once they are ready. */
    double totalPace() {
        return paceBy(Double.POSITIVE_INFINITY);
    }

    /** Returns how many CPU seconds in a second those do that are ready before an instant. */
    double paceBy(double instant) {
        double sum = 0;
        for (int i = 0; i < pace.length; i++) {
            sum += ready[i] < instant ? counts[i] * pace[i] : 0;
        }
        return sum;
    }

    /** Returns how many CPU seconds are there from each one's readiness to an instant. */
    double capacityBy(double instant) {
        double sum = 0;
        for (int i = 0; i < pace.length; i++) {
            sum += counts[i] * pace[i] * Math.max(0, instant - ready[i]);
        }
        return sum;
    }

    /** Returns the pace of the slowest that is ready before an instant; infinite where none is. */
    double slowestBy(double instant) {
        double slowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < pace.length; i++) {
            if (counts[i] > 0 && ready[i] < instant) {
                slowest = Math.min(slowest, pace[i]);
            }
        }
        return slowest;
    }

    int readyBy(double instant) {
        int sum = 0;
        for (int i = 0; i < pace.length; i++) {
            sum += ready[i] <= instant ? counts[i] : 0;
        }
        return sum;
    }
}
