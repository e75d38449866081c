package io.reelbudget.bench.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The journal's way of batching for a database: one thread carries out and commits what arrived while it committed what
 * was before. Callers wait for the commit.
 *
 * @param <O> what is done within a transaction
 */
final class CommitQueue<O> implements AutoCloseable {

    /** Carries out some operations and commits them together. */
    @FunctionalInterface
    interface Transaction<O> {
        void commit(List<O> operations) throws Exception;
    }

    private record Batch<O>(List<O> operations, CompletableFuture<Void> committed) {}

    private final Transaction<O> transaction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Thread committer = new Thread(this::commitUntilClosed, "batched-commit");
    private Batch<O> filling = new Batch<>(new ArrayList<>(), new CompletableFuture<>());
    private boolean closing;

    CommitQueue(Transaction<O> transaction) {
        this.transaction = transaction;
        committer.start();
    }

    /** Returns when the operation is committed. */
    void commit(O operation) {
        CompletableFuture<Void> committed;
        lock.lock();
        try {
            filling.operations().add(operation);
            committed = filling.committed();
            work.signal();
        } finally {
            lock.unlock();
        }
        committed.join();
    }

    private void commitUntilClosed() {
        while (true) {
            Batch<O> batch = take();
            if (batch.operations().isEmpty()) {
                return;
            }
            try {
                transaction.commit(batch.operations());
            } catch (Exception failed) {
                batch.committed().completeExceptionally(failed);
                return;
            }
            batch.committed().complete(null);
        }
    }

    /** Waits for operations; returns none when there are none any more. */
    private Batch<O> take() {
        lock.lock();
        try {
            while (filling.operations().isEmpty() && !closing) {
                work.awaitUninterruptibly();
            }
            Batch<O> taken = filling;
            filling = new Batch<>(new ArrayList<>(), new CompletableFuture<>());
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            committer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
