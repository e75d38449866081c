package io.reelbudget.forecast.exhaustion;

/**
 * How busy all accounts of a host are together: which of the days ahead are busy weekdays, and whether yesterday was.
 *
 * <p>A day is one of 24 hours from now, so no calendar and no time zone is needed. This class is immutable and
 * thread-safe.
 */
public final class BusyDays {

    private static final int WEEK = 7;
    private static final int DAYS_LOOKED_AT = 56;
    private static final double LEAST = 0.1;
    private static final double MOST = 3;
    private static final double PRIOR_DAYS = 2;

    private static final BusyDays UNKNOWN = new BusyDays(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 1);

    private final double[] ahead;
    private final double yesterday;

    private BusyDays(double[] ahead, double yesterday) {
        this.ahead = ahead;
        this.yesterday = yesterday;
    }

    /** Returns what is assumed of a host about which nothing is known: that all days are alike. */
    public static BusyDays unknown() {
        return UNKNOWN;
    }

    /**
     * Returns what follows from how many accounts were active on each day.
     *
     * @param active the number of accounts that had a job, day by day until yesterday; the last 56 are looked at
     */
    public static BusyDays of(int... active) {
        int start = Math.max(0, active.length - DAYS_LOOKED_AT);
        double sum = 0;
        for (int day = start; day < active.length; day++) {
            sum += active[day];
        }
        if (sum <= 0) {
            return UNKNOWN;
        }
        double mean = sum / (active.length - start);
        double[] ahead = new double[WEEK + 1];
        for (int day = 0; day < WEEK; day++) {
            ahead[day + 1] = ahead[day] + weekday(active, start, active.length + day - WEEK, mean);
        }
        return new BusyDays(ahead, clipped(active[active.length - 1] / mean));
    }

    private static double weekday(int[] active, int start, int lastTime, double mean) {
        double sum = 0;
        int times = 0;
        for (int day = lastTime; day >= start; day -= WEEK) {
            sum += active[day];
            times++;
        }
        return clipped((sum + PRIOR_DAYS * mean) / (times * mean + PRIOR_DAYS * mean));
    }

    /** Returns how many average days the next days are worth. */
    double effective(int days) {
        int weeks = days / WEEK;
        return weeks * ahead[WEEK] + ahead[days % WEEK];
    }

    /** Returns how busy yesterday was; 1 is average. */
    double yesterday() {
        return yesterday;
    }

    private static double clipped(double share) {
        return Math.max(LEAST, Math.min(MOST, share));
    }
}
