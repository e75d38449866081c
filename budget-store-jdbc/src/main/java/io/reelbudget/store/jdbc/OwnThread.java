package io.reelbudget.store.jdbc;

/** Waits for threads of the ledger's own. */
final class OwnThread {

    private OwnThread() {}

    /** Waits until a thread has ended, however often this one is interrupted meanwhile. */
    static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
