package io.reelbudget.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A source and the renditions to make of it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id the host's name for it
 * @param source the video to be transcoded
 * @param targets what to make of it, 1 to {@value #MAX_TARGETS}
 * @param serviceLevel how soon it is wanted
 */
public record TranscodeJob(JobId id, Source source, List<Target> targets, ServiceLevel serviceLevel) {

    static final int MAX_TARGETS = 1_000;

    public TranscodeJob {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Job '" + id + "' had no target but must have at least one; add the rendition to make.");
        }
        Checks.requireCount("Targets of job '" + id + "'", targets.size(), 1, MAX_TARGETS);
    }

    /** Returns a job of standard service level. */
    public static TranscodeJob of(String id, Source source, Target... targets) {
        return new TranscodeJob(new JobId(id), source, List.of(targets), ServiceLevel.standard());
    }

    /** Returns this job of another source, such as one that was probed meanwhile. */
    public TranscodeJob withSource(Source newSource) {
        return new TranscodeJob(id, newSource, targets, serviceLevel);
    }

    /** Returns this job at another service level. */
    public TranscodeJob withServiceLevel(ServiceLevel newLevel) {
        return new TranscodeJob(id, source, targets, newLevel);
    }

    /** Returns the filters that a rendition of this job needs: those it names, and scaling where its sides differ. */
    public Set<VideoFilter> filtersOf(Target target) {
        boolean scaled = target.width() != source.width() || target.height() != source.height();
        EnumSet<VideoFilter> needed = scaled ? EnumSet.of(VideoFilter.SCALE) : EnumSet.noneOf(VideoFilter.class);
        needed.addAll(target.filters());
        return Collections.unmodifiableSet(needed);
    }

    /** Returns this job with other renditions. */
    public TranscodeJob withTargets(List<Target> newTargets) {
        return new TranscodeJob(id, source, newTargets, serviceLevel);
    }
}
