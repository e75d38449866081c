package io.reelbudget.trainer;

import io.reelbudget.job.Source;
import io.reelbudget.job.Target;

/**
 * A rendition that was made, and what it took: a row of training data.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param video which video it was made of; jobs of one video are never split between training and testing
 * @param source the video as its metadata describe it
 * @param target what was made of it
 * @param cpuSeconds seconds of one processor's time, more than zero
 */
public record PastJob(String video, Source source, Target target, double cpuSeconds) {

    public PastJob {
        if (!(cpuSeconds > 0 && cpuSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("CPU time of a past job of '" + video + "' was " + cpuSeconds
                    + " seconds but must be more than zero and finite; leave the row out.");
        }
    }
}
