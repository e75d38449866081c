package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the outcomes of the last commands are, by root and idempotency key: 66 to 84 bytes a key.
 *
 * <p>A key is forgotten when it is older than {@link #RETENTION}, or when {@link #MAX_KEYS} newer ones came; the oldest
 * first. A ring keeps them in the order of the log. An open-addressing table finds them: each place has 32 bits of the
 * key's hash and of its number, beside eight bits of the hash alone, so that a search for a key that is new, as most
 * are, touches little memory.
 *
 * <p>All methods are thread-safe.
 */
final class RememberedKeys {

    /** The most keys that a ledger remembers: at a steady 100 commands a second those of 23 hours. */
    static final int MAX_KEYS = 1 << 23;

    /** How long a key is remembered, in microseconds of the ledger's time: seven days. */
    static final long RETENTION = 7L * 24 * 3_600_000_000L;

    /** A section of a snapshot has no more of them: the ledger waits while it is written. */
    private static final int KEYS_PER_SECTION = 4_096;

    /**
     * What is known of a command.
     *
     * @param contentHash tells it from another under the same key
     * @param position where its transaction is in the log
     */
    record Remembered(long contentHash, long position) {}

    private static final int FIRST_PLACES = 128;
    private static final int TAG_SHIFT = 24;
    private static final long LOW_BITS = 0xFFFF_FFFFL;

    private final int maxKeys;
    private final StampedLock lock = new StampedLock();
    private final KeyRing ring = new KeyRing();

    /**
     * The upper half of a place is the key's hash, the lower its number plus one; zero where free. At most half full.
     */
    private long[] table = new long[FIRST_PLACES];

    /** Eight bits of the hash in each place, never zero where it is taken: eight times as many fit into the caches. */
    private byte[] tags = new byte[FIRST_PLACES];

    RememberedKeys() {
        this(MAX_KEYS);
    }

    RememberedKeys(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    @Nullable
    Remembered find(int root, IdempotencyKey key) {
        int hash = hash(root, key.high(), key.low());
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0 && isNew(tags, hash) && lock.validate(stamp)) {
            return null;
        }
        stamp = lock.readLock();
        try {
            return findLocked(root, key, hash);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Reads the tags alone, which may change meanwhile: a yes is good only if nothing did. */
    private static boolean isNew(byte[] tags, int hash) {
        int mask = tags.length - 1;
        byte tag = tag(hash);
        int at = hash & mask;
        for (int probes = 0; probes <= mask; probes++) {
            byte there = tags[at];
            if (there == 0) {
                return true;
            } else if (there == tag) {
                return false;
            }
            at = (at + 1) & mask;
        }
        return false;
    }

    /** The upper bits of the hash, which do not say where it belongs. */
    private static byte tag(int hash) {
        return (byte) ((hash >>> TAG_SHIFT) | 1);
    }

    private @Nullable Remembered findLocked(int root, IdempotencyKey key, int hash) {
        int mask = table.length - 1;
        for (int at = hash & mask; table[at] != 0; at = (at + 1) & mask) {
            long number = (int) (table[at] >>> Integer.SIZE) == hash ? numberAt(at) : -1;
            boolean found = number >= 0
                    && ring.get(number, KeyRing.LOW) == key.low()
                    && ring.get(number, KeyRing.HIGH) == key.high()
                    && ring.get(number, KeyRing.ROOT) == root;
            if (found) {
                return new Remembered(ring.get(number, KeyRing.HASH), ring.get(number, KeyRing.POSITION));
            }
        }
        return null;
    }

    /** The table keeps the lower bits alone: no two numbers in the ring share them. */
    private long numberAt(int at) {
        long low = (table[at] & LOW_BITS) - 1;
        return ring.first() + ((low - ring.first()) & LOW_BITS);
    }

    /** Remembers a key that is not remembered yet, and forgets those that are due. */
    void remember(int root, IdempotencyKey key, long contentHash, long position, long time) {
        long stamp = lock.writeLock();
        try {
            while (ring.size() > 0
                    && (ring.size() >= maxKeys || ring.get(ring.first(), KeyRing.TIME) < time - RETENTION)) {
                forgetOldest();
            }
            if (2 * (ring.size() + 1) > table.length) {
                grow();
            }
            long number = ring.add(root, key.high(), key.low(), contentHash, position, time);
            enter(hash(root, key.high(), key.low()), number);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    int size() {
        long stamp = lock.readLock();
        try {
            return ring.size();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Returns the number of the next key, counted from the first on. */
    long end() {
        long stamp = lock.readLock();
        try {
            return ring.end();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /**
     * Writes keys whose transactions come before a position, a few thousand at most: the ledger waits meanwhile.
     *
     * @param from the number of the first one
     * @param end the number after the last one
     * @return the number to go on from
     */
    long write(SectionWriter out, long from, long end, long before) {
        long stamp = lock.readLock();
        try {
            long first = Math.max(from, ring.first());
            long last = Math.min(end, first + KEYS_PER_SECTION);
            int kept = 0;
            for (long number = first; number < last; number++) {
                kept += ring.get(number, KeyRing.POSITION) < before ? 1 : 0;
            }
            out.writeVarint(kept);
            long position = 0;
            long time = 0;
            for (long number = first; number < last; number++) {
                if (ring.get(number, KeyRing.POSITION) < before) {
                    out.writeVarint(ring.get(number, KeyRing.ROOT));
                    out.writeLong(ring.get(number, KeyRing.HIGH));
                    out.writeLong(ring.get(number, KeyRing.LOW));
                    out.writeLong(ring.get(number, KeyRing.HASH));
                    out.writeSigned(ring.get(number, KeyRing.POSITION) - position);
                    out.writeSigned(ring.get(number, KeyRing.TIME) - time);
                    position = ring.get(number, KeyRing.POSITION);
                    time = ring.get(number, KeyRing.TIME);
                }
            }
            return last;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Remembers the keys of a section. */
    void read(SectionReader in) {
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

    /** Keys are the client's: they are mixed, so that any choice of them spreads. */
    private static int hash(int root, long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32) ^ root) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> Integer.SIZE);
    }

    private void enter(int hash, long number) {
        int mask = table.length - 1;
        int at = hash & mask;
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = ((long) hash << Integer.SIZE) | ((number + 1) & LOW_BITS);
        tags[at] = tag(hash);
    }

    private void forgetOldest() {
        long number = ring.first();
        int hash = hash(
                (int) ring.get(number, KeyRing.ROOT), ring.get(number, KeyRing.HIGH), ring.get(number, KeyRing.LOW));
        long place = ((long) hash << Integer.SIZE) | ((number + 1) & LOW_BITS);
        int mask = table.length - 1;
        int at = hash & mask;
        while (table[at] != place) {
            at = (at + 1) & mask;
        }
        closeGap(at);
        ring.forget();
    }

    /** Moves back what had been pushed past a freed place, so that no search ends there too early. */
    private void closeGap(int freed) {
        int mask = table.length - 1;
        int gap = freed;
        for (int at = (gap + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = (int) (table[at] >>> Integer.SIZE) & mask;
            boolean mayMove = ((at - home) & mask) >= ((at - gap) & mask);
            if (mayMove) {
                table[gap] = table[at];
                tags[gap] = tags[at];
                gap = at;
            }
        }
        table[gap] = 0;
        tags[gap] = 0;
    }

    private void grow() {
        long[] before = table;
        long[] larger = new long[2 * before.length];
        byte[] largerTags = new byte[larger.length];
        int mask = larger.length - 1;
        for (long place : before) {
            if (place != 0) {
                int at = (int) (place >>> Integer.SIZE) & mask;
                while (larger[at] != 0) {
                    at = (at + 1) & mask;
                }
                larger[at] = place;
                largerTags[at] = tag((int) (place >>> Integer.SIZE));
            }
        }
        table = larger;
        tags = largerTags;
    }
}
