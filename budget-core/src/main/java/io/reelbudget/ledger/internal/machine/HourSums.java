package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.Arrays;

/** Amounts by the hour, which may rise and fall. Guarded by its book's lock. */
final class HourSums {

    static final long MICROS_PER_HOUR = 3_600_000_000L;

    private static final int FIRST_CAPACITY = 4;

    private int[] hours = {};
    private long[] sums = {};
    private int size;

    static int hourOf(long time) {
        return Math.toIntExact(Math.floorDiv(time, MICROS_PER_HOUR));
    }

    /** Adds to the hour of a time; hours before the oldest that is kept are passed over. */
    void add(long time, long amount) {
        int hour = hourOf(time);
        dropBefore(hour - UsageBuckets.KEPT_HOURS);
        int at = Arrays.binarySearch(hours, 0, size, hour);
        if (at >= 0) {
            sums[at] = Math.addExact(sums[at], amount);
            return;
        }
        int gap = -at - 1;
        if (size == hours.length) {
            int capacity = Math.max(FIRST_CAPACITY, size + (size >> 1));
            hours = Arrays.copyOf(hours, capacity);
            sums = Arrays.copyOf(sums, capacity);
        }
        System.arraycopy(hours, gap, hours, gap + 1, size - gap);
        System.arraycopy(sums, gap, sums, gap + 1, size - gap);
        hours[gap] = hour;
        sums[gap] = amount;
        size++;
    }

    private void dropBefore(int hour) {
        int first = firstAtOrAfter(hour);
        if (first > 0) {
            System.arraycopy(hours, first, hours, 0, size - first);
            System.arraycopy(sums, first, sums, 0, size - first);
            size -= first;
        }
    }

    private int firstAtOrAfter(int hour) {
        int found = Arrays.binarySearch(hours, 0, size, hour);
        return found >= 0 ? found : -found - 1;
    }

    /** Writes hours as steps from the one before. */
    void write(SectionWriter out) {
        out.writeVarint(size);
        int before = 0;
        for (int i = 0; i < size; i++) {
            out.writeSigned(hours[i] - before);
            out.writeSigned(sums[i]);
            before = hours[i];
        }
    }

    void read(SectionReader in) {
        size = in.readSize();
        hours = new int[size];
        sums = new long[size];
        int before = 0;
        for (int i = 0; i < size; i++) {
            before += (int) in.readSigned();
            hours[i] = before;
            sums[i] = in.readSigned();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the sum of an hour and all after it. */
    long sumFrom(int hour) {
        long sum = 0;
        for (int i = size - 1; i >= 0 && hours[i] >= hour; i--) {
            sum = Math.addExact(sum, sums[i]);
        }
        return sum;
    }
}
