package io.reelbudget.bench;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.EncodeTask;
import io.reelbudget.ffmpeg.Encoder;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One encode to measure.
 *
 * @param number its place in the design
 * @param from what it reads
 * @param seconds how much of that, from its start
 * @param target what it makes
 */
record Trial(long number, TrialSource from, double seconds, Target target) {

    /** One, as costs are only then comparable. */
    static final int THREADS = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Encodes, throws the output away and returns what it took. */
    EncodeResult run(Ffmpeg ffmpeg) throws IOException {
        Path directory = Files.createTempDirectory("reelbudget-bench");
        Path output = directory.resolve("out.mkv");
        try {
            EncodeTask task = EncodeTask.of(from.file(), output, target)
                    .withThreads(THREADS)
                    .limitedTo(Duration.ofMillis(Math.round(seconds * 1_000)));
            return Encoder.of(ffmpeg).withTimeout(PATIENCE).encode(task);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(directory);
        }
    }

    /** Returns the source as long as the part that is used. */
    Source source() {
        Source whole = from.source();
        return new Source(
                whole.container(),
                whole.codec(),
                whole.width(),
                whole.height(),
                whole.framesPerSecond(),
                seconds,
                whole.bitsPerSecond(),
                whole.bytes());
    }
}
