package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.JobDescriptionException;
import java.util.Optional;

/** How much of a source an output uses, by {@code -ss}, {@code -t} and {@code -to} before input and output. */
final class Span {

    private Span() {}

    static double seconds(double sourceSeconds, FileOptions input, FileOptions output) {
        return cut(cut(sourceSeconds, input), output);
    }

    private static double cut(double seconds, FileOptions file) {
        double start = time(file, "ss").orElse(0.0);
        Optional<Double> length = time(file, "t");
        Optional<Double> end = time(file, "to");
        double left = seconds - start;
        // As in ffmpeg, a length counts more than an end.
        if (length.isPresent()) {
            left = Math.min(left, length.get());
        } else if (end.isPresent()) {
            left = Math.min(left, end.get() - start);
        }
        if (!(left > 0)) {
            throw new JobDescriptionException(
                    "-ss, -t and -to of '" + file.url() + "'",
                    "left nothing of " + seconds + " seconds but must leave some; correct them.");
        }
        return left;
    }

    private static Optional<Double> time(FileOptions file, String name) {
        return file.last(name).map(option -> Notation.seconds(option.toString(), option.value()));
    }
}
