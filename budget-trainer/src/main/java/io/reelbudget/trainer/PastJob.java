package io.reelbudget.trainer;

import io.reelbudget.job.Source;
import io.reelbudget.job.Target;

/**
 * A rendition that was made, and what it took: a row of training data.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param video which video it was made of; jobs of one video are never split between training and testing
 * @param source the video as its metadata describe it, with all that is known of its content
 * @param target what was made of it
 * @param cpuSeconds seconds of one processor's time, more than zero
 * @param bytes the size of what was written, zero where unknown
 * @param peakMemoryBytes the most memory held at once, zero where unknown
 * @param place where it was measured: elsewhere costs differ by a factor
 */
public record PastJob(
        String video, Source source, Target target, double cpuSeconds, long bytes, long peakMemoryBytes, Place place) {

    /** Where a job was measured. */
    public enum Place {
        /** Where estimates are to hold. */
        HERE,
        /** On another machine, by another version of the encoder. */
        ELSEWHERE
    }

    public PastJob {
        if (!(cpuSeconds > 0 && cpuSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("CPU time of a past job of '" + video + "' was " + cpuSeconds
                    + " seconds but must be more than zero and finite; leave the row out.");
        }
        if (bytes < 0 || peakMemoryBytes < 0) {
            throw new IllegalArgumentException("Size and memory of a past job of '" + video + "' were " + bytes
                    + " and " + peakMemoryBytes + " bytes but must be zero or more; write zero where unknown.");
        }
    }

    /** Makes a job of which only the CPU time was measured, here. */
    public PastJob(String video, Source source, Target target, double cpuSeconds) {
        this(video, source, target, cpuSeconds, 0, 0, Place.HERE);
    }

    PastJob withSource(Source newSource) {
        return new PastJob(video, newSource, target, cpuSeconds, bytes, peakMemoryBytes, place);
    }
}
