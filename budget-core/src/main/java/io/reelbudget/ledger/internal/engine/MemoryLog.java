package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in the heap. Every record is as durable as it will ever be at once.
 *
 * <p>Each {@link Stripe} of a ledger's roots appends to a share of its own, under the stripe's lock, so that no other
 * lock is needed. Records of one root are in one share, in their order; those of different roots may be shown in any.
 */
public final class MemoryLog implements EntryLog {

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final MemoryShare[] shares = new MemoryShare[Stripe.COUNT];
    private volatile @Nullable String unavailable;
    private @Nullable Throwable cause;

    /** Makes a log without records. */
    public MemoryLog() {
        for (int i = 0; i < shares.length; i++) {
            shares[i] = new MemoryShare(i);
        }
    }

    /** Returns where the roots of a stripe are kept; whoever appends there holds the stripe's lock. */
    MemoryShare share(int stripe) {
        return shares[stripe];
    }

    /** Appends what a ledger finds when it begins: before any share has a record. */
    @Override
    public synchronized long append(byte[] bytes, int length) {
        requireUsable();
        return shares[0].append(bytes, length);
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
    public byte[] read(long position) {
        requireUsable();
        return shares[MemoryShare.shareOf(position)].read(position);
    }

    @Override
    public void scan(RecordVisitor visitor) {
        requireUsable();
        for (MemoryShare share : shares) {
            share.scan(visitor);
        }
    }

    @Override
    public synchronized void fail(Throwable cause) {
        if (unavailable == null) {
            this.cause = cause;
            unavailable = "Ledger in memory had failed and must not go on; make a new one.";
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
        for (MemoryShare share : shares) {
            share.clear();
        }
    }
}
