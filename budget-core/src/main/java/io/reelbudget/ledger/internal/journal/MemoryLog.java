package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps records in the heap, packed into large arrays. Every record is as durable as it will ever be at once. */
public final class MemoryLog implements EntryLog {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_CHUNK = 4 * 1024;
    private static final int LARGEST_CHUNK = 1024 * 1024;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final List<byte[]> chunks = new ArrayList<>();

    /** How much of each chunk but the last is used. */
    private final List<Integer> used = new ArrayList<>();

    private byte[] last = {};
    private int chunkUsed;
    private volatile @Nullable String unavailable;
    private @Nullable Throwable cause;

    @Override
    public synchronized long append(byte[] bytes, int length) {
        requireUsable();
        int needed = Integer.BYTES + length;
        if (last.length - chunkUsed < needed) {
            addChunk(needed);
        }
        byte[] chunk = last;
        int offset = chunkUsed;
        putInt(chunk, offset, length);
        System.arraycopy(bytes, 0, chunk, offset + Integer.BYTES, length);
        chunkUsed = offset + needed;
        return position(chunks.size() - 1, offset);
    }

    private void addChunk(int needed) {
        if (!chunks.isEmpty()) {
            used.add(chunkUsed);
        }
        int doubled = FIRST_CHUNK << Math.min(chunks.size(), 8);
        last = new byte[Math.max(needed, Math.min(doubled, LARGEST_CHUNK))];
        chunks.add(last);
        chunkUsed = 0;
    }

    private static long position(int chunk, int offset) {
        return ((long) chunk << Integer.SIZE) | offset;
    }

    @Override
    public void await(long position) {}

    /** Nobody else can change the heap: the chain is made when a verification asks for it. */
    @Override
    public boolean isChained() {
        return false;
    }

    @Override
    public CompletableFuture<Void> durable(long position) {
        return DONE;
    }

    @Override
    public synchronized byte[] read(long position) {
        requireUsable();
        return readAt((int) (position >>> Integer.SIZE), (int) position);
    }

    private byte[] readAt(int chunk, int offset) {
        byte[] bytes = chunks.get(chunk);
        int start = offset + Integer.BYTES;
        return Arrays.copyOfRange(bytes, start, start + getInt(bytes, offset));
    }

    @Override
    public synchronized void scan(RecordVisitor visitor) {
        requireUsable();
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            int end = chunk == chunks.size() - 1 ? chunkUsed : used.get(chunk);
            int offset = 0;
            while (offset < end) {
                byte[] record = readAt(chunk, offset);
                visitor.visit(position(chunk, offset), record);
                offset += Integer.BYTES + record.length;
            }
        }
    }

    @Override
    public synchronized void fail(Throwable cause) {
        if (unavailable == null) {
            unavailable = "Ledger in memory had failed and must not go on; make a new one.";
            this.cause = cause;
        }
    }

    @Override
    public String name() {
        return "in memory";
    }

    @Override
    public void requireUsable() {
        if (unavailable != null) {
            throw new LedgerUnavailableException(unavailable, cause);
        }
    }

    @Override
    public synchronized void close() {
        if (unavailable == null) {
            unavailable = "Ledger in memory was closed but must be open; make a new one.";
        }
        chunks.clear();
    }

    private static void putInt(byte[] bytes, int offset, int value) {
        INTS.set(bytes, offset, value);
    }

    private static int getInt(byte[] bytes, int offset) {
        return (int) INTS.get(bytes, offset);
    }
}
