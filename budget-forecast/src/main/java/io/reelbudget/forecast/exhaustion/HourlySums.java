package io.reelbudget.forecast.exhaustion;

import io.reelbudget.forecast.exhaustion.UsageSums.JobsSeen;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;

/**
 * Running sums of a history in hours, for those who keep no {@link AccountPulse}. Within an hour spending is taken as
 * even, in the running hour over the part of it that is over; corrections below zero count as nothing spent. Of a
 * history longer than {@value #MOST_HOURS} hours only those are read.
 *
 * <p>Stateless: may be called from any thread; takes a time in proportion to the history's hours.
 */
public final class HourlySums {

    private static final double HOUR = Duration.ofHours(1).toNanos();
    private static final int HOURS_PER_DAY = 24;
    private static final double FAST_HOUR = Math.exp(-1.0 / HOURS_PER_DAY / UsageSums.FAST);
    private static final double SLOW_HOUR = Math.exp(-1.0 / HOURS_PER_DAY / UsageSums.SLOW);

    private static final int MOST_HOURS = 1_000_000;
    private static final double LEAST_PART = 1e-9;

    private final HourlyUsage history;

    /** The number of the hour that runs; the history may end before. */
    private final int running;

    /** How much of the running hour is over. Times are counted from its beginning, to be the same for any history. */
    private final double over;

    private final int first;

    private HourlySums(HourlyUsage history, Instant now) {
        this.history = history;
        Duration since = Duration.between(history.start(), now);
        running = (int) Math.max(-1, Math.min(MOST_HOURS, since.toHours()));
        over = Math.max(0, Math.min(1, since.minusHours(running).toNanos() / HOUR));
        int firstInUse = 0;
        while (firstInUse <= lastHour() && history.micros(firstInUse) <= 0) {
            firstInUse++;
        }
        first = firstInUse;
    }

    /**
     * Returns the sums at an instant.
     *
     * @param history what was spent in each hour, in micro-units of money; hours that begin after {@code now} are
     *     ignored
     * @param now the instant that the sums are of; before the history's start nothing was spent
     * @param charged what is known to be spent by jobs already handed in, in micro-units, zero or more: it counts as
     *     spent now
     * @return the sums in micro-units and days; of an account without spending those of one that has just begun
     * @throws IllegalArgumentException if {@code charged} is negative, NaN or infinite
     */
    public static UsageSums of(HourlyUsage history, Instant now, double charged) {
        if (!(charged >= 0 && charged < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Charged was " + charged
                    + " micros but must be zero or more and finite; leave corrections out of what is charged.");
        }
        return new HourlySums(history, now).sums(charged);
    }

    private UsageSums sums(double charged) {
        boolean isNew = first > lastHour();
        double age = isNew ? 1 : Math.max(1, (running - first + over) / HOURS_PER_DAY);
        double fast = 0;
        double slow = 0;
        double total = charged;
        int last = first - 1;
        for (int hour = first; hour <= lastHour(); hour++) {
            double spent = spentIn(hour);
            fast = fast * FAST_HOUR + spent;
            slow = slow * SLOW_HOUR + spent;
            total += spent;
            last = spent > 0 ? hour : last;
        }
        // An hour's spending is taken as of its middle, the running hour's as of the middle of what is over.
        double since = lastHour() == running ? over / 2 : running - lastHour() - 0.5 + over;
        double quiet = Math.max(0, running - last - 1 + over) / HOURS_PER_DAY;
        return new UsageSums(
                totals(charged),
                age,
                total,
                fast * Math.pow(FAST_HOUR, since) + charged,
                slow * Math.pow(SLOW_HOUR, since) + charged,
                charged + spentBetween(over - HOURS_PER_DAY / 2.0, over),
                isNew && charged <= 0 ? age : charged > 0 ? 0 : quiet,
                new JobsSeen(0, age * HOURS_PER_DAY, 0));
    }

    private double[] totals(double charged) {
        double[] totals = new double[UsageSums.DAYS + 1];
        double sum = charged;
        for (int day = 1; day <= UsageSums.DAYS; day++) {
            double until = over - (day - 1.0) * HOURS_PER_DAY;
            sum += spentBetween(until - HOURS_PER_DAY, until);
            totals[day] = sum;
        }
        return totals;
    }

    /** What was spent between two times, in hours from the beginning of the running hour. */
    private double spentBetween(double from, double until) {
        double sum = 0;
        int low = (int) Math.max(first, running + Math.floor(from));
        int high = (int) Math.min(lastHour(), running + Math.ceil(until) - 1);
        for (int hour = low; hour <= high; hour++) {
            double length = hour == running ? Math.max(over, LEAST_PART) : 1;
            double begin = Math.max(from, hour - running);
            double end = Math.min(until, hour - running + length);
            sum += Math.max(0, Math.min(1, (end - begin) / length)) * spentIn(hour);
        }
        return sum;
    }

    private double spentIn(int hour) {
        return Math.max(0, history.micros(hour));
    }

    /** The number of the last hour that has begun and that the history has. */
    private int lastHour() {
        return Math.min(history.hours() - 1, running);
    }
}
