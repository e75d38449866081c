package io.reelbudget.job;

import java.util.List;

/**
 * A source and the renditions to make of it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id the host's name for it
 * @param source the video to be transcoded
 * @param targets what to make of it, at least one
 * @param serviceLevel how soon it is wanted
 */
public record TranscodeJob(JobId id, Source source, List<Target> targets, ServiceLevel serviceLevel) {

    public TranscodeJob {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Job '" + id + "' had no target but must have at least one; add the rendition to make.");
        }
    }

    /** Returns a job of standard service level. */
    public static TranscodeJob of(String id, Source source, Target... targets) {
        return new TranscodeJob(new JobId(id), source, List.of(targets), ServiceLevel.standard());
    }

    /** Returns this job with other renditions. */
    public TranscodeJob withTargets(List<Target> newTargets) {
        return new TranscodeJob(id, source, newTargets, serviceLevel);
    }
}
