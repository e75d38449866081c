package io.reelbudget.trainer;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How far a training has come, a line a step: a bar, about how long the rest takes, and what was done. */
final class ProgressBar {

    private static final int WIDTH = 20;

    private final PrintWriter out;
    private final int steps;
    private final long start = System.nanoTime();
    private int done;

    ProgressBar(PrintWriter out, int steps) {
        this.out = out;
        this.steps = steps;
    }

    /** Tells that a step is done, or the last one begins. */
    void step(String what) {
        done = Math.min(steps, done + 1);
        int full = WIDTH * done / steps;
        long elapsed = System.nanoTime() - start;
        Duration left = Duration.ofNanos(elapsed / done * (steps - done));
        out.printf(
                Locale.ROOT,
                "[%s%s] %3d %%, %d s left: %s%n",
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                100 * done / steps,
                left.toSeconds(),
                what);
        out.flush();
    }
}
