package io.reelbudget;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How long a facade that is closed waits for hooks that it has called. */
final class HookPatience {

    private static final Duration AT_CLOSE = Duration.ofSeconds(10);

    /** Those that heed interrupts return at once. */
    static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private HookPatience() {}

    /** Lets a thread finish what it is at, such as the call of a hook, and interrupts it where that takes too long. */
    static void end(ExecutorService thread) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(AT_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
