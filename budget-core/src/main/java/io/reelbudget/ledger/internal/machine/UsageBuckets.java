package io.reelbudget.ledger.internal.machine;

import java.util.Arrays;

/**
 * What was captured in each hour that had any: two sorted arrays, since most accounts are idle in most hours. Guarded
 * by its book's lock.
 */
public final class UsageBuckets {

    /** How many hours back from the newest are kept: 420 days, so that 400 are always whole. */
    public static final int KEPT_HOURS = 420 * 24;

    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int FIRST_CAPACITY = 4;

    private int[] hours = {};
    private long[] micros = {};
    private int size;
    private int oldestKept = Integer.MIN_VALUE;

    static int hourOf(long time) {
        return Math.toIntExact(Math.floorDiv(time, MICROS_PER_HOUR));
    }

    /** Adds to the hour of a time; an hour that is no longer kept counts as dropped. */
    void add(long time, long amount) {
        int hour = hourOf(time);
        if (size > 0 && hours[size - 1] == hour) {
            micros[size - 1] = Math.addExact(micros[size - 1], amount);
            return;
        }
        if (hour < oldestKept) {
            return;
        }
        int newest = size == 0 ? hour : Math.max(hour, hours[size - 1]);
        dropBefore(newest - KEPT_HOURS + 1);
        if (hour <= newest - KEPT_HOURS) {
            oldestKept = Math.max(oldestKept, newest - KEPT_HOURS + 1);
            return;
        }
        insert(firstAtOrAfter(hour), hour, amount);
    }

    private void insert(int at, int hour, long amount) {
        if (at < size && hours[at] == hour) {
            micros[at] = Math.addExact(micros[at], amount);
            return;
        }
        if (size == hours.length) {
            int capacity = Math.max(FIRST_CAPACITY, size + (size >> 1));
            hours = Arrays.copyOf(hours, capacity);
            micros = Arrays.copyOf(micros, capacity);
        }
        System.arraycopy(hours, at, hours, at + 1, size - at);
        System.arraycopy(micros, at, micros, at + 1, size - at);
        hours[at] = hour;
        micros[at] = amount;
        size++;
    }

    /** Adds all hours to other sums. */
    void copyTo(HourSums sums) {
        for (int i = 0; i < size; i++) {
            sums.add(hours[i] * MICROS_PER_HOUR, micros[i]);
        }
    }

    int size() {
        return size;
    }

    int hour(int i) {
        return hours[i];
    }

    long micros(int i) {
        return micros[i];
    }

    int oldestKept() {
        return oldestKept;
    }

    /** Takes the place of all that is here; hours rise. */
    void restore(int oldestKeptHour, int[] risingHours, long[] microsOfEach) {
        oldestKept = oldestKeptHour;
        hours = risingHours;
        micros = microsOfEach;
        size = risingHours.length;
    }

    private void dropBefore(int hour) {
        int first = firstAtOrAfter(hour);
        if (first > 0) {
            System.arraycopy(hours, first, hours, 0, size - first);
            System.arraycopy(micros, first, micros, 0, size - first);
            size -= first;
            oldestKept = hour;
        }
    }

    private int firstAtOrAfter(int hour) {
        int found = Arrays.binarySearch(hours, 0, size, hour);
        return found >= 0 ? found : -found - 1;
    }

    /** Returns the oldest hour since 1970 of which nothing was dropped, at least {@code hour}. */
    int firstKept(int hour) {
        return Math.max(hour, oldestKept);
    }

    /** Returns the amounts of so many hours from one on, with zeros for idle ones. */
    long[] dense(int fromHour, int count) {
        long[] dense = new long[count];
        for (int i = firstAtOrAfter(fromHour); i < size && hours[i] < fromHour + count; i++) {
            dense[hours[i] - fromHour] = micros[i];
        }
        return dense;
    }

    /** Returns whether no hour was dropped yet. */
    public boolean isWhole() {
        return oldestKept == Integer.MIN_VALUE;
    }

    /** Returns the sum of an hour and all after it. */
    long sumFrom(int hour) {
        long sum = 0;
        for (int i = firstAtOrAfter(hour); i < size; i++) {
            sum = Math.addExact(sum, micros[i]);
        }
        return sum;
    }

    /** Returns the sum of all hours that are kept. */
    public long total() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total = Math.addExact(total, micros[i]);
        }
        return total;
    }
}
