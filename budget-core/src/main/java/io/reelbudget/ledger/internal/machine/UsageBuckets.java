package io.reelbudget.ledger.internal.machine;

import java.util.Arrays;

/**
 * What was captured in each hour that had any. The newest hour, to which nearly all is added, is two numbers; those
 * before it are packed into bytes, as steps from hour to hour and amounts, 7 bits a byte: four or five bytes an hour.
 * Guarded by its book's lock.
 */
public final class UsageBuckets {

    /** How many hours back from the newest are kept: 420 days, so that 400 are always whole. */
    public static final int KEPT_HOURS = 420 * 24;

    /** Is shown the hours that had any, in their order. */
    @FunctionalInterface
    interface HourVisitor {
        void visit(int hour, long micros);
    }

    private static final byte[] NOTHING = {};

    /** The longest step, which is that to a first hour before 1970, and the longest amount, in bytes. */
    private static final int LONGEST_HOUR = 10 + 9;

    /** Of the room that is added an eighth of what is there stays free at most. */
    private static final int GROWTH_SHIFT = 3;

    private static final int NONE = Integer.MIN_VALUE;

    private byte[] packed = NOTHING;
    private int used;
    private int lastPacked;
    private int newest = NONE;
    private long newestMicros;
    private int oldestKept = NONE;

    /** Adds to the hour of a time; an hour that is no longer kept counts as dropped. */
    void add(long time, long amount) {
        int hour = HourSums.hourOf(time);
        if (hour == newest) {
            newestMicros = Math.addExact(newestMicros, amount);
        } else if (hour >= oldestKept) {
            addTo(hour, amount);
        }
    }

    private void addTo(int hour, long amount) {
        int oldest = Math.max(hour, newest) - KEPT_HOURS + 1;
        dropBefore(oldest);
        if (hour < oldest) {
            oldestKept = Math.max(oldestKept, oldest);
        } else if (hour > newest) {
            append(hour, amount);
        } else {
            insert(hour, amount);
        }
    }

    /** Adds an hour that is later than all others. */
    void append(int hour, long micros) {
        if (newest != NONE) {
            pack(newest, newestMicros);
        }
        newest = hour;
        newestMicros = micros;
    }

    private void pack(int hour, long micros) {
        if (packed.length - used < LONGEST_HOUR) {
            int needed = used + bytesOf(hour - lastPacked) + bytesOf(micros);
            if (needed > packed.length) {
                packed = Arrays.copyOf(packed, needed + (needed >> GROWTH_SHIFT));
            }
        }
        packNumber(hour - lastPacked);
        packNumber(micros);
        lastPacked = hour;
    }

    private void packNumber(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            packed[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        packed[used++] = (byte) rest;
    }

    private static int bytesOf(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }

    /** Late usage is rare: all hours are packed anew. */
    private void insert(int hour, long amount) {
        UsageBuckets others = new UsageBuckets();
        long[] there = {0};
        forEach((other, micros) -> {
            if (other < hour) {
                others.append(other, micros);
            } else if (other == hour) {
                there[0] = micros;
            }
        });
        others.append(hour, Math.addExact(there[0], amount));
        forEach((other, micros) -> {
            if (other > hour) {
                others.append(other, micros);
            }
        });
        takeOver(others);
    }

    private void takeOver(UsageBuckets others) {
        packed = others.packed;
        used = others.used;
        lastPacked = others.lastPacked;
        newest = others.newest;
        newestMicros = others.newestMicros;
    }

    private void dropBefore(int hour) {
        if (first() >= hour) {
            return;
        }
        UsageBuckets kept = new UsageBuckets();
        forEach((other, micros) -> {
            if (other >= hour) {
                kept.append(other, micros);
            }
        });
        takeOver(kept);
        oldestKept = hour;
    }

    /** Returns the first hour that had any, the largest number where none had. */
    private int first() {
        if (used == 0) {
            return newest == NONE ? Integer.MAX_VALUE : newest;
        }
        long hour = 0;
        int at = 0;
        int shift = 0;
        while (packed[at] < 0) {
            hour |= (packed[at++] & 0x7FL) << shift;
            shift += 7;
        }
        return (int) (hour | ((long) packed[at] << shift));
    }

    /** Shows all hours that had any, in their order. */
    void forEach(HourVisitor visitor) {
        byte[] bytes = packed;
        int end = used;
        int at = 0;
        int hour = 0;
        while (at < end) {
            long step = 0;
            int shift = 0;
            byte next = bytes[at++];
            while (next < 0) {
                step |= (next & 0x7FL) << shift;
                shift += 7;
                next = bytes[at++];
            }
            hour += (int) (step | ((long) next << shift));
            long micros = 0;
            shift = 0;
            next = bytes[at++];
            while (next < 0) {
                micros |= (next & 0x7FL) << shift;
                shift += 7;
                next = bytes[at++];
            }
            visitor.visit(hour, micros | ((long) next << shift));
        }
        if (newest != NONE) {
            visitor.visit(newest, newestMicros);
        }
    }

    /** Adds all hours to other sums. */
    void copyTo(HourSums sums) {
        forEach((hour, micros) -> sums.add(hour * HourSums.MICROS_PER_HOUR, micros));
    }

    int size() {
        int[] size = {0};
        forEach((hour, micros) -> size[0]++);
        return size[0];
    }

    int oldestKept() {
        return oldestKept;
    }

    /** Says since when hours are kept, before any is appended. */
    void keptSince(int oldestKeptHour) {
        oldestKept = oldestKeptHour;
    }

    /** Returns the oldest hour since 1970 of which nothing was dropped, at least {@code hour}. */
    int firstKept(int hour) {
        return Math.max(hour, oldestKept);
    }

    /** Returns the amounts of so many hours from one on, with zeros for idle ones. */
    long[] dense(int fromHour, int count) {
        long[] dense = new long[count];
        forEach((hour, micros) -> {
            if (hour >= fromHour && hour < fromHour + count) {
                dense[hour - fromHour] = micros;
            }
        });
        return dense;
    }

    /** Returns whether no hour was dropped yet. */
    public boolean isWhole() {
        return oldestKept == NONE;
    }

    /** Returns the sum of an hour and all after it. */
    long sumFrom(int hour) {
        long[] sum = {0};
        forEach((other, micros) -> sum[0] = other < hour ? sum[0] : Math.addExact(sum[0], micros));
        return sum[0];
    }

    /** Returns the sum of all hours that are kept. */
    public long total() {
        return sumFrom(NONE);
    }
}
