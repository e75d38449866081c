package io.reelbudget.forecast.exhaustion;

import io.reelbudget.forecast.exhaustion.UsageSums.JobsSeen;
import java.time.Duration;
import java.time.Instant;

/**
 * The running sums of one account, kept up to date in constant time with everything it spends.
 *
 * <p>Kept are totals of the last days and hours of UTC, two exponentially decayed sums that are exact at any instant,
 * and counts of jobs. At a midnight of UTC all sums are exact; between two midnights the totals of days before
 * yesterday take each calendar day as spent evenly.
 *
 * <p>Events come in the order of their time; one that comes late counts as of the latest time seen. What is charged may
 * be corrected by a negative amount. This class is mutable and not thread-safe; some 1.2 kB an account.
 */
public final class AccountPulse {

    private static final int RING_DAYS = UsageSums.DAYS + 1;
    private static final int RING_HOURS = 25;
    private static final double HOUR = Duration.ofHours(1).toSeconds();
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private final double[] days = new double[RING_DAYS];
    private final int[] ended = new int[RING_HOURS];
    private final double[] hours = new double[RING_HOURS];
    private long hour = Long.MIN_VALUE;
    private double fast;
    private double slow;
    private double decayedAt;
    private double total;
    private double first = Double.NaN;
    private double last = Double.NaN;
    private double lastEnd = Double.NaN;
    private int running;

    /** Begins an account that has not spent anything. */
    public AccountPulse() {}

    /** Notes that a job was handed in and charged, or is held for, with what it is expected to cost. */
    public void charged(Instant at, double amount) {
        charged(seconds(at), amount);
        running++;
    }

    /** Notes that what a job was charged turned out to be another amount: adds the difference. */
    public void corrected(Instant at, double difference) {
        double now = advance(seconds(at));
        add(now, difference);
    }

    /** Notes that a job that was charged has ended. */
    public void ended(Instant at) {
        ended(seconds(at));
    }

    /** Notes spending whose job is not known to run or end: only its amount counts. */
    public void spent(Instant at, double amount) {
        charged(seconds(at), amount);
    }

    /** Returns the sums at an instant, not before the latest event. */
    public UsageSums at(Instant now) {
        return at(seconds(now));
    }

    private void charged(double at, double amount) {
        double now = advance(at);
        if (Double.isNaN(first)) {
            first = now;
        }
        last = now;
        add(now, amount);
    }

    private void ended(double at) {
        double now = advance(at);
        running = Math.max(0, running - 1);
        lastEnd = now;
        ended[ring(hour, RING_HOURS)]++;
    }

    private void add(double now, double amount) {
        decay(now);
        fast += amount;
        slow += amount;
        total += amount;
        days[ring(Math.floorDiv(hour, 24), RING_DAYS)] += amount;
        hours[ring(hour, RING_HOURS)] += amount;
    }

    private void decay(double now) {
        double past = (now - decayedAt) / DAY;
        fast *= Math.exp(-past / UsageSums.FAST);
        slow *= Math.exp(-past / UsageSums.SLOW);
        decayedAt = now;
    }

    /** Turns the rings so that the hour and day of an instant are current. What ends at a full hour is in that hour. */
    private double advance(double at) {
        long target = (long) Math.ceil(at / HOUR) - 1;
        if (hour == Long.MIN_VALUE) {
            hour = target;
            decayedAt = at;
        }
        if (target <= hour) {
            return Math.max(at, decayedAt);
        }
        for (long h = Math.max(hour + 1, target - RING_HOURS + 1); h <= target; h++) {
            hours[ring(h, RING_HOURS)] = 0;
            ended[ring(h, RING_HOURS)] = 0;
        }
        long day = Math.floorDiv(target, 24);
        for (long d = Math.max(Math.floorDiv(hour, 24) + 1, day - RING_DAYS + 1); d <= day; d++) {
            days[ring(d, RING_DAYS)] = 0;
        }
        hour = target;
        return at;
    }

    private UsageSums at(double wanted) {
        double now = advance(wanted);
        decay(now);
        double age = Double.isNaN(first) ? 1 : Math.max(1, (now - first) / DAY);
        double quiet = Double.isNaN(last) ? age : (now - last) / DAY;
        double sinceEnd = Double.isNaN(lastEnd) ? age * 24 : (now - lastEnd) / HOUR;
        return new UsageSums(
                dayTotals(now),
                age,
                total,
                fast,
                slow,
                lastHours(now, 12),
                quiet,
                new JobsSeen(running, sinceEnd, endedLastDay()));
    }

    private double[] dayTotals(double now) {
        double[] totals = new double[UsageSums.DAYS + 1];
        long today = Math.floorDiv(hour, 24);
        double over = now / DAY - today;
        double sum = days[ring(today, RING_DAYS)];
        for (int k = 1; k <= UsageSums.DAYS; k++) {
            double before = days[ring(today - k, RING_DAYS)];
            totals[k] = sum + (1 - over) * before;
            sum += before;
        }
        totals[1] = Math.min(totals[2], lastHours(now, 24));
        return totals;
    }

    private double lastHours(double now, int count) {
        double over = now / HOUR - hour;
        double sum = (1 - over) * hours[ring(hour - count, RING_HOURS)];
        for (int k = 0; k < count; k++) {
            sum += hours[ring(hour - k, RING_HOURS)];
        }
        return sum;
    }

    private int endedLastDay() {
        int sum = 0;
        for (int k = 0; k < 24; k++) {
            sum += ended[ring(hour - k, RING_HOURS)];
        }
        return sum;
    }

    private static int ring(long index, int size) {
        return (int) Math.floorMod(index, (long) size);
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }
}
