package io.reelbudget.forecast.exhaustion;

import java.util.Arrays;

/**
 * What an account spent, summed up at one instant, as a forecast looks at it.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class UsageSums {

    /** How many days' totals are kept. */
    public static final int DAYS = 84;

    /** How fast the two decayed sums forget, in days. */
    static final double FAST = 1;

    static final double SLOW = 4;

    private static final double ALIKE_WIDTH = 0.2;

    private final double[] totals;
    private final double ageDays;
    private final double total;
    private final double fast;
    private final double slow;
    private final double halfDay;
    private final double quietDays;
    private final JobsSeen jobs;
    private final double[] alike;

    /**
     * What is known of an account's jobs beside what they cost.
     *
     * @param running how many run or wait
     * @param hoursSinceEnd how many hours ago the last one ended, or, where none did, the first began
     * @param endedLastDay how many ended in the last 24 hours
     */
    public record JobsSeen(int running, double hoursSinceEnd, int endedLastDay) {}

    UsageSums(
            double[] totals,
            double ageDays,
            double total,
            double fast,
            double slow,
            double halfDay,
            double quietDays,
            JobsSeen jobs) {
        this.totals = totals;
        this.ageDays = ageDays;
        this.total = total;
        this.fast = fast;
        this.slow = slow;
        this.halfDay = halfDay;
        this.quietDays = quietDays;
        this.jobs = jobs;
        this.alike = alike(totals, wholeDays());
    }

    /**
     * Returns the same sums in another unit.
     *
     * @param factor how many of the new unit one of the old one is, more than zero
     */
    public UsageSums scaled(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Factor was " + factor + " but must be more than zero and finite; a unit has a size.");
        }
        return new UsageSums(
                Arrays.stream(totals).map(each -> each * factor).toArray(),
                ageDays,
                total * factor,
                fast * factor,
                slow * factor,
                halfDay * factor,
                quietDays,
                jobs);
    }

    /**
     * How much the days until each day's end were like the last ones, 0 to 1: a kernel on how busy they were, which is
     * a decayed sum of three days against itself and the mean day.
     */
    private static double[] alike(double[] totals, int days) {
        double mean = Math.max(0, totals[days] / days);
        double[] alike = new double[DAYS];
        double now = busyness(totals, 0, mean);
        for (int j = 0; j < DAYS; j++) {
            double distance = (busyness(totals, j, mean) - now) * (1 / ALIKE_WIDTH);
            double near = 1 + distance * distance;
            alike[j] = 1 / (near * near);
        }
        return alike;
    }

    private static double busyness(double[] totals, int day, double mean) {
        double recent = spentOn(totals, day) + 0.4 * spentOn(totals, day + 1) + 0.16 * spentOn(totals, day + 2);
        return recent > 0 ? recent / (recent + mean) : 0;
    }

    private static double spentOn(double[] totals, int day) {
        return day < DAYS ? totals[day + 1] - totals[day] : 0;
    }

    /** Returns how much the days that ended so many days ago were like the last ones, by index; not copied. */
    double[] alike() {
        return alike;
    }

    /** Returns what was spent in the last days: at index k in the last k times 24 hours; not copied. */
    double[] totals() {
        return totals;
    }

    /** Returns how many whole days of the account's own there are, 1 to {@value #DAYS}. */
    int wholeDays() {
        return (int) Math.max(1, Math.min(DAYS, Math.floor(ageDays)));
    }

    /** Returns the whole days since the first spending, at least 1, however many those are. */
    double wholeAge() {
        return Math.max(1, Math.floor(ageDays));
    }

    /** Returns the days since the first spending, at least 1. */
    public double ageDays() {
        return ageDays;
    }

    /** Returns all that was ever spent. */
    public double total() {
        return total;
    }

    /** Returns what is spent in a day by the recent pace: that of the sum with a memory of a day. */
    public double fastRate() {
        return rate(fast, FAST);
    }

    /** Returns what is spent in a day by the pace of the sum with a memory of four days. */
    public double slowRate() {
        return rate(slow, SLOW);
    }

    /** Returns what was spent in the last twelve hours. */
    double halfDay() {
        return halfDay;
    }

    /** Returns how many days ago something was spent last; the age where nothing ever was. */
    double quietDays() {
        return quietDays;
    }

    JobsSeen jobs() {
        return jobs;
    }

    /**
     * Returns what was spent in the last days.
     *
     * @param days 0 to {@value #DAYS}
     */
    public double lastDays(int days) {
        return totals[days];
    }

    private double rate(double sum, double memory) {
        return sum / (memory * -Math.expm1(-ageDays / memory));
    }
}
