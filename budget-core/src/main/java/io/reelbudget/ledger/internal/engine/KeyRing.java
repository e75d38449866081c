package io.reelbudget.ledger.internal.engine;

/**
 * Keys in the order in which they came, numbered from zero: added at the end and forgotten at the front. Six numbers a
 * key lie side by side, so that one is touched at the cost of one line of the processor's cache. Not thread-safe.
 */
final class KeyRing {

    static final int HIGH = 0;
    static final int LOW = 1;
    static final int HASH = 2;
    static final int POSITION = 3;
    static final int TIME = 4;
    static final int ROOT = 5;

    private static final int FIELDS = 6;
    private static final int CHUNK_SHIFT = 9;
    private static final int CHUNK_KEYS = 1 << CHUNK_SHIFT;
    private static final int FIRST_CHUNKS = 4;

    private long[][] chunks = new long[FIRST_CHUNKS][];
    private long first;
    private long end;

    /** Returns the number of the oldest key. */
    long first() {
        return first;
    }

    /** Returns the number of the next key. */
    long end() {
        return end;
    }

    int size() {
        return (int) (end - first);
    }

    long get(long number, int field) {
        return chunkOf(number)[at(number) + field];
    }

    /** Adds a key and returns its number. */
    long add(long root, long high, long low, long hash, long position, long time) {
        long number = end;
        if ((number & (CHUNK_KEYS - 1)) == 0) {
            addChunk(number);
        }
        long[] chunk = chunkOf(number);
        int at = at(number);
        chunk[at + HIGH] = high;
        chunk[at + LOW] = low;
        chunk[at + HASH] = hash;
        chunk[at + POSITION] = position;
        chunk[at + TIME] = time;
        chunk[at + ROOT] = root;
        end = number + 1;
        return number;
    }

    /** Forgets the oldest key. */
    void forget() {
        first++;
        if ((first & (CHUNK_KEYS - 1)) == 0) {
            chunks[index(first - 1)] = NONE;
        }
    }

    private static final long[] NONE = {};

    private void addChunk(long number) {
        long live = (number >>> CHUNK_SHIFT) - (first >>> CHUNK_SHIFT);
        if (live == chunks.length) {
            long[][] before = chunks;
            chunks = new long[2 * before.length][];
            for (long chunk = first >>> CHUNK_SHIFT; chunk < number >>> CHUNK_SHIFT; chunk++) {
                chunks[(int) chunk & (chunks.length - 1)] = before[(int) chunk & (before.length - 1)];
            }
        }
        chunks[index(number)] = new long[CHUNK_KEYS * FIELDS];
    }

    private long[] chunkOf(long number) {
        return chunks[index(number)];
    }

    private int index(long number) {
        return (int) (number >>> CHUNK_SHIFT) & (chunks.length - 1);
    }

    private static int at(long number) {
        return ((int) number & (CHUNK_KEYS - 1)) * FIELDS;
    }
}
