package io.reelbudget.bench.exhaustion;

import java.util.ArrayList;
import java.util.List;

/**
 * One user's jobs of one window.
 *
 * @param user whose
 * @param start when the window starts, in seconds since 1970
 * @param from the first job's number
 * @param until the number after the last job's
 */
record ActiveWindow(TraceUser user, double start, int from, int until) {

    /** Returns all whole windows in which a user handed in anything. */
    static List<ActiveWindow> of(TraceUser user, double start, double length, double lastSubmit) {
        int whole = (int) Math.floor((lastSubmit - start) / length);
        List<ActiveWindow> windows = new ArrayList<>();
        double[] submits = user.submits();
        int from = 0;
        while (from < submits.length) {
            double window = Math.floor((submits[from] - start) / length);
            int until = from;
            while (until < submits.length && Math.floor((submits[until] - start) / length) == window) {
                until++;
            }
            if (window >= 0 && window < whole) {
                windows.add(new ActiveWindow(user, start + window * length, from, until));
            }
            from = until;
        }
        return windows;
    }

    boolean isActive(int leastJobs, int leastDays) {
        int days = 0;
        double before = Double.NaN;
        for (int i = from; i < until; i++) {
            double day = Math.floor(user.submits()[i] / UsageTrace.DAY);
            days += day == before ? 0 : 1;
            before = day;
        }
        return until - from >= leastJobs && days >= leastDays;
    }

    double total() {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += user.costs()[i];
        }
        return sum;
    }

    /** Returns when the job that uses a budget up is handed in; infinite where none does. */
    double runOut(double budget) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += user.costs()[i];
            if (sum >= budget) {
                return user.submits()[i];
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
