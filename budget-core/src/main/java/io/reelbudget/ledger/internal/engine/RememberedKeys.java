package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.KeyHash;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the outcomes of the last commands on a stripe's roots are, by root and idempotency key: 62 to 77 bytes a key.
 *
 * <p>A key counts as forgotten when it is older than {@link #RETENTION}, and is dropped when it is twice as old, or
 * when there is no {@link KeyRoom} for newer ones; the oldest first. A ring keeps them in the order of the log. An
 * open-addressing table finds them: each place has 32 bits of the key's hash and of its number, beside eight bits of
 * the hash alone, so that a search for a key that is new, as most are, touches little memory. The places themselves are
 * written a few at once, so that the processor waits for the memory of all of them together.
 *
 * <p>Guarded by the stripe's lock.
 */
final class RememberedKeys implements Keys {

    /** The most keys that a ledger remembers: at a steady 100 commands a second those of 23 hours. */
    static final int MAX_KEYS = 1 << 23;

    /** How long a key is remembered, in microseconds of the ledger's time: seven days. */
    static final long RETENTION = 7L * 24 * 3_600_000_000L;

    /** Roots have times of their own, so that what one forgot may still count for another: it stays as long again. */
    private static final long KEPT = 2 * RETENTION;

    /** Stands for the time of the oldest key where there is none. */
    static final long NEVER = Long.MAX_VALUE;

    /** A section of a snapshot has no more of them: the stripe waits while it is written. */
    private static final int KEYS_PER_SECTION = 4_096;

    private static final int FIRST_PLACES = 16;
    private static final int TAG_SHIFT = 24;
    private static final long LOW_BITS = 0xFFFF_FFFFL;
    private static final int BATCH = 32;

    /** The stripe's. */
    final ReentrantLock lock;

    private final KeyRoom room;
    private final KeyRing ring = new KeyRing();
    private final AtomicLong oldestTime = new AtomicLong(NEVER);

    /** How many keys more may be remembered without asking for room. */
    private int claimed;

    /**
     * The upper half of a place is the key's hash, the lower its number plus one; zero where free. At most five eighths
     * are taken.
     */
    private long[] table = new long[FIRST_PLACES];

    /** Eight bits of the hash in each place, never zero where it is taken: eight times as many fit into the caches. */
    private byte[] tags = new byte[FIRST_PLACES];

    /** Places that have their tag but are not written yet, and what belongs there. */
    private final int[] waitingAt = new int[BATCH];

    private final long[] waiting = new long[BATCH];
    private int waitingCount;

    RememberedKeys(KeyRoom room, ReentrantLock lock) {
        this.room = room;
        this.lock = lock;
        room.add(this);
    }

    /**
     * Returns what is known of a key's command.
     *
     * @param now the root's time, by which it counts as forgotten or not
     */
    @Override
    public @Nullable Remembered find(int root, IdempotencyKey key, long now) {
        int hash = KeyHash.of(root, key.high(), key.low());
        byte[] all = tags;
        int mask = all.length - 1;
        byte tag = tag(hash);
        int at = hash & mask;
        byte there = all[at];
        while (there != 0) {
            if (there == tag) {
                return findAmongPlaces(root, key, hash, now);
            }
            at = (at + 1) & mask;
            there = all[at];
        }
        return null;
    }

    /** The upper bits of the hash, which do not say where it belongs. */
    private static byte tag(int hash) {
        return (byte) ((hash >>> TAG_SHIFT) | 1);
    }

    private @Nullable Remembered findAmongPlaces(int root, IdempotencyKey key, int hash, long now) {
        settle();
        int mask = table.length - 1;
        for (int at = hash & mask; table[at] != 0; at = (at + 1) & mask) {
            long number = (int) (table[at] >>> Integer.SIZE) == hash ? numberAt(at) : -1;
            boolean found = number >= 0
                    && ring.get(number, KeyRing.LOW) == key.low()
                    && ring.get(number, KeyRing.HIGH) == key.high()
                    && ring.get(number, KeyRing.ROOT) == root
                    && ring.get(number, KeyRing.TIME) >= now - RETENTION;
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

    /** Remembers a key that is not remembered yet, or counts as forgotten, and drops those that are due. */
    @Override
    public void remember(int root, IdempotencyKey key, long contentHash, long position, long time) {
        if (ring.size() > 0 && ring.get(ring.first(), KeyRing.TIME) < time - KEPT) {
            forgetBefore(time - KEPT);
        }
        if (claimed == 0) {
            claimed = room.claim(this);
        }
        claimed--;
        if (8L * (ring.size() + 1) > 5L * table.length) {
            grow();
        }
        if (ring.size() == 0) {
            oldestTime.lazySet(time);
        }
        long number = ring.add(root, key.high(), key.low(), contentHash, position, time);
        enter(KeyHash.of(root, key.high(), key.low()), number);
    }

    private void forgetBefore(long time) {
        int forgotten = 0;
        while (ring.size() > 0 && ring.get(ring.first(), KeyRing.TIME) < time) {
            forgetOldest();
            forgotten++;
        }
        room.release(forgotten);
        noteOldest();
    }

    /** Forgets so many keys, the oldest, or all there are; returns how many that were. */
    int forget(int most) {
        int forgotten = Math.min(most, ring.size());
        for (int i = 0; i < forgotten; i++) {
            forgetOldest();
        }
        noteOldest();
        return forgotten;
    }

    private void noteOldest() {
        oldestTime.lazySet(ring.size() == 0 ? NEVER : ring.get(ring.first(), KeyRing.TIME));
    }

    /** Returns the time of the oldest key, {@link #NEVER} where there is none. Needs no lock. */
    long oldestTime() {
        return oldestTime.get();
    }

    int size() {
        return ring.size();
    }

    /** Returns the number of the next key, counted from the first on. */
    long end() {
        return ring.end();
    }

    /**
     * Writes keys whose transactions come before a position, a few thousand at most: the stripe waits meanwhile.
     *
     * @param from the number of the first one
     * @param end the number after the last one
     * @return the number to go on from
     */
    long write(SectionWriter out, long from, long end, long before) {
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
    }

    private void enter(int hash, long number) {
        int mask = tags.length - 1;
        int at = hash & mask;
        while (tags[at] != 0) {
            at = (at + 1) & mask;
        }
        tags[at] = tag(hash);
        waitingAt[waitingCount] = at;
        waiting[waitingCount] = ((long) hash << Integer.SIZE) | ((number + 1) & LOW_BITS);
        waitingCount++;
        if (waitingCount == BATCH) {
            settle();
        }
    }

    /** Writes the places that wait. They are read before, since the processor fetches what is read all at once. */
    private void settle() {
        long taken = 0;
        for (int i = 0; i < waitingCount; i++) {
            taken |= table[waitingAt[i]];
        }
        if (taken != 0) {
            throw new IllegalStateException("A place of a key had no tag but was taken.");
        }
        for (int i = 0; i < waitingCount; i++) {
            table[waitingAt[i]] = waiting[i];
        }
        waitingCount = 0;
    }

    private void forgetOldest() {
        settle();
        long number = ring.first();
        int hash = KeyHash.of(
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
        settle();
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
