package io.reelbudget.job;

import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Jobs that do the same work on different videos: the encoders and presets that a job runs, without regard to their
 * order and number.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name such as {@code libx264/medium}, {@code libx264/slow/2-pass} or {@code libsvtav1/10+libx264/fast}
 */
public record JobKind(String name) {

    /** Returns the kind of a job. */
    public static JobKind of(TranscodeJob job) {
        return new JobKind(job.targets().stream()
                .map(target -> target.encoder() + "/" + target.preset()
                        + (target.passes() == 1 ? "" : "/" + target.passes() + "-pass"))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), kinds -> String.join("+", kinds))));
    }

    @Override
    public String toString() {
        return name;
    }
}
