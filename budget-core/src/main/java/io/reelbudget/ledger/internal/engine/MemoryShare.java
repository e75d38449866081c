package io.reelbudget.ledger.internal.engine;

import io.reelbudget.account.Period;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.wire.NumberedTransaction;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of some roots in the heap, packed into large arrays of numbers: holds and captures as their fields, which
 * cost no more than to store them, and become bytes when they are read; all others as bytes.
 *
 * <p>Whoever appends holds the lock of the stripe. Reading takes none: a record's header is written after the record.
 */
final class MemoryShare {

    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_CHUNK = 512;
    private static final int CHUNK_SHIFT = 15;

    /** As large as it may be without counting as huge for any collector's region. */
    private static final int LARGEST_CHUNK = 1 << CHUNK_SHIFT;

    private static final int SHARE_SHIFT = 48;

    /** The kind of a record that is bytes: the number after its header says how many. */
    private static final int IN_BYTES = 0x7F;

    private static final int LENGTH_BITS = 24;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    private static final int KIND_MASK = 0xFF;

    /** The upper half of a header is the root's number. */
    private static final int ROOT_SHIFT = Integer.SIZE;

    private final long first;
    private volatile long[][] chunks = {};
    private volatile String[] roots = {};
    private int rootCount;
    private volatile Period[] periods = {};
    private final Map<Period, Integer> numbersOfPeriods = new HashMap<>();
    private @Nullable Period newest;
    private int newestNumber;

    /** The numbers of the balance that is written next. */
    private final long[] sheet = new long[BalanceSheet.NUMBERS];

    private long[] last = {};
    private int end;

    MemoryShare(int number) {
        this.first = (long) number << SHARE_SHIFT;
    }

    static int shareOf(long position) {
        return (int) (position >>> SHARE_SHIFT);
    }

    /** Keeps the name of a root and returns its number here. */
    int addRoot(String root) {
        String[] known = roots;
        if (rootCount == known.length) {
            known = Arrays.copyOf(known, Math.max(1, 2 * rootCount));
            roots = known;
        }
        known[rootCount] = root;
        return rootCount++;
    }

    /** Appends a record of bytes and returns its position. */
    long append(byte[] bytes, int length) {
        int numbers = (length + Long.BYTES - 1) / Long.BYTES;
        int at = makeRoom(2 + numbers);
        last[at + 1] = length;
        int whole = length / Long.BYTES;
        for (int i = 0; i < whole; i++) {
            last[at + 2 + i] = (long) BYTES.get(bytes, i * Long.BYTES);
        }
        for (int i = whole * Long.BYTES; i < length; i++) {
            last[at + 2 + whole] |= (bytes[i] & 0xFFL) << ((i % Long.BYTES) * Byte.SIZE);
        }
        return added(at, 2 + numbers, (long) IN_BYTES << LENGTH_BITS);
    }

    /**
     * Appends the transaction of one event that fits into numbers.
     *
     * @param root the root's number here
     * @param length how many numbers the event takes
     */
    long append(
            Partition partition,
            int root,
            int length,
            Account account,
            Event event,
            IdempotencyKey key,
            long hash,
            long now) {
        account.writeSheet(now, sheet);
        long shape = NumberedTransaction.shape(numberOf(account.runningAt(now)), sheet, account.depth());
        int before = NumberedTransaction.lengthBefore(shape);
        int at = makeRoom(before + length);
        long[] to = last;
        to[at + NumberedTransaction.SHAPE] = shape;
        to[at + NumberedTransaction.TIME] = now;
        to[at + NumberedTransaction.KEY] = key.high();
        to[at + NumberedTransaction.KEY + 1] = key.low();
        to[at + NumberedTransaction.HASH] = hash;
        to[at + NumberedTransaction.SEQUENCE] = partition.book.lastSequence();
        partition.writeLinks(account, to, at + NumberedTransaction.LINKS);
        NumberedTransaction.writeSheet(sheet, shape, to, at);
        int kind = NumberedTransaction.write(event, account.depth(), to, at + before);
        return added(at, before + length, (long) root << ROOT_SHIFT | (long) kind << LENGTH_BITS);
    }

    /** Returns the number of a period here. */
    @SuppressWarnings("ReferenceEquality") // Equal periods mostly are one instance; where they are not, the map knows.
    private int numberOf(Period period) {
        if (period == newest) {
            return newestNumber;
        }
        @Nullable Integer known = numbersOfPeriods.putIfAbsent(period, numbersOfPeriods.size());
        newestNumber = known == null ? numbersOfPeriods.size() - 1 : known;
        newest = period;
        if (known == null) {
            Period[] all = periods;
            if (newestNumber == all.length) {
                all = Arrays.copyOf(all, Math.max(1, 2 * all.length));
                periods = all;
            }
            all[newestNumber] = period;
        }
        return newestNumber;
    }

    private int makeRoom(int length) {
        if (end + length > last.length) {
            long[][] before = chunks;
            int doubled = Math.min(LARGEST_CHUNK, FIRST_CHUNK << Math.min(before.length, CHUNK_SHIFT));
            last = new long[Math.max(length, doubled)];
            long[][] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = last;
            chunks = more;
            end = 0;
        }
        return end;
    }

    private long added(int at, int length, long header) {
        end = at + length;
        NUMBERS.setRelease(last, at, header | length);
        return position(chunks.length - 1, at);
    }

    private long position(int chunk, int at) {
        return first | ((long) chunk << CHUNK_SHIFT) | at;
    }

    byte[] read(long position) {
        long[] chunk = chunks[(int) ((position - first) >>> CHUNK_SHIFT)];
        int at = (int) position & (LARGEST_CHUNK - 1);
        return read(chunk, at, (long) NUMBERS.getAcquire(chunk, at));
    }

    private byte[] read(long[] chunk, int at, long header) {
        int kind = (int) (header >>> LENGTH_BITS) & KIND_MASK;
        if (kind == IN_BYTES) {
            return bytes(chunk, at);
        }
        Period period = periods[NumberedTransaction.period(chunk[at + NumberedTransaction.SHAPE])];
        return NumberedTransaction.encode(kind, chunk, at, roots[(int) (header >>> ROOT_SHIFT)], period);
    }

    private static byte[] bytes(long[] chunk, int at) {
        byte[] bytes = new byte[(int) chunk[at + 1]];
        int whole = bytes.length / Long.BYTES;
        for (int i = 0; i < whole; i++) {
            BYTES.set(bytes, i * Long.BYTES, chunk[at + 2 + i]);
        }
        for (int i = whole * Long.BYTES; i < bytes.length; i++) {
            bytes[i] = (byte) (chunk[at + 2 + whole] >>> ((i % Long.BYTES) * Byte.SIZE));
        }
        return bytes;
    }

    /** Shows all records that were appended before. */
    void scan(RecordVisitor visitor) {
        long[][] all = chunks;
        for (int i = 0; i < all.length; i++) {
            long[] chunk = all[i];
            int at = 0;
            long header = header(chunk, 0);
            while (header != 0) {
                visitor.visit(position(i, at), read(chunk, at, header));
                at += (int) header & LENGTH_MASK;
                header = header(chunk, at);
            }
        }
    }

    private static long header(long[] chunk, int at) {
        return at < chunk.length ? (long) NUMBERS.getAcquire(chunk, at) : 0;
    }

    /** Forgets all. */
    void clear() {
        chunks = new long[0][];
        roots = new String[0];
        rootCount = 0;
        periods = new Period[0];
        numbersOfPeriods.clear();
        newest = null;
        last = new long[0];
        end = 0;
    }
}
