package io.reelbudget.ffmpeg;

import io.reelbudget.job.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One rendition to make of one file.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param input the file to read
 * @param output the file to write, which must not exist yet; its name's ending says the container, such as {@code .mp4}
 * @param target what to make, in one pass; even width and height
 * @param threads how many threads the decoder, the filters and the encoder may use each, 1 to 64
 * @param limit how much of the source to use at most, from its start; all of it where empty
 */
public record EncodeTask(Path input, Path output, Target target, int threads, Optional<Duration> limit) {

    private static final int MAX_THREADS = 64;

    public EncodeTask {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "Threads were " + threads + " but must be 1 to " + MAX_THREADS + "; 1 makes costs comparable.");
        }
        if (limit.filter(each -> each.isNegative() || each.isZero()).isPresent()) {
            throw new IllegalArgumentException(
                    "Limit was " + limit.get() + " but must be more than zero; leave it out to use the whole source.");
        }
        if (target.passes() != 1) {
            throw new IllegalArgumentException("Target passes were " + target.passes()
                    + " but must be 1 to be encoded here; run ffmpeg itself for more.");
        }
        requireEven("width", target.width());
        requireEven("height", target.height());
    }

    /** Returns the task to make a rendition of a whole file with one thread. */
    public static EncodeTask of(Path input, Path output, Target target) {
        return new EncodeTask(input, output, target, 1, Optional.empty());
    }

    /** Returns this task with other threads. */
    public EncodeTask withThreads(int newThreads) {
        return new EncodeTask(input, output, target, newThreads, limit);
    }

    /** Returns this task for so much of the source, from its start. */
    public EncodeTask limitedTo(Duration newLimit) {
        return new EncodeTask(input, output, target, threads, Optional.of(newLimit));
    }

    /** Colour is stored at half the size of brightness, so encoders refuse or silently crop odd sides. */
    private static void requireEven(String side, int pixels) {
        if (pixels % 2 != 0) {
            throw new IllegalArgumentException("Target " + side + " was " + pixels
                    + " pixels but must be even, as its colour is stored at half the size; take " + (pixels + 1) + ".");
        }
    }
}
