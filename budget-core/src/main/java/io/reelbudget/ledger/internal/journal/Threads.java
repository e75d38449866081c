package io.reelbudget.ledger.internal.journal;

/** Starts the journal's own threads, and waits for their end. */
final class Threads {

    private Threads() {}

    static Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Starts one that nobody waits for; where the platform heeds priorities, its work is to be done last. */
    @SuppressWarnings("ThreadPriorityCheck")
    static Thread startInBackground(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return thread;
    }

    /** Waits for the end of a thread, also when this one is interrupted meanwhile. */
    static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
