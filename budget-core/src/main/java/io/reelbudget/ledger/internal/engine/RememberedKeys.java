package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the outcomes of the last commands are, by root and idempotency key: 52 bytes a key.
 *
 * <p>A key is forgotten when it is older than {@link #RETENTION}, or when {@link #MAX_KEYS} newer ones came; the oldest
 * first. A ring keeps them in the order of the log, an open-addressing table finds them. All methods are thread-safe.
 */
final class RememberedKeys {

    /** The most keys that a ledger remembers: at a steady 100 commands a second those of 23 hours. */
    static final int MAX_KEYS = 1 << 23;

    /** How long a key is remembered, in microseconds of the ledger's time: seven days. */
    static final long RETENTION = 7L * 24 * 3_600_000_000L;

    /**
     * What is known of a command.
     *
     * @param contentHash tells it from another under the same key
     * @param position where its transaction is in the log
     */
    record Remembered(long contentHash, long position) {}

    private static final int FIRST_CAPACITY = 64;

    /** So many are copied while no command goes on: well under a millisecond. */
    private static final int KEYS_PER_SECTION = 8_192;

    private final int maxKeys;
    private int capacity = FIRST_CAPACITY;
    private int head;
    private int size;

    /** How many were forgotten: the oldest one's number, counted from the first on. */
    private long forgotten;

    private int[] roots = new int[capacity];
    private long[] highs = new long[capacity];
    private long[] lows = new long[capacity];
    private long[] hashes = new long[capacity];
    private long[] positions = new long[capacity];
    private long[] times = new long[capacity];

    /** Ring slot plus one, zero where free; twice as long as the ring. */
    private int[] table = new int[2 * capacity];

    RememberedKeys() {
        this(MAX_KEYS);
    }

    RememberedKeys(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    synchronized @Nullable Remembered find(int root, IdempotencyKey key) {
        int mask = table.length - 1;
        for (int at = home(root, key.high(), key.low()); table[at] != 0; at = (at + 1) & mask) {
            int slot = table[at] - 1;
            if (lows[slot] == key.low() && highs[slot] == key.high() && roots[slot] == root) {
                return new Remembered(hashes[slot], positions[slot]);
            }
        }
        return null;
    }

    /** Remembers a key that is not remembered yet, and forgets those that are due. */
    synchronized void remember(int root, IdempotencyKey key, long contentHash, long position, long time) {
        while (size > 0 && (size >= maxKeys || times[head] < time - RETENTION)) {
            forgetOldest();
        }
        if (size == capacity) {
            grow();
        }
        int slot = (head + size) & (capacity - 1);
        roots[slot] = root;
        highs[slot] = key.high();
        lows[slot] = key.low();
        hashes[slot] = contentHash;
        positions[slot] = position;
        times[slot] = time;
        size++;
        enter(slot);
    }

    synchronized int size() {
        return size;
    }

    /** Returns the number of the next key, counted from the first on. */
    synchronized long end() {
        return forgotten + size;
    }

    /**
     * Writes keys whose transactions come before a position, a few thousand at most: the ledger waits meanwhile.
     *
     * @param from the number of the first one
     * @param end the number after the last one
     * @return the number to go on from
     */
    synchronized long write(SectionWriter out, long from, long end, long before) {
        long first = Math.max(from, forgotten);
        long last = Math.min(end, first + KEYS_PER_SECTION);
        int kept = 0;
        for (long number = first; number < last; number++) {
            kept += positions[slot(number)] < before ? 1 : 0;
        }
        out.writeVarint(kept);
        long position = 0;
        long time = 0;
        for (long number = first; number < last; number++) {
            int slot = slot(number);
            if (positions[slot] < before) {
                out.writeVarint(roots[slot]);
                out.writeLong(highs[slot]);
                out.writeLong(lows[slot]);
                out.writeLong(hashes[slot]);
                out.writeSigned(positions[slot] - position);
                out.writeSigned(times[slot] - time);
                position = positions[slot];
                time = times[slot];
            }
        }
        return last;
    }

    private int slot(long number) {
        return (int) (head + number - forgotten) & (capacity - 1);
    }

    /** Remembers the keys of a section. */
    synchronized void read(SectionReader in) {
        int count = in.readSize();
        long position = 0;
        long time = 0;
        for (int i = 0; i < count; i++) {
            int root = in.readInt();
            IdempotencyKey key = new IdempotencyKey(in.readLong(), in.readLong());
            long contentHash = in.readLong();
            position += in.readSigned();
            time += in.readSigned();
            remember(root, key, contentHash, position, time);
        }
    }

    private int home(int root, long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32) ^ root) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & (table.length - 1);
    }

    private int homeOf(int slot) {
        return home(roots[slot], highs[slot], lows[slot]);
    }

    private void enter(int slot) {
        int mask = table.length - 1;
        int at = homeOf(slot);
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = slot + 1;
    }

    private void forgetOldest() {
        int mask = table.length - 1;
        int at = homeOf(head);
        while (table[at] != head + 1) {
            at = (at + 1) & mask;
        }
        closeGap(at);
        head = (head + 1) & (capacity - 1);
        size--;
        forgotten++;
    }

    /** Moves back what had been pushed past a freed place, so that no search ends there too early. */
    private void closeGap(int freed) {
        int mask = table.length - 1;
        int gap = freed;
        for (int at = (gap + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = homeOf(table[at] - 1);
            boolean mayMove = ((at - home) & mask) >= ((at - gap) & mask);
            if (mayMove) {
                table[gap] = table[at];
                gap = at;
            }
        }
        table[gap] = 0;
    }

    private void grow() {
        roots = unrolled(roots);
        highs = unrolled(highs);
        lows = unrolled(lows);
        hashes = unrolled(hashes);
        positions = unrolled(positions);
        times = unrolled(times);
        head = 0;
        capacity *= 2;
        table = new int[2 * capacity];
        for (int slot = 0; slot < size; slot++) {
            enter(slot);
        }
    }

    private long[] unrolled(long[] ring) {
        long[] line = Arrays.copyOf(Arrays.copyOfRange(ring, head, capacity), 2 * capacity);
        System.arraycopy(ring, 0, line, capacity - head, head);
        return line;
    }

    private int[] unrolled(int[] ring) {
        int[] line = Arrays.copyOf(Arrays.copyOfRange(ring, head, capacity), 2 * capacity);
        System.arraycopy(ring, 0, line, capacity - head, head);
        return line;
    }
}
