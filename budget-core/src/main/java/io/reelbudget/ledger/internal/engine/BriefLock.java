package io.reelbudget.ledger.internal.engine;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for some microseconds: whoever finds it taken looks again for about as long before it goes to
 * sleep, since to sleep and be woken takes ten times longer than what it waits for.
 */
final class BriefLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    /** With one processor alone there is nothing to look for: whoever has the lock must run to give it back. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 20 : 0;

    /** A processor pauses for 40 to 140 cycles each time. */
    private static final int PAUSES = 5;

    @Override
    public void lock() {
        for (int look = 0; look < LOOKS; look++) {
            if (tryLock()) {
                return;
            }
            for (int pause = 0; pause < PAUSES; pause++) {
                Thread.onSpinWait();
            }
        }
        super.lock();
    }
}
