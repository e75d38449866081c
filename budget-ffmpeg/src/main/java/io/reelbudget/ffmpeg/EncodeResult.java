package io.reelbudget.ffmpeg;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** How an encode ended. Either way it says what it took, so that a host can charge for it. */
public sealed interface EncodeResult {

    /** Returns the processor time it used, in seconds of one processor, zero or more. */
    double cpuSeconds();

    /**
     * The rendition was written whole.
     *
     * @param cpuSeconds user and system time of all threads together, in seconds, as ffmpeg itself measured it
     * @param wall how long it ran
     * @param outputBytes size of the written file
     * @param peakMemoryBytes the most memory it held at once, zero where the platform does not tell
     */
    record Completed(double cpuSeconds, Duration wall, long outputBytes, long peakMemoryBytes)
            implements EncodeResult {}

    /**
     * It ended before its time, and left no output.
     *
     * @param reason why it ended
     * @param exitCode ffmpeg's exit code
     * @param cpuSeconds the processor time that it was last seen to have used, read 20 times a second
     * @param lastLines what it said last, oldest first
     */
    record Failed(Reason reason, int exitCode, double cpuSeconds, List<String> lastLines) implements EncodeResult {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }

        /** Returns why it failed in one sentence. */
        public String summary() {
            return "ffmpeg " + reason.told + " with code " + exitCode + " after " + cpuSeconds + " CPU seconds"
                    + (lastLines.isEmpty() ? "." : ", saying '" + lastLines.get(lastLines.size() - 1) + "'.");
        }
    }

    /** Why an encode ended before its time. */
    enum Reason {
        /** ffmpeg gave up, or something killed it. */
        GAVE_UP("gave up"),
        /** It took longer than it was allowed. */
        TIMED_OUT("was stopped as it took too long"),
        /** The waiting thread was interrupted, which its interrupt flag still says. */
        INTERRUPTED("was stopped as its thread was interrupted");

        private final String told;

        Reason(String told) {
            this.told = told;
        }
    }

    /** Returns what one of the functions makes of this result. */
    default <T> T fold(Function<Completed, T> completed, Function<Failed, T> failed) {
        if (this instanceof Completed whole) {
            return completed.apply(whole);
        }
        return failed.apply((Failed) this);
    }
}
